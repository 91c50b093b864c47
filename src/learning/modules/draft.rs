//! What authors send: read at the edge, every wrong field named at once.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use unic_langid::LanguageIdentifier;

use super::model::UnitKind;
use crate::kernel::error::{Error, FieldError, Fields};
use crate::learning::quizzes::SettingsChange;
use crate::learning::text;

/// A title is at most this long.
const MOST_TITLE_CHARACTERS: usize = 200;
/// A summary is at most this long.
const MOST_SUMMARY_CHARACTERS: usize = 2_000;
/// A page is at most this long: about 100 printed pages.
pub const MOST_BODY_CHARACTERS: usize = 200_000;

/// What a request says about a new module.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewModule {
    /// Stands on the learner's list and on the certificate.
    pub title: String,
    /// The language tag of its content, as `en` or `de-AT`; the caller's language when absent.
    pub language: Option<String>,
    /// What people can do afterwards.
    pub summary: Option<String>,
}

/// A module that could be made.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// The language tag.
    pub language: String,
    /// The summary; may be empty.
    pub summary: String,
}

impl Draft {
    /// Reads a request.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn read(request: &NewModule, usual_language: &str) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let title = fields.take(text::line("title", &request.title, MOST_TITLE_CHARACTERS));
        let tag = request.language.as_deref().filter(|tag| !tag.is_empty()).unwrap_or(usual_language);
        let language = fields.take(language(tag));
        let summary = request.summary.as_deref().unwrap_or_default();
        let summary = fields.take(text::prose("summary", summary, MOST_SUMMARY_CHARACTERS));
        fields.check()?;
        match (title, language, summary) {
            (Some(title), Some(language), Some(summary)) => Ok(Self { title, language, summary }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// A change to a module; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ModuleChange {
    /// The title.
    pub title: Option<String>,
    /// The language tag.
    pub language: Option<String>,
    /// The summary.
    pub summary: Option<String>,
    /// `revision` of the module the change is based on; when its details are others by now, the change is refused.
    pub revision: Option<String>,
}

impl ModuleChange {
    /// Checks the change.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(self) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let title = self.title.map(|title| text::line("title", &title, MOST_TITLE_CHARACTERS));
        let title = title.and_then(|title| fields.take(title));
        let language = self.language.and_then(|tag| fields.take(language(&tag)));
        let summary = self.summary.map(|summary| text::prose("summary", &summary, MOST_SUMMARY_CHARACTERS));
        let summary = summary.and_then(|summary| fields.take(summary));
        fields.check()?;
        Ok(Self { title, language, summary, revision: self.revision })
    }
}

/// A language tag in its usual form.
fn language(tag: &str) -> Result<String, FieldError> {
    let parsed = tag.trim().parse::<LanguageIdentifier>().ok().filter(|parsed| parsed.language.as_str() != "und");
    parsed
        .map(|parsed| parsed.to_string())
        .filter(|tag| tag.len() <= 20)
        .ok_or_else(|| FieldError::new("language", "module-language", "Give a language tag, for example en, de or fr."))
}

/// What a request says about a new unit.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewUnit {
    /// `page` or `quiz`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The text of a page, in Markdown.
    pub body_md: Option<String>,
    /// The rules of a quiz; what is absent is as usual.
    pub settings: Option<SettingsChange>,
}

/// A unit that could be made.
#[derive(Clone, Debug)]
pub struct UnitDraft {
    /// Page or quiz.
    pub kind: UnitKind,
    /// The title.
    pub title: String,
    /// The text of a page; empty for a quiz.
    pub body_md: String,
    /// The rules of a quiz, where they differ from the usual ones.
    pub settings: SettingsChange,
}

