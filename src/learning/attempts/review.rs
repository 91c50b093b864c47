//! What a learner may look at after the end: own answers, right or wrong, and feedback always; what would have been right
//! once the quiz is passed, or no attempt is left and none runs. That is the usual review matrix; while an attempt runs,
//! nothing of it is shown, and nothing of an earlier one that would help it.

use std::collections::HashSet;

use entity::{attempt, attempt_slot};
use serde::Serialize;
use uuid::Uuid;

use super::model::{Kept, State, fraction, left, newest, points};
use super::result::{self, ResultView};
use super::store;
use super::view::SlotView;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::modules;
use crate::learning::quizzes::{self, Decimal, Fraction, Key, Score};

/// A result with its questions.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ReviewedAttempt)]
pub struct Reviewed {
    /// How it ended.
    #[serde(flatten)]
    pub result: ResultView,
    /// Attempts that can still be started; absent when there is no end.
    pub attempts_left: Option<i32>,
    /// A later attempt that has not ended.
    pub running_id: Option<Uuid>,
    /// Answers that came after the end and did not count.
    pub late_answers: usize,
    /// Each question.
    pub questions: Vec<Answered>,
}

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// In full.
    Right,
    /// In part.
    Partly,
    /// Not.
    Wrong,
    /// Not at all.
    Empty,
}

/// A question after the end.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ReviewedQuestion)]
pub struct Answered {
    /// The question with the answer that counted.
    #[serde(flatten)]
    pub question: SlotView,
    /// How it was answered.
    pub mark: Mark,
    /// Points reached.
    pub score: f64,
    /// What the author wrote for after the end, as harmless HTML.
    pub feedback_html: Option<String>,
    /// What would have been right, when it may be shown.
    pub right: Option<RightAnswer>,
}

/// What is right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RightAnswer {
    /// The right options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option_ids: Option<Vec<Uuid>>,
    /// Whether the statement is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boolean: Option<bool>,
    /// Texts that count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Vec<String>>,
    /// The right number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
}

impl From<&Key> for RightAnswer {
    fn from(key: &Key) -> Self {
        match key {
            Key::SingleChoice { right } => Self { option_ids: Some(vec![*right]), ..Self::default() },
            Key::MultipleResponse { right } => Self { option_ids: Some(right.clone()), ..Self::default() },
            Key::TrueFalse { answer, .. } => Self { boolean: Some(*answer), ..Self::default() },
            Key::ShortText { accepted, .. } => Self { accepted: Some(accepted.clone()), ..Self::default() },
            Key::Number { value, .. } => Self { value: Some(*value), ..Self::default() },
        }
    }
}

/// The review of an attempt that has ended. At most 7 queries, however many questions it has.
///
/// # Errors
/// `Refused` with `attempt-open` before its end.
pub async fn of(tx: &TenantTx, row: &attempt::Model) -> Result<Reviewed, Error> {
    let result = result::of(tx, row).await?;
    let last = store::last(tx, row.quiz_id, row.user_id).await?;
    let running_id = last.as_ref().filter(|last| State::of(&last.state) == State::InProgress).map(|last| last.id);
    let publication = modules::published(tx, row.module_id).await?;
    let quiz = publication.as_ref().and_then(|publication| publication.quiz(row.quiz_id)).and_then(|unit| unit.quiz.as_ref());
    let settings = quiz.map_or(store::rules(row)?.settings, |quiz| quiz.settings.clone());
    let attempts_left = left(settings.attempts_allowed, last.map_or(0, |last| last.number));
    let slots = store::slots(tx, row.id).await?;
    let answers = store::answers(tx, row.id).await?;
    let shows_right = shows_right_answers(State::of(&row.state), result.passed, attempts_left, running_id.is_some());
    let questions = questions(tx, &slots, &answers, shows_right).await?;
    let late_answers = answers.iter().filter(|kept| kept.late).count();
    Ok(Reviewed { result, attempts_left, running_id, late_answers, questions })
}

/// When what is right may be shown: after the end, when it cannot be used any more or is not needed.
#[must_use]
pub fn shows_right_answers(state: State, passed: bool, attempts_left: Option<i32>, another_runs: bool) -> bool {
    state == State::Finished && (passed || (attempts_left == Some(0) && !another_runs))
}

async fn questions(
    tx: &TenantTx,
    slots: &[attempt_slot::Model],
    answers: &[Kept],
    shows_right: bool,
) -> Result<Vec<Answered>, Error> {
    let versions: HashSet<(Uuid, i32)> = slots.iter().map(|slot| (slot.question_id, slot.version)).collect();
    let feedback = quizzes::feedback(tx, &versions).await?;
    let keys = store::keys(slots)?;
    let newest = newest(answers);
    let question = |slot: &attempt_slot::Model| {
        let (key, kept) = (keys.get(&slot.slot), newest.get(&slot.slot).copied());
        let question = SlotView::new(slot.slot, slot.points, store::shown_of(slot)?, kept);
        let fraction = fraction(key, kept);
        let mut score = Score::default();
        score.add(slot.points, fraction);
        Ok(Answered {
            mark: mark(fraction, question.is_answered()),
            score: points(score.micro()),
            feedback_html: feedback.get(&(slot.question_id, slot.version)).cloned(),
            right: key.filter(|_| shows_right).map(RightAnswer::from),
            question,
        })
    };
    slots.iter().map(question).collect()
}

fn mark(fraction: Fraction, is_answered: bool) -> Mark {
    match fraction {
        Fraction::ONE => Mark::Right,
        part if !part.is_zero() => Mark::Partly,
        _ if is_answered => Mark::Wrong,
        _ => Mark::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_is_shown_when_it_cannot_be_used_any_more() {
        let shows = shows_right_answers;
        assert!(shows(State::Finished, true, None, false) && shows(State::Finished, false, Some(0), false));
        assert!(shows(State::Finished, true, None, true), "what was passed once stays passed");
        assert!(!shows(State::Finished, false, None, false) && !shows(State::Finished, false, Some(1), false));
        assert!(!shows(State::Finished, false, Some(0), true), "the last one runs");
        assert!(!shows(State::InProgress, false, Some(0), false) && !shows(State::Submitted, true, None, false));
    }

    #[test]
    fn a_mark_says_how_a_question_was_answered() {
        assert_eq!((mark(Fraction::ONE, true), mark(Fraction::new(1, 3), true)), (Mark::Right, Mark::Partly));
        assert_eq!((mark(Fraction::ZERO, true), mark(Fraction::ZERO, false)), (Mark::Wrong, Mark::Empty));
    }
}
