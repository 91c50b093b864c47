//! A version on its way: what somebody sends, how far it has come, and who may take the next step.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::complaint::{Complaint, Complaints, File};
use super::text::{Sources, Template};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::ids::sha256_hex;
use crate::kernel::revision;

/// A file may be this large; the shipped text has 40 KB.
pub const MOST_BYTES: usize = 500_000;
/// A note may be this long.
const LONGEST_NOTE: usize = 1_000;

/// A version as it is sent.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVersion {
    /// Everything besides the text, with the number of the version.
    pub template_toml: String,
    /// The text in English.
    pub en_md: String,
    /// The text in German.
    pub de_md: String,
    /// What whoever approves should know.
    #[serde(default)]
    pub note: String,
    /// For a draft that is written anew: which revision of it was read.
    pub revision: Option<i32>,
}

/// The files of a version as bytes, before anybody knows whether they are text.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// In the order of [`File::ALL`].
    files: [Vec<u8>; 3],
}

impl Received {
    /// The file, to be filled or read.
    pub fn file(&mut self, file: File) -> &mut Vec<u8> {
        match file {
            File::Config => &mut self.files[0],
            File::Text(Locale::En) => &mut self.files[1],
            File::Text(Locale::De) => &mut self.files[2],
        }
    }

    /// The files as they are shown again, whatever they are.
    #[must_use]
    pub fn shown(&self) -> [String; 3] {
        self.files.each_ref().map(|bytes| tidied(&String::from_utf8_lossy(bytes).replace('\0', "\u{FFFD}")))
    }
}

impl From<&NewVersion> for Received {
    fn from(new: &NewVersion) -> Self {
        Self { files: [&new.template_toml, &new.en_md, &new.de_md].map(|text| text.as_bytes().to_vec()) }
    }
}

/// A version that holds together.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The files, tidied.
    pub files: [String; 3],
    /// What was read in them.
    pub template: Arc<Template>,
}

impl Checked {
    /// Reads the files: they are text, not too large, and everything in them holds together.
    ///
    /// # Errors
    /// Everything that is wrong, with file and line.
    pub fn read(received: &Received, shipped: &Template) -> Result<Self, Vec<Complaint>> {
        let mut wrong = Complaints::default();
        let files = received.files.each_ref();
        let mut texts: [String; 3] = Default::default();
        for ((file, bytes), text) in File::ALL.into_iter().zip(files).zip(&mut texts) {
            match std::str::from_utf8(bytes) {
                _ if bytes.len() > MOST_BYTES => wrong.add(file, 1, "too-large", (MOST_BYTES / 1000).to_string()),
                Ok(words) if !words.contains('\0') => *text = tidied(words),
                Ok(_) => wrong.add(file, 1, "not-text", ""),
                Err(error) => {
                    let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                    wrong.add(file, 1 + before.iter().filter(|byte| **byte == b'\n').count(), "not-text", "");
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong.sorted());
        }
        let template = Template::read(&sources(&texts), Some(shipped.config()))?;
        Ok(Self { template: Arc::new(template), files: texts })
    }

    /// SHA-256 of each file.
    #[must_use]
    pub fn sha256(&self) -> [String; 3] {
        self.files.each_ref().map(|file| sha256_hex(file.as_bytes()))
    }
}

/// The files by their names.
#[must_use]
pub fn sources(files: &[String; 3]) -> Sources<'_> {
    let [config, en, de] = files;
    Sources { config, en, de }
}

/// The same text whoever typed it where: no mark of an encoding at its start, lines that end alike, composed letters.
fn tidied(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

/// A note as it is kept.
///
/// # Errors
/// `Invalid` when it is too long.
pub fn note(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().count() > LONGEST_NOTE {
        return Err(Error::invalid("note", "too-long", format!("Use at most {LONGEST_NOTE} characters.")));
    }
    Ok(text.to_owned())
}

/// How far a version has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TemplateState)]
pub enum State {
    /// It may be written anew.
    Draft,
    /// A second person has approved it; its text is frozen.
    Approved,
    /// Agreements are made from it: there is one such version.
    Published,
    /// Another version took its place, or somebody took it out of use. It stays readable, and agreements made from it stay
    /// what they are.
    Retired,
    /// It was given up before any agreement was made from it.
    Withdrawn,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Approved, Self::Published, Self::Retired, Self::Withdrawn];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Retired => "retired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether everybody may read it: agreements are or were made from it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Retired)
    }
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// How far it has come.
    pub state: State,
    /// Which text it is.
    pub revision: i32,
    /// Who brought it; nobody for the shipped text.
    pub uploaded_by: Option<Uuid>,
    /// Who wrote it last.
    pub changed_by: Option<Uuid>,
}

impl Standing {
    /// Whether a draft may be written anew.
    ///
    /// # Errors
    /// `Refused` with `template-not-draft`, or with `changed-elsewhere` when it is another text than was read.
    pub fn may_be_rewritten(&self, read: Option<i32>) -> Result<(), Error> {
        self.is_draft()?;
        revision::check(&self.revision, read.as_ref())
    }

