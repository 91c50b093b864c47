//! Quizzes and questions as authors see them, and as an attempt takes them.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::decimal::Decimal;
use super::question::{Body, Kind, Question};
use super::settings::{Settings, SettingsChange};
use crate::kernel::error::Error;

/// Questions a quiz may have.
pub const MOST_QUESTIONS: usize = 200;

/// A quiz as its authors see it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Quiz {
    /// The quiz.
    pub id: Uuid,
    /// The unit it is.
    pub unit_id: Uuid,
    /// Its rules; they count once its module is published again.
    pub settings: Settings,
    /// How many questions it has.
    pub questions: u64,
    /// When its rules or questions last changed, or were published.
    pub updated_at: DateTime<Utc>,
    /// Which rules these are; send it back with a change to find out whether somebody else was faster.
    pub revision: String,
}

/// A change to a quiz.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuizChange {
    /// The rules; those that are absent stay.
    pub settings: SettingsChange,
    /// `revision` of the quiz the change is based on; when its rules are others by now, the change is refused.
    pub revision: Option<String>,
}

/// What lists and start pages say of a quiz.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The unit it is.
    pub unit_id: Uuid,
    /// Its rules.
    pub settings: Settings,
    /// How many questions it has.
    pub questions: u64,
}

/// The quiz of a unit.
#[derive(Clone, Copy, Debug)]
pub struct InUnit {
    /// The quiz.
    pub quiz_id: Uuid,
    /// How many questions it has.
    pub questions: u64,
}

/// A quiz as a published version of its module keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedQuiz {
    /// Its rules.
    pub settings: Settings,
    /// Its questions in the author's order.
    pub slots: Vec<PublishedSlot>,
}

impl PublishedQuiz {
    /// The points of all questions.
    #[must_use]
    pub fn points(&self) -> i64 {
        self.slots.iter().map(|slot| i64::from(slot.points)).sum()
    }
}

/// A question of a published quiz: which of its versions, which never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedSlot {
    /// The question.
    pub question_id: Uuid,
    /// Which of its versions.
    pub version: i32,
    /// What it is worth.
    pub points: i32,
}

/// What an attempt freezes at its start.
#[derive(Clone, Debug)]
pub struct QuizForAttempt {
    /// Its published rules.
    pub settings: Settings,
    /// Its questions in the author's order.
    pub slots: Vec<SlotForAttempt>,
}

/// A question of an attempt.
#[derive(Clone, Debug)]
pub struct SlotForAttempt {
    /// The question.
    pub question_id: Uuid,
    /// Which of its versions.
    pub version: i32,
    /// What it is worth.
    pub points: i32,
    /// The version itself.
    pub question: Question,
}

/// A question as its authors see it, with the right answer.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Question)]
pub struct QuestionView {
    /// The question.
    pub id: Uuid,
    /// The kind.
    pub kind: Kind,
    /// The version; each change makes a new one. Send it back with a change to find out whether somebody else was faster.
    pub version: i32,
    /// What is asked, in Markdown.
    pub stem_md: String,
    /// What a full answer is worth.
    pub points: i32,
    /// What learners read after they have handed in, in Markdown.
    pub feedback_md: String,
    /// The options of a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<OptionView>>,
    /// Whether a statement is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correct: Option<bool>,
    /// Every spelling of a short text that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Vec<String>>,
    /// Whether capital letters of a short text matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_sensitive: Option<bool>,
    /// The right number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// How far beside the number still counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Decimal>,
}

/// An option as authors see it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct OptionView {
    /// The option, in this version.
    pub id: Uuid,
    /// Markdown.
    pub text_md: String,
    /// Whether it is right.
    pub correct: bool,
}

impl QuestionView {
    /// The view of a version.
    #[must_use]
    pub fn new(id: Uuid, version: i32, question: &Question) -> Self {
        let mut view = Self {
            id,
            kind: question.kind(),
            version,
            stem_md: question.stem_md.clone(),
            points: question.points,
            feedback_md: question.feedback_md.clone(),
            options: None,
            correct: None,
            accepted: None,
            case_sensitive: None,
            value: None,
            tolerance: None,
        };
        match &question.body {
            Body::SingleChoice { options } | Body::MultipleResponse { options } => {
                let each = options.iter().map(|choice| OptionView {
                    id: choice.id,
                    text_md: choice.text_md.clone(),
                    correct: choice.correct,
                });
                view.options = Some(each.collect());
            }
            Body::TrueFalse { answer, .. } => view.correct = Some(*answer),
            Body::ShortText { accepted, case_sensitive } => {
                view.accepted = Some(accepted.clone());
                view.case_sensitive = Some(*case_sensitive);
            }
            Body::Number { value, tolerance } => {
                view.value = Some(*value);
                view.tolerance = Some(*tolerance);
            }
        }
        view
    }
}

/// The moment of a change: now, but always later than the one before, so that no two states look alike.
#[must_use]
pub fn moment_of_change(before: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    now.max(before + Duration::microseconds(1))
}

/// Refuses an order that does not name each one of `there` exactly once.
///
/// # Errors
/// `Invalid` for `field`.
pub fn check_order(field: &str, there: &[Uuid], wanted: &[Uuid]) -> Result<(), Error> {
    let sorted = |ids: &[Uuid]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    if sorted(there) == sorted(wanted) {
        return Ok(());
    }
    Err(Error::invalid(field, "order", "Name each of them exactly once: something was added or removed meanwhile."))
}

/// The order after `id` has moved one place; the same when it stands at the end already.
#[must_use]
pub fn moved(mut order: Vec<Uuid>, id: Uuid, step: Step) -> Vec<Uuid> {
    let at = order.iter().position(|other| *other == id);
    let to = at.and_then(|at| match step {
        Step::Up => at.checked_sub(1),
        Step::Down => Some(at + 1).filter(|to| *to < order.len()),
    });
    if let (Some(at), Some(to)) = (at, to) {
        order.swap(at, to);
    }
    order
}

/// One place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u128]) -> Vec<Uuid> {
        numbers.iter().map(|number| Uuid::from_u128(*number)).collect()
    }

    #[test]
    fn an_order_names_each_exactly_once() {
        assert!(check_order("unit_ids", &ids(&[1, 2, 3]), &ids(&[3, 1, 2])).is_ok());
        for wrong in [&[1, 2][..], &[1, 2, 2], &[1, 2, 3, 3], &[1, 2, 4], &[]] {
            assert_eq!(check_order("unit_ids", &ids(&[1, 2, 3]), &ids(wrong)).unwrap_err().fields()[0].code, "order");
        }
    }

    #[test]
    fn a_step_swaps_neighbours_and_ends_at_the_ends() {
        let two = Uuid::from_u128(2);
        assert_eq!(moved(ids(&[1, 2, 3]), two, Step::Up), ids(&[2, 1, 3]));
        assert_eq!(moved(ids(&[1, 2, 3]), two, Step::Down), ids(&[1, 3, 2]));
        assert_eq!(moved(ids(&[2, 1]), two, Step::Up), ids(&[2, 1]));
        assert_eq!(moved(ids(&[1, 2]), two, Step::Down), ids(&[1, 2]));
        assert_eq!(moved(ids(&[1, 3]), two, Step::Down), ids(&[1, 3]));
    }
}
