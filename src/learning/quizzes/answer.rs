//! An answer as a learner gives it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::decimal::Decimal;
use super::question::{Kind, Shown};
use crate::kernel::error::{Error, FieldError, Fields};

/// A text is at most this long.
const MOST_TEXT_CHARACTERS: usize = 2_000;

/// What was answered: one of the four, as the kind of the question asks; nothing at all when it was not answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Answer {
    /// The options picked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option_ids: Option<Vec<Uuid>>,
    /// A text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Decimal>,
    /// True or false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boolean: Option<bool>,
}

impl Answer {
    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let none_picked = self.option_ids.as_ref().is_none_or(Vec::is_empty);
        let none_said = self.text.as_deref().is_none_or(|text| text.trim().is_empty());
        none_picked && none_said && self.number.is_none() && self.boolean.is_none()
    }

    /// The option picked, when it is exactly one.
    #[must_use]
    pub fn only_option(&self) -> Option<Uuid> {
        match self.option_ids.as_deref() {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// Checks that it answers this question, and tidies it: each option once, nothing instead of an empty text, and a
    /// number that was sent as a text becomes a number.
    ///
    /// # Errors
    /// `Invalid` with every field that is not of the question's kind, names an unknown option, or is too long.
    pub fn check(mut self, shown: &Shown) -> Result<Self, Error> {
        let mut fields = Fields::new();
        self.text = self.text.filter(|text| !text.trim().is_empty());
        self.option_ids = self.option_ids.filter(|ids| !ids.is_empty());
        if shown.kind == Kind::Number && self.number.is_none() {
            self.number = self.text.take().and_then(|text| fields.take(number(&text)));
        }
        for (field, given) in self.given() {
            if given && !fits(shown.kind, field) {
                let detail = format!("This question is answered with {}.", wanted(shown.kind));
                fields.add(field, "answer-kind", detail);
            }
        }
        if let Some(ids) = &mut self.option_ids {
            let mut seen = std::collections::HashSet::new();
            ids.retain(|id| seen.insert(*id));
            if ids.iter().any(|id| shown.options.iter().all(|option| option.id != *id)) {
                fields.add("option_ids", "unknown-option", "Pick options of this question.");
            } else if ids.len() > 1 && shown.kind != Kind::MultipleResponse {
                fields.add("option_ids", "one-option", "Pick one option.");
            }
        }
        if self.text.as_deref().is_some_and(|text| text.chars().count() > MOST_TEXT_CHARACTERS || text.contains('\0')) {
            fields.add("text", "text-long", format!("Write at most {MOST_TEXT_CHARACTERS} printable characters."));
        }
        fields.check()?;
        Ok(self)
    }

    fn given(&self) -> [(&'static str, bool); 4] {
        [
            ("option_ids", self.option_ids.is_some()),
            ("text", self.text.is_some()),
            ("number", self.number.is_some()),
            ("boolean", self.boolean.is_some()),
        ]
    }
}

fn number(text: &str) -> Result<Decimal, FieldError> {
    text.parse().map_err(|wrong: super::decimal::NotDecimal| {
        FieldError::new("number", "not-a-number", format!("This is not a number: {wrong}."))
    })
}

fn fits(kind: Kind, field: &str) -> bool {
    match kind {
        Kind::SingleChoice | Kind::MultipleResponse => field == "option_ids",
        Kind::TrueFalse => field == "boolean" || field == "option_ids",
        Kind::ShortText => field == "text",
        Kind::Number => field == "number",
    }
}

fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::SingleChoice | Kind::MultipleResponse => "`option_ids`",
        Kind::TrueFalse => "`boolean`",
        Kind::ShortText => "`text`",
        Kind::Number => "`number`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::quizzes::question::ShownOption;

    fn shown(kind: Kind, options: u128) -> Shown {
        let option = |id| ShownOption { id: Uuid::from_u128(id), text_html: String::new() };
        Shown { kind, stem_html: String::new(), options: (1..=options).map(option).collect() }
    }

    fn picks(ids: &[u128]) -> Answer {
        Answer { option_ids: Some(ids.iter().map(|id| Uuid::from_u128(*id)).collect()), ..Answer::default() }
    }

    #[test]
    fn an_answer_of_another_kind_is_refused() {
        let text = Answer { text: Some("red".into()), boolean: Some(true), ..Answer::default() };
        let error = text.check(&shown(Kind::SingleChoice, 2)).unwrap_err();
        let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["text", "boolean"]);
    }

    #[test]
    fn options_are_known_and_counted_once() {
        assert_eq!(picks(&[1, 1]).check(&shown(Kind::SingleChoice, 2)).unwrap(), picks(&[1]));
        assert_eq!(picks(&[1, 2]).check(&shown(Kind::SingleChoice, 2)).unwrap_err().fields()[0].code, "one-option");
        assert_eq!(picks(&[3]).check(&shown(Kind::MultipleResponse, 2)).unwrap_err().fields()[0].code, "unknown-option");
        assert!(picks(&[1, 2]).check(&shown(Kind::MultipleResponse, 2)).is_ok());
    }

    #[test]
    fn nothing_is_an_answer_too() {
        for kind in Kind::ALL {
            let nothing = Answer { option_ids: Some(Vec::new()), text: Some("  ".into()), ..Answer::default() };
            assert_eq!(nothing.check(&shown(kind, 2)).unwrap(), Answer::default());
        }
    }

    #[test]
    fn a_number_may_come_as_a_text() {
        let said = Answer { text: Some("0,5".into()), ..Answer::default() };
        let number: Decimal = "0.5".parse().unwrap();
        assert_eq!(said.check(&shown(Kind::Number, 0)).unwrap(), Answer { number: Some(number), ..Answer::default() });
        let said = Answer { text: Some("half".into()), ..Answer::default() };
        assert_eq!(said.check(&shown(Kind::Number, 0)).unwrap_err().fields()[0].code, "not-a-number");
    }
}
