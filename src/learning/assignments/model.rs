//! What an assignment is, whom it reaches, and what a person reads of theirs. Pure.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, Fields};
use crate::learning::records::State;

/// Ids in one request at most: a workspace of 10,000 people can be named one by one.
const MOST_IDS: usize = 10_000;

/// What a request says about a new assignment.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[schema(as = NewAssignment)]
#[serde(deny_unknown_fields, default)]
pub struct Request {
    /// A published module.
    pub module_id: Option<Uuid>,
    /// Single people.
    pub user_ids: Vec<Uuid>,
    /// Groups: everybody in them now, and everybody who joins later.
    pub group_ids: Vec<Uuid>,
    /// Until when; no due date when absent.
    pub due_at: Option<DateTime<Utc>>,
}

/// An assignment that could be made.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The module.
    pub module_id: Uuid,
    /// Single people.
    pub people: BTreeSet<Uuid>,
    /// Groups.
    pub groups: BTreeSet<Uuid>,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
}

impl TryFrom<Request> for Draft {
    type Error = Error;

    /// Checks the request, noting every wrong field.
    fn try_from(request: Request) -> Result<Self, Error> {
        let mut fields = Fields::new();
        if request.module_id.is_none() {
            fields.add("module_id", "assign-module", "Choose a module.");
        }
        if request.user_ids.is_empty() && request.group_ids.is_empty() {
            fields.add("user_ids", "assign-nobody", "Choose at least one group or person.");
        }
        for (field, ids) in [("user_ids", &request.user_ids), ("group_ids", &request.group_ids)] {
            if ids.len() > MOST_IDS {
                fields.add(field, "too-long", format!("Name at most {MOST_IDS} at once, or use a group."));
            }
        }
        fields.check()?;
        let module_id = request.module_id.ok_or(Error::NotFound)?;
        let (people, groups) = (request.user_ids.into_iter().collect(), request.group_ids.into_iter().collect());
        Ok(Self { module_id, people, groups, due_at: request.due_at })
    }
}

/// An assignment that was made.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct Assigned {
    /// The assignment.
    pub id: Uuid,
    /// How many people it reaches.
    pub people: usize,
    /// How many of them had the module before.
    pub already: usize,
}

/// Until when people have a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The due date of all of them.
    pub due_at: Option<DateTime<Utc>>,
    /// Whether they have different ones.
    pub differs: bool,
}

impl Asked {
    /// What the first and the last due date of some assignments say, and whether one of them has none.
    #[must_use]
    pub fn new(first: Option<DateTime<Utc>>, last: Option<DateTime<Utc>>, is_one_open: bool) -> Self {
        let differs = first != last || (first.is_some() && is_one_open);
        Self { due_at: first.filter(|_| !differs), differs }
    }
}

/// What sending an assignment would do: shown before it is sent.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentSummary)]
pub struct Summary {
    /// The title of the module.
    pub module: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// How many people it reaches.
    pub people: usize,
    /// How many of them get the module for the first time; each gets one mail.
    pub new: usize,
    /// How many of them had it before and have not finished: the due date replaces theirs.
    pub already: usize,
    /// How many of them have finished it and are not asked again.
    pub finished: usize,
    /// How many closed accounts are left out.
    pub left_out: usize,
}

/// The accounts of people that were named or stand in groups, sorted by what an assignment does to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Are asked for the first time.
    pub new: Vec<Uuid>,
    /// Get the new due date instead of theirs.
    pub again: Vec<Uuid>,
    /// Have finished: nothing changes.
    pub finished: Vec<Uuid>,
    /// Were asked before, finished or not.
    pub enrolled: usize,
    /// Closed accounts.
    pub left_out: usize,
}

impl Sorted {
    /// Sorts people. `open` tells for each account whether it is open; an account that is not in it does not exist.
    #[must_use]
    pub fn new(named: &BTreeSet<Uuid>, open: &BTreeMap<Uuid, bool>, enrolled: &HashSet<Uuid>, finished: &HashSet<Uuid>) -> Self {
        let mut sorted = Self::default();
        for person in named {
            if !open.get(person).copied().unwrap_or_default() {
                sorted.left_out += 1;
                continue;
            }
            let has_it = enrolled.contains(person);
            sorted.enrolled += usize::from(has_it);
            match (has_it, finished.contains(person)) {
                (_, true) => sorted.finished.push(*person),
                (true, false) => sorted.again.push(*person),
                (false, false) => sorted.new.push(*person),
            }
        }
        sorted
    }

    /// Everybody with an open account.
    #[must_use]
    pub fn people(&self) -> usize {
        self.new.len() + self.again.len() + self.finished.len()
    }
}

/// That one person is asked to learn one module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Who.
    pub user_id: Uuid,
    /// What.
    pub module_id: Uuid,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// Since when.
    pub assigned_at: DateTime<Utc>,
}

/// Why a person has a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// They are in a group that was asked.
    Group,
    /// Somebody chose them.
    Person,
}

/// A module on a person's list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = OwnAssignment)]
pub struct Mine {
    /// The module.
    pub module_id: Uuid,
    /// Its published title.
    pub title: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// Since when.
    pub assigned_at: DateTime<Utc>,
    /// How far the person is.
    pub state: State,
    /// Share of the units that is finished.
    pub percent: i32,
    /// Finished units.
    pub units_done: i32,
    /// Units there are.
    pub units_total: i32,
    /// When every unit was finished.
    pub completed_at: Option<DateTime<Utc>>,
    /// Why the person has it.
    pub why: Why,
    /// The name of the group, or of who assigned it; absent when that is gone.
    pub why_name: Option<String>,
    /// Where the person was last.
    #[serde(skip)]
    pub last_unit_id: Option<Uuid>,
}

