//! The matrix of people and modules, computed from who was asked and how far they are. Pure.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::learning::assignments::Enrolled;
use crate::learning::records::{Record, State};

/// Which part of the matrix.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// Only this module.
    pub module_id: Option<Uuid>,
    /// Only the people of this group.
    pub group_id: Option<Uuid>,
    /// A part of the name or the address.
    pub q: Option<String>,
    /// Only people who have this in one of the modules: `late`, `not_started`, `in_progress`, `finished`.
    pub state: Option<String>,
}

impl Filter {
    /// The modules asked for.
    #[must_use]
    pub fn chosen(&self, mut modules: Vec<Column>) -> Vec<Column> {
        modules.retain(|column| self.module_id.is_none_or(|only| only == column.id));
        modules
    }

    /// The state asked for, if it is one.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        match self.state.as_deref() {
            Some("late") => Some(Wanted::Late),
            Some("not_started") => Some(Wanted::Is(CellState::NotStarted)),
            Some("in_progress") => Some(Wanted::Is(CellState::InProgress)),
            Some("finished") => Some(Wanted::Is(CellState::Finished)),
            _ => None,
        }
    }
}

/// What one of a person's cells must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Open, and the due date has passed.
    Late,
    /// In this state.
    Is(CellState),
}

/// How far a person is in a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Was not asked.
    NotAssigned,
    /// Nothing was opened.
    NotStarted,
    /// Something is left.
    InProgress,
    /// Every unit is finished.
    Finished,
}

/// One person in one module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ProgressCell)]
pub struct Cell {
    /// The module.
    pub module_id: Uuid,
    /// How far the person is.
    pub state: CellState,
    /// Whether the due date has passed and something is left.
    pub late: bool,
    /// Share of the units that is finished.
    pub percent: i32,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// Since when every unit has been finished.
    pub completed_at: Option<DateTime<Utc>>,
    /// Since when every quiz has been passed.
    pub passed_at: Option<DateTime<Utc>>,
    /// The best result in a quiz, in percent.
    pub best_percent: Option<i32>,
}

impl Cell {
    /// The cell of a person in a module.
    #[must_use]
    pub fn new(module_id: Uuid, enrolled: Option<&Enrolled>, record: Option<&Record>, now: DateTime<Utc>) -> Self {
        let state = match (record.map(Record::state), enrolled) {
            (Some(State::Finished), _) => CellState::Finished,
            (Some(_), Some(_)) => CellState::InProgress,
            (None, Some(_)) => CellState::NotStarted,
            (_, None) => CellState::NotAssigned,
        };
        let due_at = enrolled.and_then(|enrolled| enrolled.due_at);
        let is_open = matches!(state, CellState::NotStarted | CellState::InProgress);
        Self {
            module_id,
            state,
            late: is_open && due_at.is_some_and(|due| due < now),
            percent: record.map_or(0, Record::percent),
            due_at,
            completed_at: record.and_then(|record| record.completed_at),
            passed_at: record.and_then(|record| record.passed_at),
            best_percent: record.and_then(|record| record.best_percent),
        }
    }

    /// Whether it is what was asked for.
    #[must_use]
    pub fn fits(&self, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Late => self.late,
            Wanted::Is(state) => self.state == state,
        }
    }

    /// Whole days since the due date, when it is late; at least one.
    #[must_use]
    pub fn days_late(&self, now: DateTime<Utc>) -> i64 {
        self.due_at.filter(|_| self.late).map_or(0, |due| days_late(due, now))
    }
}

/// Whole days since a moment, at least one.
#[must_use]
pub fn days_late(due: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (now - due).num_days().max(1)
}

/// A module of the matrix.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ProgressModule)]
pub struct Column {
    /// The module.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The due date, when everybody within reach was asked until the same.
    pub due_at: Option<DateTime<Utc>>,
    /// Whether people were asked until different dates.
    pub due_differs: bool,
}

/// A person of the matrix.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ProgressRow)]
pub struct Row {
    /// The person.
    pub user_id: Uuid,
    /// Their name.
    pub name: String,
    /// One cell for each module, in the order of the modules.
    pub cells: Vec<Cell>,
}

