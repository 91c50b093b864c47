//! A question: what is asked, and the right answer, kept strictly apart from what learners are shown.
//!
//! A version of a question never changes. Its options have random ids, drawn anew for each version, so that ids say
//! neither which option is right nor in which order the author wrote them (learning rule 4).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::decimal::Decimal;
use super::grading::Key;
use crate::kernel::error::Error;
use crate::kernel::markdown::markdown;

/// The kinds of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = QuestionKind)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Exactly one option is right.
    SingleChoice,
    /// One or more options are right; partial credit.
    MultipleResponse,
    /// A statement that is true or false.
    TrueFalse,
    /// One or a few words.
    ShortText,
    /// A number, with a tolerance.
    Number,
}

impl Kind {
    /// Every kind, in the order in which authors choose.
    pub const ALL: [Self; 5] = [Self::SingleChoice, Self::MultipleResponse, Self::TrueFalse, Self::ShortText, Self::Number];

    /// The word in the table and in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SingleChoice => "single_choice",
            Self::MultipleResponse => "multiple_response",
            Self::TrueFalse => "true_false",
            Self::ShortText => "short_text",
            Self::Number => "number",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether the options of this kind may stand in any order. True comes before false, always.
    #[must_use]
    pub const fn may_shuffle(self) -> bool {
        matches!(self, Self::SingleChoice | Self::MultipleResponse)
    }
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Random; says nothing.
    pub id: Uuid,
    /// Markdown.
    pub text_md: String,
    /// Whether it is right.
    pub correct: bool,
}

/// What is asked and what is right, by kind. Further kinds are further variants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// Exactly one option is right.
    SingleChoice {
        /// In the author's order.
        options: Vec<Choice>,
    },
    /// One or more options are right.
    MultipleResponse {
        /// In the author's order.
        options: Vec<Choice>,
    },
    /// A statement that is true or false.
    TrueFalse {
        /// What it is.
        answer: bool,
        /// The option that says true.
        if_true: Uuid,
        /// The option that says false.
        if_false: Uuid,
    },
    /// One or a few words.
    ShortText {
        /// Every spelling that counts.
        accepted: Vec<String>,
        /// Whether capital letters matter.
        case_sensitive: bool,
    },
    /// A number.
    Number {
        /// The right one.
        value: Decimal,
        /// How far beside it still counts.
        tolerance: Decimal,
    },
}

/// One version of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked, in Markdown.
    pub stem_md: String,
    /// What learners read after they have handed in, in Markdown; may be empty.
    pub feedback_md: String,
    /// What a full answer is worth, 1 to 100.
    pub points: i32,
    /// What can be answered, and what is right.
    pub body: Body,
}

/// A question as a learner sees it: nothing in it hints at the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ShownQuestion)]
pub struct Shown {
    /// How it is answered.
    pub kind: Kind,
    /// What is asked, as harmless HTML.
    pub stem_html: String,
    /// What can be chosen; empty for texts and numbers.
    pub options: Vec<ShownOption>,
}

/// An option as a learner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShownOption {
    /// Random; says nothing.
    pub id: Uuid,
    /// Harmless HTML.
    pub text_html: String,
}

