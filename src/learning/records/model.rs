//! How far a person is, computed from what they finished. Pure.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::learning::modules::{Publication, UnitKind};

/// How far a person is in a module, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = LearningState)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing was opened.
    NotStarted,
    /// Something was opened, and something is left.
    InProgress,
    /// Every unit is finished.
    Finished,
}

/// How far a person is in a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Who.
    pub user_id: Uuid,
    /// Which module.
    pub module_id: Uuid,
    /// Units of the version last seen that are finished.
    pub units_done: i32,
    /// Units of that version.
    pub units_total: i32,
    /// The best result in a quiz of the module, in percent, rounded down.
    pub best_percent: Option<i32>,
    /// When the first unit was opened.
    pub started_at: DateTime<Utc>,
    /// Where the person was last.
    pub last_unit_id: Option<Uuid>,
    /// Since when every unit has been finished.
    pub completed_at: Option<DateTime<Utc>>,
    /// Since when every quiz has been passed; never for a module without a quiz.
    pub passed_at: Option<DateTime<Utc>>,
}

impl Record {
    /// In one word.
    #[must_use]
    pub fn state(&self) -> State {
        if self.completed_at.is_some() { State::Finished } else { State::InProgress }
    }

    /// The share of the units that is finished, in percent, rounded down; 100 only when all are.
    #[must_use]
    pub fn percent(&self) -> i32 {
        if self.completed_at.is_some() {
            return 100;
        }
        (self.units_done * 100).checked_div(self.units_total).unwrap_or_default().clamp(0, 99)
    }

    /// Whether the module is both finished and passed: what a certificate says.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.completed_at.is_some() && self.passed_at.is_some()
    }
}

/// What a person did with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRecord {
    /// The unit.
    pub unit_id: Uuid,
    /// When it was first opened.
    pub viewed_at: DateTime<Utc>,
    /// When it was finished.
    pub completed_at: Option<DateTime<Utc>>,
}

/// What a person did inside one module.
#[derive(Clone, Debug, Default)]
pub struct Inside {
    /// How far they are; nothing before the first step.
    pub record: Option<Record>,
    /// The units they opened.
    pub units: Vec<UnitRecord>,
}

impl Inside {
    /// Whether the unit is finished.
    #[must_use]
    pub fn has_finished(&self, unit_id: Uuid) -> bool {
        self.units.iter().any(|unit| unit.unit_id == unit_id && unit.completed_at.is_some())
    }
}

/// One step of a person: a unit was opened, or a quiz was handed in.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The unit.
    pub unit_id: Uuid,
    /// Whether this finishes the unit: a page when it is opened, a quiz when it is passed.
    pub finishes: bool,
    /// The result of a quiz, in percent.
    pub percent: Option<i32>,
    /// When it happened: for an attempt that ran out of time, its deadline.
    pub at: DateTime<Utc>,
}

/// What a step changed.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How far the person is now.
    pub record: Record,
    /// Whether anything was written.
    pub changed: bool,
    /// Whether this step finished the module.
    pub completed_now: bool,
    /// Whether the module is both finished and passed since this step.
    pub proven_now: bool,
}

/// How far the person is after a step. `done` holds every finished unit, that of the step included.
#[must_use]
pub fn after(before: Option<&Record>, user_id: Uuid, publication: &Publication, done: &HashSet<Uuid>, step: &Step) -> Record {
    let count = |units: usize| i32::try_from(units).unwrap_or(i32::MAX);
    let units_done = publication.units.iter().filter(|unit| done.contains(&unit.id)).count();
    let mut quizzes = publication.units.iter().filter(|unit| unit.kind == UnitKind::Quiz).peekable();
    let passed = quizzes.peek().is_some() && quizzes.all(|unit| done.contains(&unit.id));
    let completed = !publication.units.is_empty() && units_done == publication.units.len();
    Record {
        user_id,
        module_id: publication.module_id,
        units_done: count(units_done),
        units_total: count(publication.units.len()),
        best_percent: before.and_then(|before| before.best_percent).max(step.percent),
        started_at: before.map_or(step.at, |before| before.started_at),
        last_unit_id: Some(step.unit_id),
        completed_at: before.and_then(|before| before.completed_at).or_else(|| completed.then_some(step.at)),
        passed_at: before.and_then(|before| before.passed_at).or_else(|| passed.then_some(step.at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::modules::PublishedUnit;

    const PERSON: Uuid = Uuid::from_u128(9);

    fn unit(id: u128, kind: UnitKind) -> PublishedUnit {
        PublishedUnit {
            id: Uuid::from_u128(id),
            kind,
            title: String::new(),
            html: String::new(),
            quiz_id: None,
            quiz: None,
            minutes: None,
        }
    }

    fn module(kinds: &[UnitKind]) -> Publication {
        let units = kinds.iter().zip(1..).map(|(kind, id)| unit(id, *kind)).collect();
        let (id, module_id) = (Uuid::from_u128(100), Uuid::from_u128(101));
        Publication { id, module_id, version: 1, title: String::new(), language: String::new(), summary: String::new(), units }
    }

    fn step(id: u128, at: i64, percent: Option<i32>) -> Step {
        Step { unit_id: Uuid::from_u128(id), finishes: true, percent, at: DateTime::from_timestamp(at, 0).unwrap() }
    }

    fn done(ids: &[u128]) -> HashSet<Uuid> {
        ids.iter().map(|id| Uuid::from_u128(*id)).collect()
    }

    #[test]
    fn completion_and_success_are_two_things() {
        let module = module(&[UnitKind::Page, UnitKind::Quiz]);
        let passed = after(None, PERSON, &module, &done(&[2]), &step(2, 10, Some(80)));
        assert_eq!((passed.state(), passed.percent(), passed.is_proven()), (State::InProgress, 50, false));
        assert!(passed.passed_at.is_some() && passed.completed_at.is_none());
        let both = after(Some(&passed), PERSON, &module, &done(&[1, 2]), &step(1, 20, None));
        assert_eq!((both.state(), both.percent(), both.is_proven()), (State::Finished, 100, true));
        assert_eq!((both.passed_at, both.started_at, both.best_percent), (passed.passed_at, passed.started_at, Some(80)));
    }

    #[test]
    fn a_module_without_a_quiz_is_finished_but_never_passed() {
        let module = module(&[UnitKind::Page]);
        let read = after(None, PERSON, &module, &done(&[1]), &step(1, 10, None));
        assert!(read.completed_at.is_some() && read.passed_at.is_none() && !read.is_proven());
    }

    #[test]
    fn nothing_falls_when_a_new_version_has_more_units() {
        let read = after(None, PERSON, &module(&[UnitKind::Page]), &done(&[1]), &step(1, 10, None));
        let larger = module(&[UnitKind::Page, UnitKind::Page, UnitKind::Page]);
        let again = after(Some(&read), PERSON, &larger, &done(&[1]), &step(1, 20, Some(10)));
        assert_eq!((again.completed_at, again.units_done, again.units_total, again.percent()), (read.completed_at, 1, 3, 100));
    }

    #[test]
    fn the_best_result_counts_and_nearly_is_not_finished() {
        let module = module(&[UnitKind::Page; 200]);
        let first = after(None, PERSON, &module, &done(&[]), &step(1, 10, Some(70)));
        assert_eq!(after(Some(&first), PERSON, &module, &done(&[]), &step(1, 20, Some(30))).best_percent, Some(70));
        let nearly: Vec<u128> = (1..200).collect();
        assert_eq!(after(None, PERSON, &module, &done(&nearly), &step(1, 10, None)).percent(), 99);
    }
}
