//! A question as authors write it: read leniently, checked strictly, every wrong field named at once.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::decimal::{Decimal, NotDecimal};
use super::grading::folded;
use super::question::{Body, Choice, Kind, Question};
use crate::kernel::error::{Error, FieldError, Fields};
use crate::learning::text;

/// A stem or a feedback is at most this long.
const MOST_TEXT_CHARACTERS: usize = 10_000;
/// An option is at most this long.
const MOST_OPTION_CHARACTERS: usize = 2_000;
/// An accepted answer is at most this long.
const MOST_ACCEPTED_CHARACTERS: usize = 200;
/// Accepted spellings at most.
const MOST_ACCEPTED: usize = 50;
/// Points of a question at most.
const MOST_POINTS: i64 = 100;
/// Options at least.
const FEWEST_OPTIONS: usize = 2;
/// Options at most; grading counts in shares of 1/1 to 1/20.
pub const MOST_OPTIONS: usize = 20;

/// What a request says about a question. In a change, what is absent stays as it is.
///
/// Which fields count depends on the kind: `options` for `single_choice` and `multiple_response`; `accepted` and
/// `case_sensitive` for `short_text`; `value` and `tolerance` for `number`. A `true_false` question says its answer in
/// one of three ways: `correct: true`, `value: true`, or two `options` of which one is correct; if their texts are
/// no words for true and false, the first one stands for true.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[schema(as = QuestionDraft)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// `single_choice`, `multiple_response`, `true_false`, `short_text` or `number`; it cannot change later.
    pub kind: Option<String>,
    /// What is asked, in Markdown.
    pub stem_md: Option<String>,
    /// What a full answer is worth: 1 to 100, 1 when absent.
    pub points: Option<i64>,
    /// What learners read after they have handed in, in Markdown.
    pub feedback_md: Option<String>,
    /// 2 to 20 options; one of them is correct in a single choice, at least one in a multiple response.
    pub options: Option<Vec<OptionDraft>>,
    /// Every spelling that counts.
    pub accepted: Option<Vec<String>>,
    /// Whether capital letters matter; they do not when absent.
    pub case_sensitive: Option<bool>,
    /// The right number, as a number or as a text; or whether a statement is true.
    #[schema(value_type = Option<Object>)]
    pub value: Option<Value>,
    /// How far beside the number still counts; 0 when absent.
    #[schema(value_type = Option<Object>)]
    pub tolerance: Option<Value>,
    /// Whether a statement is true.
    pub correct: Option<bool>,
    /// `version` of the question a change is based on; when there is a newer one, the change is refused.
    pub version: Option<i32>,
}

/// An option as authors write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OptionDraft {
    /// The id it had in the version before; not needed, and not kept: each version draws new ones.
    #[serde(skip_serializing)]
    pub id: Option<Uuid>,
    /// Markdown.
    pub text_md: String,
    /// Whether it is right.
    pub correct: bool,
}

