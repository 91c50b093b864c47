//! What is wrong with a text, so that whoever wrote it can mend it: the file, the line, what is wrong and what to do.

use std::fmt;

use crate::kernel::error::FieldError;
use crate::kernel::i18n::{Locale, Texts};

/// So many complaints are told at once: a file that is something else altogether would have one for each line.
const MOST: usize = 300;

/// A part of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// Everything besides the text.
    Config,
    /// The text in a language.
    Text(Locale),
}

impl File {
    /// Every part, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::Config, Self::Text(Locale::En), Self::Text(Locale::De)];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Config => "template.toml",
            Self::Text(Locale::En) => "en.md",
            Self::Text(Locale::De) => "de.md",
        }
    }

    /// The field of a request that brings it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Config => "template_toml",
            Self::Text(Locale::En) => "en_md",
            Self::Text(Locale::De) => "de_md",
        }
    }
}

/// One thing that is wrong. Its words are the text `template-wrong-<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where.
    pub file: File,
    /// The line, from 1.
    pub line: usize,
    /// Stable, for programs.
    pub code: &'static str,
    /// The name it is about: a variable, a table, a phrase.
    pub about: String,
    /// A second name, where there is one.
    pub other: String,
}

impl Complaint {
    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn words(&self, texts: Texts) -> String {
        texts.ta(&format!("template-wrong-{}", self.code), &[("about", &shortened(&self.about)), ("other", &self.other)])
    }

    /// The same as a wrong field of a request: `en_md.42`.
    #[must_use]
    pub fn field(&self) -> FieldError {
        FieldError::new(format!("{}.{}", self.file.field(), self.line), self.code, self.to_string())
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file.name(), self.line, self.words(Texts::new(Locale::En)))
    }
}

/// A name from a text may be a whole page by mistake: its beginning says which one.
fn shortened(name: &str) -> String {
    let mut characters = name.chars();
    let short: String = characters.by_ref().take(80).collect();
    if characters.next().is_none() { short } else { format!("{short}…") }
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub struct Complaints {
    all: Vec<Complaint>,
    more: usize,
}

impl Complaints {
    /// Notes what is wrong with a line.
    pub fn add(&mut self, file: File, line: usize, code: &'static str, about: impl Into<String>) {
        self.add_two(file, line, code, (about, ""));
    }

    /// Notes what is wrong between two names.
    pub fn add_two(&mut self, file: File, line: usize, code: &'static str, names: (impl Into<String>, impl Into<String>)) {
        if self.all.len() >= MOST {
            self.more += 1;
            return;
        }
        self.all.push(Complaint { file, line: line.max(1), code, about: names.0.into(), other: names.1.into() });
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Everything that is wrong, file by file and line by line; the last one says how much more there is.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Complaint> {
        let place = |complaint: &Complaint| File::ALL.iter().position(|file| *file == complaint.file);
        self.all.sort_by_key(|complaint| (place(complaint), complaint.line));
        self.all.dedup();
        if let Some(last) = self.all.last().filter(|_| self.more > 0) {
            let more = Complaint { code: "and-more", about: self.more.to_string(), other: String::new(), ..last.clone() };
            self.all.push(more);
        }
        self.all
    }
}
