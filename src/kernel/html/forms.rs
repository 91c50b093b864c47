//! The wrong fields of a form, in the person's language: for the list on top and beside each field.

use super::super::error::{Error, FieldError};
use super::super::i18n::Texts;
use super::Count;

/// What is wrong with a form; empty when it is shown for the first time.
#[derive(Clone, Debug, Default)]
pub struct FormErrors(Vec<Wrong>);

/// Codes that any field may have: their texts say what is wrong, and not where.
const OF_ANY_FIELD: [&str; 9] =
    ["characters", "length", "line-long", "required", "taken", "text-long", "too-long", "too-short", "wrong-type"];

/// One thing that is wrong.
#[derive(Clone, Debug)]
struct Wrong {
    /// Empty for what concerns the whole form.
    field: String,
    text: String,
    /// It is said as in every form: only beside its field does one see what it means.
    is_general: bool,
}

impl Wrong {
    fn of_whole(text: String) -> Self {
        Self { field: String::new(), text, is_general: false }
    }
}

impl FormErrors {
    /// Nothing wrong.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// The wrong fields. Each is said by the text `field-<code>`, or else by the sentence it carries.
    #[must_use]
    pub fn new(texts: Texts, fields: &[FieldError]) -> Self {
        Self::said(texts, "", fields)
    }

    /// The wrong fields of a form that has words of its own: `field-<form>-<field>-<code>` counts before the rest.
    #[must_use]
    pub fn said(texts: Texts, form: &str, fields: &[FieldError]) -> Self {
        let own = |error: &FieldError| {
            texts.try_t(&format!("field-{form}-{}-{}", error.field.replace('_', "-"), error.code)).filter(|_| !form.is_empty())
        };
        let general = |error: &FieldError| texts.try_t(&format!("field-{}", error.code));
        let wrong = |error: &FieldError| {
            let (own, general) = (own(error), general(error));
            let is_general = own.is_none() && OF_ANY_FIELD.contains(&error.code.as_str());
            let text = own.or(general).unwrap_or_else(|| error.detail.clone());
            Wrong { field: error.field.clone(), text, is_general }
        };
        Self(fields.iter().map(wrong).collect())
    }

    /// The same as [`FormErrors::try_from_error`], for a form that has words of its own.
    ///
    /// # Errors
    /// The error itself, when it is not about the form.
    pub fn of_form(texts: Texts, form: &str, error: Error) -> Result<Self, Error> {
        match error {
            Error::Invalid(fields) => Ok(Self::said(texts, form, &fields)),
            other => Self::try_from_error(texts, other),
        }
    }

    /// What a form can show: wrong fields, or what is refused or too early on top. Other errors come back, to be an error page.
    ///
    /// # Errors
    /// The error itself, when it is not about the form.
    pub fn try_from_error(texts: Texts, error: Error) -> Result<Self, Error> {
        match error {
            Error::Invalid(fields) => Ok(Self::new(texts, &fields)),
            Error::Refused { code, detail } => {
                let text = texts.try_t(&format!("refused-{code}")).unwrap_or(detail);
                Ok(Self(vec![Wrong::of_whole(text)]))
            }
            Error::TooEarly { code, detail, earliest } => {
                let text = texts.try_t(&format!("refused-{code}")).unwrap_or(detail);
                let when = texts.ta("form-earliest", &[("date", &texts.moment(earliest))]);
                Ok(Self(vec![Wrong::of_whole(format!("{text} {when}"))]))
            }
            other => Err(other),
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands over the list: how many answers are wrong, or that the whole was refused.
    #[must_use]
    pub fn title(&self, texts: &Texts) -> String {
        match self.0.iter().filter(|wrong| !wrong.field.is_empty()).count() {
            0 => texts.t("form-refused"),
            wrong => texts.tn("form-errors", wrong.count()),
        }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.text.as_str())
    }

    /// Each wrong field and its text; the field is empty for what concerns the whole form.
    pub fn list(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|wrong| (wrong.field.as_str(), wrong.text.as_str()))
    }

    /// Whether the list has to say the label of this field, because the text alone does not tell which one it means.
    #[must_use]
    pub fn is_general(&self, field: &str) -> bool {
        self.0.iter().any(|wrong| wrong.field == field && wrong.is_general)
    }

    /// What was refused as a whole is about this field: it is said beside it, too.
    #[must_use]
    pub fn at(self, field: &str) -> Self {
        let place = |wrong: Wrong| if wrong.field.is_empty() { Wrong { field: field.to_owned(), ..wrong } } else { wrong };
        Self(self.0.into_iter().map(place).collect())
    }
}