impl Question {
    /// Whether it is word for word the other one; the ids of options say nothing.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let without_ids = |question: &Self| {
            let mut question = question.clone();
            match &mut question.body {
                Body::SingleChoice { options } | Body::MultipleResponse { options } => {
                    options.iter_mut().for_each(|option| option.id = Uuid::nil());
                }
                Body::TrueFalse { if_true, if_false, .. } => (*if_true, *if_false) = (Uuid::nil(), Uuid::nil()),
                Body::ShortText { .. } | Body::Number { .. } => {}
            }
            question
        };
        without_ids(self) == without_ids(other)
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.body {
            Body::SingleChoice { .. } => Kind::SingleChoice,
            Body::MultipleResponse { .. } => Kind::MultipleResponse,
            Body::TrueFalse { .. } => Kind::TrueFalse,
            Body::ShortText { .. } => Kind::ShortText,
            Body::Number { .. } => Kind::Number,
        }
    }

    /// What a learner sees.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let shown = |choice: &Choice| ShownOption { id: choice.id, text_html: inline(&markdown(&choice.text_md)) };
        let word = |id: Uuid, text: &str| ShownOption { id, text_html: text.to_owned() };
        let options = match &self.body {
            Body::SingleChoice { options } | Body::MultipleResponse { options } => options.iter().map(shown).collect(),
            Body::TrueFalse { if_true, if_false, .. } => vec![word(*if_true, "True"), word(*if_false, "False")],
            Body::ShortText { .. } | Body::Number { .. } => Vec::new(),
        };
        Shown { kind: self.kind(), stem_html: markdown(&self.stem_md), options }
    }

    /// What is right: it never leaves the server before the attempt has ended.
    #[must_use]
    pub fn key(&self) -> Key {
        match &self.body {
            Body::SingleChoice { options } => {
                let right = options.iter().find(|choice| choice.correct).map(|choice| choice.id);
                Key::SingleChoice { right: right.unwrap_or_default() }
            }
            Body::MultipleResponse { options } => {
                let right = options.iter().filter(|choice| choice.correct).map(|choice| choice.id);
                Key::MultipleResponse { right: right.collect() }
            }
            Body::TrueFalse { answer, if_true, if_false } => {
                Key::TrueFalse { answer: *answer, if_true: *if_true, if_false: *if_false }
            }
            Body::ShortText { accepted, case_sensitive } => {
                Key::ShortText { accepted: accepted.clone(), case_sensitive: *case_sensitive }
            }
            Body::Number { value, tolerance } => Key::Number { value: *value, tolerance: *tolerance },
        }
    }

    /// What learners read after they have handed in, as harmless HTML.
    #[must_use]
    pub fn feedback_html(&self) -> String {
        markdown(&self.feedback_md)
    }

    /// The same question with ids drawn anew, as each version has.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn with_new_ids(mut self, mut next: impl FnMut() -> Result<Uuid, Error>) -> Result<Self, Error> {
        match &mut self.body {
            Body::SingleChoice { options } | Body::MultipleResponse { options } => {
                for option in options {
                    option.id = next()?;
                }
            }
            Body::TrueFalse { if_true, if_false, .. } => {
                *if_true = next()?;
                *if_false = next()?;
            }
            Body::ShortText { .. } | Body::Number { .. } => {}
        }
        Ok(self)
    }
}

/// An option of one paragraph needs no paragraph around it.
fn inline(html: &str) -> String {
    let trimmed = html.trim();
    let inner = trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(trimmed).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> impl FnMut() -> Result<Uuid, Error> {
        let mut last = 0;
        move || {
            last += 1;
            Ok(Uuid::from_u128(last))
        }
    }

    fn question(body: Body) -> Question {
        let (stem_md, feedback_md) = ("**Which** one?".to_owned(), "See unit 2: the red one.".to_owned());
        Question { stem_md, feedback_md, points: 2, body }.with_new_ids(ids()).unwrap()
    }

    fn choice(text: &str, correct: bool) -> Choice {
        Choice { id: Uuid::nil(), text_md: text.to_owned(), correct }
    }

    #[test]
    fn what_is_shown_says_nothing_of_the_answer() {
        let red = question(Body::SingleChoice { options: vec![choice("red", true), choice("blue", false)] });
        let blue = question(Body::SingleChoice { options: vec![choice("red", false), choice("blue", true)] });
        assert_eq!(red.shown(), blue.shown());
        assert_ne!(red.key(), blue.key());
        let said = serde_json::to_string(&red.shown()).unwrap();
        for hint in ["correct", "unit 2", "right", "points"] {
            assert!(!said.contains(hint), "{hint} in {said}");
        }
        for (one, other) in [
            (
                Body::TrueFalse { answer: true, if_true: Uuid::nil(), if_false: Uuid::nil() },
                Body::TrueFalse { answer: false, if_true: Uuid::nil(), if_false: Uuid::nil() },
            ),
            (
                Body::ShortText { accepted: vec!["a".into()], case_sensitive: false },
                Body::ShortText { accepted: vec!["b".into(), "c".into()], case_sensitive: true },
            ),
            (
                Body::Number { value: Decimal::ZERO, tolerance: Decimal::ZERO },
                Body::Number { value: "7".parse().unwrap(), tolerance: "1".parse().unwrap() },
            ),
        ] {
            assert_eq!(question(one).shown(), question(other).shown());
        }
    }

    #[test]
    fn a_body_is_kept_with_its_kind() {
        let body = question(Body::MultipleResponse { options: vec![choice("a", true), choice("b", false)] }).body;
        let kept = serde_json::to_value(&body).unwrap();
        assert_eq!(kept["kind"], "multiple_response");
        assert_eq!(serde_json::from_value::<Body>(kept).unwrap(), body);
    }

    #[test]
    fn options_are_lines_and_stems_are_texts() {
        let shown = question(Body::SingleChoice { options: vec![choice("*red*", true), choice("one\n\ntwo", false)] }).shown();
        assert_eq!(shown.options[0].text_html, "<em>red</em>");
        assert_eq!(shown.options[1].text_html, "<p>one</p>\n<p>two</p>");
        assert_eq!(shown.stem_html, "<p><strong>Which</strong> one?</p>\n");
    }
}
