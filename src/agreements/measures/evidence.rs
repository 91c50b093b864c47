//! What shows that people carry a measure out: a document by its title, and where it is found.

use serde::{Deserialize, Serialize};

use super::phrases::empty_phrases;
use crate::kernel::error::{FieldError, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::line;
use crate::kernel::outgoing::{Reach, Target};

/// Longest title, in characters: five of them stand in one cell of annex II.
const MOST_TITLE: usize = 120;
/// Longest reference to a document in the operator's files, in characters.
const MOST_REFERENCE: usize = 200;

/// What shows that a measure is carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MeasureEvidence)]
pub struct Evidence {
    /// The title of the document, as annex II and the trust page print it.
    pub title: String,
    /// An address that begins with https, or a reference to a document in the operator's files.
    pub source: String,
    /// Whether everybody may follow the address.
    pub public: bool,
}

/// Such a document as it is sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = NewMeasureEvidence)]
pub struct NewEvidence {
    /// The title of the document.
    pub title: String,
    /// An address that begins with https, or a reference to a document in the operator's files.
    pub source: String,
    /// Whether everybody may follow the address; a reference stays with the operator.
    pub public: bool,
}

/// The document that shows what a check found: for staff alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = MeasureCheckDocument)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// An address that begins with https, or a reference to a document in the operator's files.
    pub source: String,
}

impl Document {
    /// The address, where it is one.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        link(&self.source)
    }

    /// Checks both; what is wrong stands under `<name>.title` and `<name>.source`.
    pub(super) fn check(&self, name: &str, fields: &mut Fields) -> Option<Self> {
        let field = format!("{name}.title");
        let title = fields.take(line::read(&field, &self.title, MOST_TITLE));
        let title = title.and_then(|title| fields.take(plain(&field, &Locale::ALL, title)));
        let source = fields.take(source(&format!("{name}.source"), &self.source));
        let (title, source) = title.zip(source)?;
        Some(Self { title, source })
    }
}

fn link(source: &str) -> Option<&str> {
    Some(source).filter(|source| source.starts_with("https://"))
}

impl Evidence {
    /// The address, where it is one.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        link(&self.source)
    }

    /// The address that everybody may follow.
    #[must_use]
    pub fn public_link(&self) -> Option<&str> {
        self.link().filter(|_| self.public)
    }
}

impl NewEvidence {
    /// Whether nothing was filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.source.trim().is_empty()
    }

    /// Checks both; what is wrong stands under `<name>.title` and `<name>.source`.
    pub(super) fn check(&self, name: &str, fields: &mut Fields) -> Option<Evidence> {
        let typed = Document { title: self.title.clone(), source: self.source.clone() };
        let Document { title, source } = typed.check(name, fields)?;
        let mut evidence = Evidence { title, source, public: false };
        evidence.public = self.public && evidence.link().is_some();
        Some(evidence)
    }
}

/// A text without a phrase that claims much and states nothing, in whichever of these languages.
pub(super) fn plain(field: &str, locales: &[Locale], text: String) -> Result<String, FieldError> {
    match locales.iter().find_map(|locale| empty_phrases(*locale, &text).into_iter().next()) {
        None => Ok(text),
        Some(phrase) => {
            let detail = format!("“{phrase}” claims much and states nothing. Say what is done.");
            Err(FieldError::new(field, "empty-phrase", detail))
        }
    }
}

/// What has a scheme is an address, and is followed only if it is a public one under https.
fn source(field: &str, typed: &str) -> Result<String, FieldError> {
    let typed = typed.trim();
    let is_address = typed.contains("://") || typed.to_ascii_lowercase().starts_with("www.");
    if !is_address {
        return line::read(field, typed, MOST_REFERENCE);
    }
    let wrong = || {
        let detail = "Give an address such as https://company.example/certificate, or the reference of a document.";
        FieldError::new(field, "evidence-link", detail)
    };
    Target::parse(typed, Reach::Public).map(|target| target.as_str().to_owned()).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(title: &str, source: &str) -> Vec<(String, String)> {
        let mut fields = Fields::new();
        let new = NewEvidence { title: title.into(), source: source.into(), public: true };
        let read = new.check("evidence.0", &mut fields);
        let found = fields.check().map_or_else(|error| error.fields().to_vec(), |()| Vec::new());
        assert_eq!(read.is_none(), !found.is_empty());
        found.into_iter().map(|wrong| (wrong.field, wrong.code)).collect()
    }

    #[test]
    fn a_source_is_a_public_address_or_a_reference() {
        let read = |source: &str| {
            let new = NewEvidence { title: "Certificate of the host".into(), source: source.into(), public: true };
            new.check("evidence.0", &mut Fields::new()).unwrap()
        };
        let link = read(" https://host.example/certificate ");
        assert_eq!(link.public_link(), Some("https://host.example/certificate"));
        let reference = read("Folder 7, contract of 2 March");
        assert!(reference.link().is_none() && !reference.public, "a reference is never public");
        for bad in ["http://host.example/a", "ftp://host.example", "https://", "www.host.example", "https://a:b@host.example"] {
            assert_eq!(wrong("Certificate", bad), [("evidence.0.source".to_owned(), "evidence-link".to_owned())], "{bad}");
        }
    }

    #[test]
    fn a_title_states_something() {
        assert_eq!(wrong("Industry-standard report", "R-1")[0].1, "empty-phrase");
        assert_eq!(wrong("Bericht nach dem Stand der Technik", "R-1")[0].1, "empty-phrase");
        assert_eq!(wrong(" ", "").len(), 2);
    }
}