/// People × modules.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Progress)]
pub struct Matrix {
    /// The modules that people within reach were asked to learn, by title.
    pub modules: Vec<Column>,
    /// The people, by name.
    pub items: Vec<Row>,
    /// Give this as `after` for the next people; absent on the last page.
    pub next: Option<String>,
    /// When this was read.
    #[serde(skip)]
    pub now: DateTime<Utc>,
}

impl Matrix {
    /// For each module: the share of the people shown, of those who were asked, who have finished; in percent.
    #[must_use]
    pub fn finished(&self) -> Vec<Option<i64>> {
        let column = |at: usize| {
            let cells = || self.items.iter().filter_map(move |row| row.cells.get(at));
            let asked = cells().filter(|cell| cell.state != CellState::NotAssigned).count();
            let finished = cells().filter(|cell| cell.state == CellState::Finished).count();
            (finished * 100).checked_div(asked).and_then(|share| i64::try_from(share).ok())
        };
        (0..self.modules.len()).map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(day: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + day * 86_400, 0).unwrap()
    }

    fn enrolled(due: Option<i64>) -> Enrolled {
        Enrolled { user_id: Uuid::nil(), module_id: Uuid::nil(), due_at: due.map(moment), assigned_at: moment(0) }
    }

    fn record(done: i32, completed: Option<i64>) -> Record {
        Record {
            user_id: Uuid::nil(),
            module_id: Uuid::nil(),
            units_done: done,
            units_total: 4,
            best_percent: None,
            started_at: moment(0),
            last_unit_id: None,
            completed_at: completed.map(moment),
            passed_at: None,
        }
    }

    fn cell(enrolled: Option<&Enrolled>, record: Option<&Record>) -> Cell {
        Cell::new(Uuid::nil(), enrolled, record, moment(10))
    }

    #[test]
    fn a_cell_says_how_far_and_whether_it_is_late() {
        let open = cell(Some(&enrolled(Some(8))), Some(&record(1, None)));
        assert_eq!((open.state, open.late, open.percent, open.days_late(moment(10))), (CellState::InProgress, true, 25, 2));
        let done = cell(Some(&enrolled(Some(8))), Some(&record(4, Some(9))));
        assert_eq!((done.state, done.late, done.days_late(moment(10))), (CellState::Finished, false, 0));
        let later = cell(Some(&enrolled(Some(12))), None);
        assert_eq!((later.state, later.late), (CellState::NotStarted, false));
        assert_eq!(cell(None, None).state, CellState::NotAssigned);
        assert_eq!(cell(None, Some(&record(4, Some(3)))).state, CellState::Finished, "what was finished stays");
        assert_eq!(days_late(moment(10), moment(10)), 1, "late by an hour is late by a day in words");
    }

    #[test]
    fn a_column_counts_those_who_were_asked() {
        let column = |id| Column { id: Uuid::from_u128(id), title: String::new(), due_at: None, due_differs: false };
        let row = |cells| Row { user_id: Uuid::nil(), name: String::new(), cells };
        let (asked, finished) = (enrolled(None), record(4, Some(1)));
        let items = vec![
            row(vec![cell(Some(&asked), Some(&finished)), cell(None, None)]),
            row(vec![cell(Some(&asked), None), cell(None, None)]),
            row(vec![cell(None, None), cell(None, None)]),
        ];
        let matrix = Matrix { modules: vec![column(1), column(2)], items, next: None, now: moment(10) };
        assert_eq!(matrix.finished(), [Some(50), None]);
    }

    #[test]
    fn an_unknown_state_filters_nothing() {
        let filter = |state: &str| Filter { state: Some(state.to_owned()), ..Filter::default() };
        assert_eq!(filter("late").wanted(), Some(Wanted::Late));
        assert_eq!((filter("").wanted(), filter("odd").wanted()), (None, None));
        assert!(cell(Some(&enrolled(Some(1))), None).fits(Wanted::Late));
    }
}