    fn is_draft(&self) -> Result<(), Error> {
        match self.state {
            State::Draft => Ok(()),
            _ => Err(Error::refused("template-not-draft", "This version is no draft any more. Upload another one.")),
        }
    }

    /// Whether somebody may approve what they read.
    ///
    /// # Errors
    /// `Refused` with `template-not-draft`, `template-own`, or `changed-elsewhere` when it is another text than was read.
    pub fn may_be_approved(&self, by: Uuid, read: i32) -> Result<(), Error> {
        self.is_draft()?;
        if [self.uploaded_by, self.changed_by].contains(&Some(by)) {
            return Err(Error::refused(
                "template-own",
                "A second person approves: nobody approves a text they brought or changed.",
            ));
        }
        revision::check(&self.revision, Some(&read))
    }

    /// Whether agreements may be made from it from now on.
    ///
    /// # Errors
    /// `Refused` with `template-not-approved`.
    pub fn may_be_published(&self) -> Result<(), Error> {
        match self.state {
            State::Approved => Ok(()),
            _ => Err(Error::refused(
                "template-not-approved",
                "A version is published once, after a second person has approved it.",
            )),
        }
    }

    /// Whether it may be taken out of use although nothing takes its place.
    ///
    /// # Errors
    /// `Refused` with `template-not-published`.
    pub fn may_be_retired(&self) -> Result<(), Error> {
        match self.state {
            State::Published => Ok(()),
            _ => Err(Error::refused("template-not-published", "Only the version that agreements are made from can be retired.")),
        }
    }

    /// Whether it may be given up.
    ///
    /// # Errors
    /// `Refused` with `template-in-use`.
    pub fn may_be_withdrawn(&self) -> Result<(), Error> {
        match self.state {
            State::Draft | State::Approved => Ok(()),
            _ => Err(Error::refused("template-in-use", "Only a version that was never published can be withdrawn.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::SHIPPED;
    use super::*;

    fn received(config: &[u8], en: &[u8], de: &[u8]) -> Received {
        Received { files: [config.to_vec(), en.to_vec(), de.to_vec()] }
    }

    fn codes(received: &Received) -> Vec<(File, usize, &'static str)> {
        let wrong = Checked::read(received, &Template::shipped().unwrap()).unwrap_err();
        wrong.iter().map(|complaint| (complaint.file, complaint.line, complaint.code)).collect()
    }

    #[test]
    fn however_it_was_typed_it_is_the_same_text() {
        let shipped = Template::shipped().unwrap();
        let windows = SHIPPED.de.replace('\n', "\r\n").nfd().collect::<String>();
        let typed = received(SHIPPED.config.as_bytes(), SHIPPED.en.as_bytes(), format!("\u{FEFF}{windows}").as_bytes());
        let checked = Checked::read(&typed, &shipped).unwrap();
        assert_eq!(checked.files[2], SHIPPED.de);
        assert_eq!(checked.sha256()[2], shipped.text(Locale::De).sha256);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let zip = [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[0xFF; 40]].concat();
        let german = [SHIPPED.de.as_bytes(), b"\n\xE4hnlich\n"].concat();
        let last = SHIPPED.de.matches('\n').count() + 2;
        let found = codes(&received(&zip, &vec![b'x'; MOST_BYTES + 1], &german));
        assert_eq!(
            found,
            [(File::Config, 1, "not-text"), (File::Text(Locale::En), 1, "too-large"), (File::Text(Locale::De), last, "not-text"),]
        );
    }

    #[test]
    fn a_second_person_approves_what_they_read() {
        let (ana, bor, cene) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let draft = Standing { state: State::Draft, revision: 2, uploaded_by: Some(ana), changed_by: Some(bor) };
        assert!(draft.may_be_approved(cene, 2).is_ok());
        assert_eq!(draft.may_be_approved(ana, 2).unwrap_err().code(), "template-own");
        assert_eq!(draft.may_be_approved(bor, 2).unwrap_err().code(), "template-own");
        assert_eq!(draft.may_be_approved(cene, 1).unwrap_err().code(), "changed-elsewhere");
        assert_eq!(draft.may_be_published().unwrap_err().code(), "template-not-approved");
        for state in [State::Approved, State::Published, State::Retired, State::Withdrawn] {
            let frozen = Standing { state, ..draft };
            assert_eq!(frozen.may_be_rewritten(Some(2)).unwrap_err().code(), "template-not-draft");
            assert_eq!(frozen.may_be_approved(cene, 2).unwrap_err().code(), "template-not-draft");
            assert_eq!(frozen.may_be_withdrawn().is_ok(), state == State::Approved);
            assert_eq!(frozen.may_be_published().is_ok(), state == State::Approved);
            assert_eq!(frozen.may_be_retired().is_ok(), state == State::Published);
        }
    }
}