impl Draft {
    /// Reads a new question.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn question(self) -> Result<Question, Error> {
        self.check(None)
    }

    /// Reads a new version of a question: what is absent stays.
    ///
    /// # Errors
    /// `Invalid` with every wrong field; `kind` among them when it is another.
    pub fn reworded(self, before: &Question) -> Result<Question, Error> {
        self.check(Some(before))
    }

    fn check(self, before: Option<&Question>) -> Result<Question, Error> {
        let mut fields = Fields::new();
        let kind = fields.take(self.kind(before));
        let stem = self.stem_md.as_deref().or(before.map(|before| before.stem_md.as_str())).unwrap_or_default();
        let stem_md = fields.take(text::some_prose("stem_md", stem, MOST_TEXT_CHARACTERS));
        let feedback = self.feedback_md.as_deref().or(before.map(|before| before.feedback_md.as_str())).unwrap_or_default();
        let feedback_md = fields.take(text::prose("feedback_md", feedback, MOST_TEXT_CHARACTERS));
        let points = fields.take(points(self.points.or(before.map(|before| before.points.into())).unwrap_or(1)));
        let body = kind.and_then(|kind| {
            self.note_strangers(kind, &mut fields);
            self.body(kind, before.map(|before| &before.body), &mut fields)
        });
        fields.check()?;
        match (stem_md, feedback_md, points, body) {
            (Some(stem_md), Some(feedback_md), Some(points), Some(body)) => Ok(Question { stem_md, feedback_md, points, body }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }

    fn kind(&self, before: Option<&Question>) -> Result<Kind, FieldError> {
        let given = self.kind.as_deref().map(|word| {
            Kind::parse(word).ok_or_else(|| {
                let words: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
                FieldError::new("kind", "question-kind", format!("Choose one of: {}.", words.join(", ")))
            })
        });
        match (given.transpose()?, before.map(Question::kind)) {
            (Some(given), Some(kept)) if given != kept => {
                Err(FieldError::new("kind", "kind-kept", "The kind of a question stays. Remove it and write a new one."))
            }
            (Some(kind), _) | (None, Some(kind)) => Ok(kind),
            (None, None) => Err(FieldError::new("kind", "required", "Say which kind of question it is.")),
        }
    }

    /// Notes what this kind of question has no use for.
    fn note_strangers(&self, kind: Kind, fields: &mut Fields) {
        let choice = matches!(kind, Kind::SingleChoice | Kind::MultipleResponse);
        let truth = kind == Kind::TrueFalse;
        for (name, given, fits) in [
            ("options", self.options.as_ref().is_some_and(|options| !options.is_empty()), choice || truth),
            ("accepted", self.accepted.as_ref().is_some_and(|accepted| !accepted.is_empty()), kind == Kind::ShortText),
            ("case_sensitive", self.case_sensitive.is_some(), kind == Kind::ShortText),
            ("value", self.value.is_some(), kind == Kind::Number || truth),
            ("tolerance", self.tolerance.is_some(), kind == Kind::Number),
            ("correct", self.correct.is_some(), truth),
        ] {
            if given && !fits {
                fields.add(name, "not-of-kind", format!("A {} question has no `{name}`.", kind.as_str()));
            }
        }
    }

    fn body(&self, kind: Kind, before: Option<&Body>, fields: &mut Fields) -> Option<Body> {
        match kind {
            Kind::SingleChoice | Kind::MultipleResponse => {
                if self.options.is_none() && before.is_some() {
                    return before.cloned();
                }
                let options = choices(kind, self.options.as_deref().unwrap_or_default(), fields)?;
                Some(if kind == Kind::SingleChoice { Body::SingleChoice { options } } else { Body::MultipleResponse { options } })
            }
            Kind::TrueFalse => match (self.truth(fields), before) {
                (Some(answer), _) => Some(Body::TrueFalse { answer, if_true: Uuid::nil(), if_false: Uuid::nil() }),
                (None, Some(before)) => Some(before.clone()),
                (None, None) => {
                    fields.add("correct", "truth", "Say whether the statement is true or false.");
                    None
                }
            },
            Kind::ShortText => self.short_text(before, fields),
            Kind::Number => self.number(before, fields),
        }
    }

    /// What a statement is, in any of the three ways to say it.
    fn truth(&self, fields: &mut Fields) -> Option<bool> {
        if let Some(correct) = self.correct {
            return Some(correct);
        }
        match &self.value {
            None => {}
            Some(Value::Bool(value)) => return Some(*value),
            Some(Value::String(word)) if word == "true" || word == "false" => return Some(word == "true"),
            Some(_) => {
                fields.add("value", "truth", "Say true or false.");
                return Some(false);
            }
        }
        let options = self.options.as_deref().filter(|options| !options.is_empty())?;
        let right: Vec<usize> = (0..options.len()).filter(|at| options.get(*at).is_some_and(|option| option.correct)).collect();
        match (options, right.as_slice()) {
            ([first, second], [at]) => {
                let first_is_true = match (says_true(&first.text_md), says_true(&second.text_md)) {
                    (Some(first), _) => first,
                    (None, Some(second)) => !second,
                    (None, None) => true,
                };
                Some((*at == 0) == first_is_true)
            }
            _ => {
                fields.add("options", "truth", "Give two options, one of them correct, or `correct: true` or `false`.");
                Some(false)
            }
        }
    }

    fn short_text(&self, before: Option<&Body>, fields: &mut Fields) -> Option<Body> {
        let (kept, kept_case) = match before {
            Some(Body::ShortText { accepted, case_sensitive }) => (accepted.clone(), *case_sensitive),
            _ => (Vec::new(), false),
        };
        let case_sensitive = self.case_sensitive.unwrap_or(kept_case);
        let given = self.accepted.clone().unwrap_or(kept);
        if given.is_empty() {
            fields.add("accepted", "accepted-none", "Give at least one accepted answer.");
        } else if given.len() > MOST_ACCEPTED {
            fields.add("accepted", "accepted-many", format!("Give at most {MOST_ACCEPTED} accepted answers."));
        }
        let read = |(at, spelling): (usize, &String)| text::line(&format!("accepted.{at}"), spelling, MOST_ACCEPTED_CHARACTERS);
        let checked: Vec<_> = given.iter().enumerate().map(read).map(|line| fields.take(line)).collect();
        let mut accepted: Vec<String> = Vec::new();
        for spelling in checked.into_iter().collect::<Option<Vec<_>>>()? {
            if accepted.iter().all(|known| folded(known, case_sensitive) != folded(&spelling, case_sensitive)) {
                accepted.push(spelling);
            }
        }
        Some(Body::ShortText { accepted, case_sensitive })
    }

    fn number(&self, before: Option<&Body>, fields: &mut Fields) -> Option<Body> {
        let (kept_value, kept_tolerance) = match before {
            Some(Body::Number { value, tolerance }) => (Some(*value), *tolerance),
            _ => (None, Decimal::ZERO),
        };
        let value = match (&self.value, kept_value) {
            (Some(given), _) => fields.take(decimal("value", given)),
            (None, Some(kept)) => Some(kept),
            (None, None) => fields.take(Err(FieldError::new("value", "required", "Give the right number."))),
        };
        let tolerance = match &self.tolerance {
            Some(given) => fields.take(decimal("tolerance", given)),
            None => Some(kept_tolerance),
        };
        if tolerance.is_some_and(Decimal::is_negative) {
            fields.add("tolerance", "tolerance-negative", "Give 0 or a positive number.");
        }
        Some(Body::Number { value: value?, tolerance: tolerance? })
    }
}

fn points(given: i64) -> Result<i32, FieldError> {
    i32::try_from(given)
        .ok()
        .filter(|points| (1..=MOST_POINTS).contains(&i64::from(*points)))
        .ok_or_else(|| FieldError::new("points", "points", format!("Give a whole number of points from 1 to {MOST_POINTS}.")))
}

fn choices(kind: Kind, given: &[OptionDraft], fields: &mut Fields) -> Option<Vec<Choice>> {
    if given.len() < FEWEST_OPTIONS {
        fields.add("options", "options-few", format!("Give at least {FEWEST_OPTIONS} options."));
    } else if given.len() > MOST_OPTIONS {
        fields.add("options", "options-many", format!("Give at most {MOST_OPTIONS} options."));
    }
    let right = given.iter().filter(|option| option.correct).count();
    if kind == Kind::SingleChoice && right != 1 {
        fields.add("options", "correct-one", "Mark exactly one option as right.");
    } else if right == 0 {
        fields.add("options", "correct-some", "Mark at least one option as right.");
    }
    let mut seen = std::collections::HashSet::new();
    let mut read = Vec::with_capacity(given.len().min(MOST_OPTIONS));
    for (at, option) in given.iter().enumerate().take(MOST_OPTIONS) {
        let field = format!("options.{at}.text_md");
        let text_md = fields.take(text::some_prose(&field, &option.text_md, MOST_OPTION_CHARACTERS));
        if text_md.as_deref().is_some_and(|text| !seen.insert(folded(text, true))) {
            fields.add(field, "option-twice", "Another option says the same.");
        }
        read.push(text_md.map(|text_md| Choice { id: Uuid::nil(), text_md, correct: option.correct }));
    }
    read.into_iter().collect()
}

fn decimal(field: &str, given: &Value) -> Result<Decimal, FieldError> {
    let read = match given {
        Value::Number(number) => number.to_string().parse(),
        Value::String(text) => text.parse(),
        _ => Err(NotDecimal::Form),
    };
    read.map_err(|wrong| FieldError::new(field, "not-a-number", format!("This is not a number: {wrong}.")))
}

/// What an option's text says, if it is a word for true or false in one of our languages.
fn says_true(text: &str) -> Option<bool> {
    match folded(text, false).trim_end_matches('.') {
        "true" | "yes" | "right" | "correct" | "wahr" | "ja" | "richtig" | "stimmt" => Some(true),
        "false" | "no" | "wrong" | "incorrect" | "falsch" | "nein" | "unwahr" | "stimmt nicht" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(json: Value) -> Draft {
        serde_json::from_value(json).unwrap()
    }

    fn codes(error: &Error) -> Vec<(String, String)> {
        error.fields().iter().map(|field| (field.field.clone(), field.code.clone())).collect()
    }

    fn wrong(json: Value) -> Vec<(String, String)> {
        codes(&draft(json).question().unwrap_err())
    }

    fn pair(field: &str, code: &str) -> (String, String) {
        (field.to_owned(), code.to_owned())
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let all = wrong(serde_json::json!({
            "kind": "single_choice", "stem_md": " ", "points": 0, "tolerance": 1,
            "options": [{"text_md": "", "correct": true}, {"text_md": "b", "correct": true}, {"text_md": " b"}],
        }));
        let expected = [
            pair("stem_md", "required"),
            pair("points", "points"),
            pair("tolerance", "not-of-kind"),
            pair("options", "correct-one"),
            pair("options.0.text_md", "required"),
            pair("options.2.text_md", "option-twice"),
        ];
        assert_eq!(all, expected);
        assert_eq!(wrong(serde_json::json!({})), [pair("kind", "required"), pair("stem_md", "required")]);
    }

    #[test]
    fn each_kind_asks_for_its_answer() {
        let ask = |kind: &str| wrong(serde_json::json!({"kind": kind, "stem_md": "?"}));
        assert_eq!(ask("single_choice"), [pair("options", "options-few"), pair("options", "correct-one")]);
        assert_eq!(ask("multiple_response"), [pair("options", "options-few"), pair("options", "correct-some")]);
        assert_eq!(ask("true_false"), [pair("correct", "truth")]);
        assert_eq!(ask("short_text"), [pair("accepted", "accepted-none")]);
        assert_eq!(ask("number"), [pair("value", "required")]);
        assert_eq!(ask("essay"), [pair("kind", "question-kind")]);
        assert_eq!(
            wrong(serde_json::json!({"kind": "number", "stem_md": "?", "value": "many", "tolerance": -1})),
            [pair("value", "not-a-number"), pair("tolerance", "tolerance-negative")]
        );
    }

    #[test]
    fn a_statement_says_its_answer_in_three_ways() {
        let truth = |json: Value| match draft(json).question().unwrap().body {
            Body::TrueFalse { answer, .. } => answer,
            other => panic!("{other:?}"),
        };
        let base = |more: Value| {
            let mut json = serde_json::json!({"kind": "true_false", "stem_md": "A parcel label is personal data."});
            json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json
        };
        assert!(truth(base(serde_json::json!({"correct": true}))));
        assert!(!truth(base(serde_json::json!({"value": false}))));
        assert!(!truth(base(serde_json::json!({"options": [{"text_md": "True"}, {"text_md": "False", "correct": true}]}))));
        assert!(truth(base(serde_json::json!({"options": [{"text_md": "Falsch"}, {"text_md": "Wahr", "correct": true}]}))));
        assert!(truth(base(serde_json::json!({"options": [{"text_md": "Agreed", "correct": true}, {"text_md": "Not so"}]}))));
        assert_eq!(wrong(base(serde_json::json!({"options": [{"text_md": "True"}]}))), [pair("options", "truth")]);
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name() {
        let before = draft(
            serde_json::json!({"kind": "short_text", "stem_md": "Who?", "accepted": ["DPO", "dpo", " D P O"], "points": 3}),
        )
        .question()
        .unwrap();
        assert_eq!(before.body, Body::ShortText { accepted: vec!["DPO".into(), "D P O".into()], case_sensitive: false });
        let after = draft(serde_json::json!({"stem_md": "Who is it?"})).reworded(&before).unwrap();
        assert_eq!(after, Question { stem_md: "Who is it?".into(), ..before.clone() });
        let other = draft(serde_json::json!({"kind": "number"})).reworded(&before).unwrap_err();
        assert_eq!(codes(&other), [pair("kind", "kind-kept")]);
    }

    #[test]
    fn numbers_keep_their_digits() {
        let question =
            draft(serde_json::json!({"kind": "number", "stem_md": "?", "value": 0.1, "tolerance": "0,05"})).question().unwrap();
        let Body::Number { value, tolerance } = question.body else { panic!() };
        assert_eq!((value.to_string(), tolerance.to_string()), ("0.1".to_owned(), "0.05".to_owned()));
    }
}