impl UnitDraft {
    /// Reads a request; the rules of a quiz are checked by the quiz.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn read(request: NewUnit) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let kind = UnitKind::parse(&request.kind);
        if kind.is_none() {
            fields.add("kind", "unit-kind", "Choose page or quiz.");
        }
        let title = fields.take(text::line("title", &request.title, MOST_TITLE_CHARACTERS));
        let body = request.body_md.as_deref().unwrap_or_default();
        let body_md = fields.take(text::prose("body_md", body, MOST_BODY_CHARACTERS));
        if kind == Some(UnitKind::Quiz) && !body.is_empty() {
            fields.add("body_md", "not-of-kind", "A quiz has no text of its own. Add a page before it.");
        }
        if kind == Some(UnitKind::Page) && request.settings.is_some() {
            fields.add("settings", "not-of-kind", "A page has no rules. Only a quiz has.");
        }
        if let Err(Error::Invalid(wrong)) = rules(request.settings.as_ref()) {
            wrong.into_iter().for_each(|wrong| fields.add(wrong.field, wrong.code, wrong.detail));
        }
        fields.check()?;
        match (kind, title, body_md) {
            (Some(kind), Some(title), Some(body_md)) => {
                Ok(Self { kind, title, body_md, settings: request.settings.unwrap_or_default() })
            }
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

fn rules(settings: Option<&SettingsChange>) -> Result<(), Error> {
    let usual = crate::learning::quizzes::Settings::default();
    settings.map_or(Ok(()), |settings| settings.apply_as(&usual, "settings.").map(|_| ()))
}

/// A change to a unit; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnitChange {
    /// The title.
    pub title: Option<String>,
    /// The text of a page, in Markdown.
    pub body_md: Option<String>,
    /// `updated_at` of the unit the change is based on; when the unit is newer, the change is refused.
    pub updated_at: Option<DateTime<Utc>>,
}

impl UnitChange {
    /// Checks the change to a unit of this kind.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(self, kind: UnitKind) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let title = self.title.map(|title| text::line("title", &title, MOST_TITLE_CHARACTERS));
        let title = title.and_then(|title| fields.take(title));
        if kind == UnitKind::Quiz && self.body_md.as_deref().is_some_and(|body| !body.is_empty()) {
            fields.add("body_md", "not-of-kind", "A quiz has no text of its own. Add a page before it.");
        }
        let body_md = self.body_md.map(|body| text::prose("body_md", &body, MOST_BODY_CHARACTERS));
        let body_md = body_md.and_then(|body| fields.take(body));
        fields.check()?;
        Ok(Self { title, body_md, updated_at: self.updated_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(error: &Error) -> Vec<&str> {
        error.fields().iter().map(|field| field.field.as_str()).collect()
    }

    #[test]
    fn every_wrong_field_of_a_module_is_named_at_once() {
        let request = NewModule { language: Some("english!".into()), summary: Some("\u{0}".into()), ..NewModule::default() };
        assert_eq!(named(&Draft::read(&request, "en").unwrap_err()), ["title", "language", "summary"]);
    }

    #[test]
    fn a_language_is_any_tag_in_its_usual_form() {
        for (given, kept) in [("en", "en"), ("DE-at", "de-AT"), (" fr ", "fr")] {
            let request = NewModule { title: "Ladders".into(), language: Some(given.into()), summary: None };
            assert_eq!(Draft::read(&request, "en").unwrap().language, kept);
        }
        let request = NewModule { title: "Ladders".into(), ..NewModule::default() };
        assert_eq!(Draft::read(&request, "de").unwrap().language, "de");
    }

    #[test]
    fn a_unit_is_of_one_kind() {
        let read = |json: &str| UnitDraft::read(serde_json::from_str(json).unwrap());
        assert_eq!(named(&read("{}").unwrap_err()), ["kind", "title"]);
        assert_eq!(
            named(&read(r#"{"kind":"quiz","title":"Q","body_md":"x","settings":{"pass_percent":200}}"#).unwrap_err()),
            ["body_md", "settings.pass_percent"]
        );
        assert_eq!(named(&read(r#"{"kind":"page","title":"P","settings":{}}"#).unwrap_err()), ["settings"]);
        assert!(read(r#"{"kind":"quiz","title":"Q","settings":{"pass_percent":70}}"#).is_ok());
    }
}
