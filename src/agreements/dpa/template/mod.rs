//! The agreement's text as data (`templates/legal/dpa/<version>/`, form in the README there): read once, checked, and
//! refused with file and line when it does not hold together.

mod check;
mod config;
mod parse;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::kernel::i18n::Locale;

pub use config::{Config, Labels};
pub use parse::{Block, Kind, Piece};

/// What is wrong with a text: which file, which line, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct Complaint {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Complaint {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

/// One version of the agreement's text, in every language.
#[derive(Debug)]
pub struct Template {
    config: Config,
    texts: BTreeMap<&'static str, Text>,
}

/// The text in one language.
#[derive(Debug)]
pub struct Text {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// What each anchor's number is.
    pub numbers: BTreeMap<String, String>,
    /// SHA-256 of the file, so that an agreement names the exact text it was made from.
    pub sha256: String,
}

/// The version that new agreements are made from.
const CURRENT: &str = "1.0.0";

impl Template {
    /// The version that new agreements are made from.
    ///
    /// # Errors
    /// What is wrong with the embedded text; the tests insist on nothing.
    pub fn current() -> Result<&'static Self, Complaint> {
        static TEMPLATE: LazyLock<Result<Template, Complaint>> = LazyLock::new(|| {
            Template::read(
                include_str!("../../../../templates/legal/dpa/1.0.0/template.toml"),
                &[
                    (Locale::En, include_str!("../../../../templates/legal/dpa/1.0.0/en.md")),
                    (Locale::De, include_str!("../../../../templates/legal/dpa/1.0.0/de.md")),
                ],
            )
        });
        TEMPLATE.as_ref().map_err(Clone::clone)
    }

    /// The version of that name. A sealed agreement is rendered again from the version it was made from.
    ///
    /// # Errors
    /// When there is no such version.
    pub fn version(version: &str) -> Result<&'static Self, Complaint> {
        if version == CURRENT {
            return Self::current();
        }
        Err(Complaint::new("templates/legal/dpa", 0, format!("there is no version {version}")))
    }

    /// Reads and checks a version.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn read(config: &str, texts: &[(Locale, &str)]) -> Result<Self, Complaint> {
        let config = Config::read(config)?;
        let mut read = BTreeMap::new();
        for (locale, source) in texts {
            let text = parse::read(&format!("{}.md", locale.code()), source, config.labels(*locale)?)?;
            read.insert(locale.code(), text);
        }
        check::check(&config, &read)?;
        Ok(Self { config, texts: read })
    }

    /// Everything besides the text.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The text in a language.
    ///
    /// # Errors
    /// When the version does not exist in that language.
    pub fn text(&self, locale: Locale) -> Result<&Text, Complaint> {
        let missing = || Complaint::new("template.toml", 0, format!("there is no text in the language {locale}"));
        self.texts.get(locale.code()).ok_or_else(missing)
    }
}

#[cfg(test)]
mod tests;