impl Mine {
    /// Whether the due date has passed and something is left to do.
    #[must_use]
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.state != State::Finished && self.due_at.is_some_and(|due| due < now)
    }
}

/// The order of a list: what is open first, by due date, then by age; what is finished last, newest first.
pub fn sort(list: &mut [Mine]) {
    let far = DateTime::<Utc>::MAX_UTC;
    list.sort_by_key(|mine| {
        let finished = mine.state == State::Finished;
        let by = if finished {
            mine.completed_at.map_or(i64::MAX, |at| -at.timestamp())
        } else {
            mine.due_at.unwrap_or(far).timestamp()
        };
        (finished, by, mine.assigned_at, mine.module_id)
    });
}

/// The last second of a day in a time zone: when a due date given as a day is over.
///
/// # Errors
/// `Invalid` for a text that is no day, in `field`.
pub fn end_of_day(field: &str, day: &str, zone: Tz) -> Result<Option<DateTime<Utc>>, Error> {
    let day = day.trim();
    if day.is_empty() {
        return Ok(None);
    }
    let wrong = || Error::invalid(field, "assign-due", "Give a date, for example 2026-12-03.");
    let date: NaiveDate = day.parse().map_err(|_| wrong())?;
    let last = date.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default());
    let at = zone.from_local_datetime(&last).latest().ok_or_else(wrong)?.with_timezone(&Utc);
    Ok(Some(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(numbers: &[u128]) -> Vec<Uuid> {
        numbers.iter().map(|number| Uuid::from_u128(*number)).collect()
    }

    #[test]
    fn every_missing_choice_is_named_at_once() {
        let error = Draft::try_from(Request::default()).unwrap_err();
        let codes: Vec<_> = error.fields().iter().map(|field| field.code.as_str()).collect();
        assert_eq!(codes, ["assign-module", "assign-nobody"]);
    }

    #[test]
    fn the_day_that_was_set_is_the_day_that_is_shown() {
        for zone in [Tz::America__New_York, Tz::Asia__Tokyo, Tz::UTC] {
            let end = end_of_day("due", "2026-12-03", zone).unwrap().unwrap();
            assert_eq!(end.with_timezone(&zone).date_naive().to_string(), "2026-12-03", "{zone}");
        }
    }

    #[test]
    fn people_are_sorted_by_what_happens_to_them() {
        let named = ids(&[1, 2, 3, 4, 5]).into_iter().collect();
        let open = ids(&[1, 2, 3, 5]).into_iter().map(|id| (id, id != Uuid::from_u128(5))).collect();
        let enrolled = ids(&[2, 3]).into_iter().collect();
        let finished = ids(&[3]).into_iter().collect();
        let sorted = Sorted::new(&named, &open, &enrolled, &finished);
        assert_eq!((sorted.new.clone(), sorted.again.clone(), sorted.finished.clone()), (ids(&[1]), ids(&[2]), ids(&[3])));
        assert_eq!((sorted.people(), sorted.enrolled, sorted.left_out), (3, 2, 2));
    }

    proptest! {
        #[test]
        fn everybody_is_in_exactly_one_place(named: BTreeSet<u8>, closed: HashSet<u8>, enrolled: HashSet<u8>, finished: HashSet<u8>) {
            let id = |number: &u8| Uuid::from_u128(u128::from(*number));
            let open = named.iter().map(|number| (id(number), !closed.contains(number))).collect();
            let set = |numbers: &HashSet<u8>| numbers.iter().map(id).collect::<HashSet<_>>();
            let sorted = Sorted::new(&named.iter().map(id).collect(), &open, &set(&enrolled), &set(&finished));
            prop_assert_eq!(sorted.people() + sorted.left_out, named.len());
            prop_assert!(sorted.enrolled <= sorted.people());
        }
    }

    #[test]
    fn a_day_ends_where_the_workspace_is() {
        let at = |day, zone| end_of_day("due", day, zone).map(|at| at.map(|at| at.to_rfc3339()));
        assert_eq!(at("2026-12-03", Tz::Europe__Berlin).unwrap().unwrap(), "2026-12-03T22:59:59+00:00");
        assert_eq!(at("2026-07-03", Tz::Europe__Berlin).unwrap().unwrap(), "2026-07-03T21:59:59+00:00");
        assert_eq!(at(" ", Tz::Europe__Berlin).unwrap(), None);
        assert_eq!(at("3 December", Tz::UTC).unwrap_err().fields()[0].code, "assign-due");
    }

    #[test]
    fn what_is_open_stands_first_by_due_date() {
        let moment = |seconds| DateTime::from_timestamp(seconds, 0);
        let mine = |id: u128, due: Option<i64>, done: Option<i64>| Mine {
            module_id: Uuid::from_u128(id),
            title: String::new(),
            due_at: due.and_then(moment),
            assigned_at: moment(0).unwrap(),
            state: if done.is_some() { State::Finished } else { State::InProgress },
            percent: 0,
            units_done: 0,
            units_total: 1,
            completed_at: done.and_then(moment),
            why: Why::Group,
            why_name: None,
            last_unit_id: None,
        };
        let mut list = [
            mine(1, Some(9), Some(20)),
            mine(2, None, None),
            mine(3, Some(5), None),
            mine(4, None, Some(30)),
            mine(5, Some(7), None),
        ];
        sort(&mut list);
        assert_eq!(list.map(|mine| mine.module_id.as_u128()), [3, 5, 2, 4, 1]);
    }
}
