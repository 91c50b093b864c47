//! What learners see of an attempt: the questions and their own answers. No key, nothing that hints at what is right.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::model::{Kept, State};
use crate::learning::quizzes::{Answer, Kind, Shown, ShownOption};

/// An attempt as its learner sees it. No key, no points reached, nothing that hints at what is right.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Attempt {
    /// The attempt.
    pub id: Uuid,
    /// The quiz.
    pub quiz_id: Uuid,
    /// The module it is part of.
    pub module_id: Uuid,
    /// The unit it is.
    pub unit_id: Uuid,
    /// The first, second and so on of this person at this quiz.
    pub number: i32,
    /// Where it is in its life.
    pub state: State,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ends; no limit when absent.
    pub deadline: Option<DateTime<Utc>>,
    /// The questions in the order of this attempt.
    pub slots: Vec<SlotView>,
}

/// A question as its learner sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AttemptSlot)]
pub struct SlotView {
    /// Counts from 1.
    pub slot: i32,
    /// How it is answered.
    pub kind: Kind,
    /// What it is worth.
    pub points: i32,
    /// What is asked, as harmless HTML.
    pub stem_html: String,
    /// What can be chosen; their ids and order say nothing.
    pub options: Vec<ShownOption>,
    /// The person's newest answer.
    pub answer: Option<AnswerView>,
}

/// An answer as its learner sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = OwnAnswer)]
pub struct AnswerView {
    /// Its number; the next one must be larger.
    pub sequence: i64,
    /// What was answered.
    #[serde(flatten)]
    pub answer: Answer,
    /// Whether the person wants to look at it again.
    pub flagged: bool,
}

impl SlotView {
    /// The question with the newest answer.
    #[must_use]
    pub fn new(slot: i32, points: i32, shown: Shown, kept: Option<&Kept>) -> Self {
        let answer = kept.map(|kept| AnswerView {
            sequence: kept.sequence,
            answer: kept.saved.answer.clone(),
            flagged: kept.saved.flagged,
        });
        Self { slot, kind: shown.kind, points, stem_html: shown.stem_html, options: shown.options, answer }
    }

    /// Whether it has an answer.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| !answer.answer.is_empty())
    }

    /// Whether the person wants to look at it again.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.flagged)
    }

    /// The number of the newest answer; 0 when there is none.
    #[must_use]
    pub fn sequence(&self) -> i64 {
        self.answer.as_ref().map_or(0, |answer| answer.sequence)
    }
}

/// An attempt in lists: of its learner before a quiz, of whoever looks at a person's progress.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AttemptInList)]
pub struct Taken {
    /// The attempt.
    pub id: Uuid,
    /// The quiz.
    pub quiz_id: Uuid,
    /// The module.
    pub module_id: Uuid,
    /// The unit.
    pub unit_id: Uuid,
    /// The first, second and so on.
    pub number: i32,
    /// Where it is in its life.
    pub state: State,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it must end.
    pub deadline: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Points reached.
    pub score: Option<f64>,
    /// Points there are.
    pub max_score: f64,
    /// Share of the points reached, in percent, rounded down.
    pub percent: Option<i64>,
    /// Whether that was enough.
    pub passed: Option<bool>,
}
