//! The overview: what is late, what was finished week by week, and what is left to set up. All of it is computed.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike as _, Days, NaiveTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::model::days_late;
use super::policy::ReadProgress;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::learning::assignments::{self, Enrolled};
use crate::learning::{certificates, modules, records};
use crate::people::groups::{self, Reach};
use crate::people::{tenants, users};

/// Weeks in the chart, this one included.
pub const WEEKS: usize = 11;
/// Late people on the page.
const LATE_SHOWN: usize = 6;
/// Due dates that come up on the page.
const COMING_SHOWN: usize = 4;
/// Days ahead that "coming up" looks.
const AHEAD_DAYS: i64 = 30;
/// A person who is late for longer than this is counted apart.
const LONG_LATE_DAYS: i64 = 7;

/// The overview of a workspace, or of an instructor's groups.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Overview {
    /// When it was computed.
    pub at: DateTime<Utc>,
    /// Open accounts.
    pub people: usize,
    /// Open accounts whose person has signed in.
    pub active: usize,
    /// Modules finished this week.
    pub finished_this_week: usize,
    /// Modules finished last week.
    pub finished_last_week: usize,
    /// People with at least one module that is late.
    pub late_people: usize,
    /// Modules of people that are late.
    pub late: usize,
    /// Of these, late for more than a week.
    pub long_late: usize,
    /// Days from being asked to having finished, the middle one.
    pub median_days: Option<i64>,
    /// Certificates that count.
    pub certificates: u64,
    /// The longest late first.
    pub overdue: Vec<Overdue>,
    /// Finished modules week by week, the oldest first.
    pub weeks: Vec<Week>,
    /// Due dates of the next 30 days.
    pub coming: Vec<Coming>,
    /// What is left to set up.
    pub setup: Setup,
}

/// Somebody who is late.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Overdue {
    /// The person.
    pub user_id: Uuid,
    /// Their name.
    pub name: String,
    /// The module.
    pub module_id: Uuid,
    /// Its title.
    pub module: String,
    /// Until when it was asked.
    pub due_at: DateTime<Utc>,
    /// Whole days since then.
    pub days: i64,
}

/// One week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Week {
    /// Its Monday.
    pub from: DateTime<Utc>,
    /// Modules finished in it.
    pub finished: usize,
}

/// A due date that comes up.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Coming {
    /// The module.
    pub module_id: Uuid,
    /// Its title.
    pub module: String,
    /// The due date.
    pub due_at: DateTime<Utc>,
    /// How many have not finished.
    pub open: usize,
}

/// The five steps after which people can learn.
#[derive(Clone, Copy, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct Setup {
    /// The workspace has a colour of its own.
    pub look: bool,
    /// People besides the first.
    pub people: usize,
    /// Modules that learners can see.
    pub modules: usize,
    /// Assignments that were made.
    pub assignments: u64,
    /// Modules that somebody has finished.
    pub finished: usize,
}

impl Setup {
    /// How many of the five are done.
    #[must_use]
    pub fn done(&self) -> usize {
        [self.look, self.people > 0, self.modules > 0, self.assignments > 0, self.finished > 0]
            .iter()
            .filter(|done| **done)
            .count()
    }

    /// How many there are.
    #[must_use]
    pub const fn total(&self) -> usize {
        5
    }
}

type Finished = (Uuid, Uuid, DateTime<Utc>);

/// The overview. Of an instructor: their groups only. About 10 queries, however large the workspace.
///
/// # Errors
/// When the database fails.
pub async fn overview(caller: &Authorized<ReadProgress>) -> Result<Overview, Error> {
    let tx = caller.read().await?;
    let now = tx.now();
    let reach = groups::reach(&tx, caller.session()).await?;
    let mut accounts = users::all_open(&tx).await?;
    accounts.retain(|(id, _)| reach.includes(*id));
    let here: HashSet<Uuid> = accounts.iter().map(|(id, _)| *id).collect();
    let mut enrolled = assignments::all(&tx).await?;
    enrolled.retain(|enrolled| here.contains(&enrolled.user_id));
    let mut finished = records::finished_since(&tx, DateTime::UNIX_EPOCH).await?;
    finished.retain(|(user, ..)| within(&reach, *user));
    let done: HashSet<(Uuid, Uuid)> = finished.iter().map(|(user, module, _)| (*user, *module)).collect();
    let open: Vec<Enrolled> = enrolled.iter().filter(|one| !done.contains(&(one.user_id, one.module_id))).copied().collect();

    let late = late(&open, now);
    let coming = coming(&open, now);
    let shown: Vec<&Enrolled> = late.iter().take(LATE_SHOWN).collect();
    let module_ids: Vec<Uuid> = shown.iter().map(|one| one.module_id).chain(coming.iter().map(|(module, ..)| *module)).collect();
    let titles = modules::titles(&tx, &module_ids).await?;
    let names = users::names(&tx, &shown.iter().map(|one| one.user_id).collect()).await?;
    let weeks = weeks(&finished, now);
    let of = |weeks: &[Week], back: usize| weeks.iter().rev().nth(back).map_or(0, |week| week.finished);
    let setup = Setup {
        look: tenants::own(&tx).await?.is_some_and(|tenant| tenant.accent.is_some()),
        people: accounts.len().saturating_sub(1),
        modules: modules::all_published(&tx).await?.len(),
        assignments: assignments::made(&tx).await?,
        finished: finished.len(),
    };
    Ok(Overview {
        at: now,
        people: accounts.len(),
        active: accounts.iter().filter(|(_, signed_in)| *signed_in).count(),
        finished_this_week: of(&weeks, 0),
        finished_last_week: of(&weeks, 1),
        late_people: late.iter().map(|one| one.user_id).collect::<HashSet<_>>().len(),
        late: late.len(),
        long_late: late.iter().filter(|one| one.due_at.is_some_and(|due| (now - due).num_days() > LONG_LATE_DAYS)).count(),
        median_days: median_days(&enrolled, &finished),
        certificates: certificates::issued(&tx).await?,
        overdue: shown.iter().filter_map(|one| overdue(one, &names, &titles, now)).collect(),
        coming: coming
            .into_iter()
            .filter_map(|(module_id, due_at, open)| {
                Some(Coming { module_id, module: titles.get(&module_id)?.clone(), due_at, open })
            })
            .collect(),
        weeks,
        setup,
    })
}

fn within(reach: &Reach, user: Uuid) -> bool {
    reach.includes(user)
}

fn overdue(one: &Enrolled, names: &HashMap<Uuid, String>, titles: &HashMap<Uuid, String>, now: DateTime<Utc>) -> Option<Overdue> {
    let due_at = one.due_at?;
    Some(Overdue {
        user_id: one.user_id,
        name: names.get(&one.user_id)?.clone(),
        module_id: one.module_id,
        module: titles.get(&one.module_id)?.clone(),
        due_at,
        days: days_late(due_at, now),
    })
}

/// What is late, the longest first.
fn late(open: &[Enrolled], now: DateTime<Utc>) -> Vec<Enrolled> {
    let mut late: Vec<Enrolled> = open.iter().filter(|one| one.due_at.is_some_and(|due| due < now)).copied().collect();
    late.sort_by_key(|one| (one.due_at, one.user_id, one.module_id));
    late
}

/// The next due dates, one line for each module and moment: how many have not finished.
fn coming(open: &[Enrolled], now: DateTime<Utc>) -> Vec<(Uuid, DateTime<Utc>, usize)> {
    let mut counted: HashMap<(DateTime<Utc>, Uuid), usize> = HashMap::new();
    for one in open {
        let Some(due) = one.due_at.filter(|due| *due >= now && (*due - now).num_days() < AHEAD_DAYS) else { continue };
        *counted.entry((due, one.module_id)).or_default() += 1;
    }
    let mut coming: Vec<_> = counted.into_iter().map(|((due, module), open)| (module, due, open)).collect();
    coming.sort_by_key(|(module, due, _)| (*due, *module));
    coming.truncate(COMING_SHOWN);
    coming
}

/// The Monday on which a week begins, in UTC.
fn monday(at: DateTime<Utc>) -> DateTime<Utc> {
    let day = at.date_naive();
    let monday = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day);
    monday.and_time(NaiveTime::MIN).and_utc()
}

/// What was finished week by week, the oldest first; this week is the last.
fn weeks(finished: &[Finished], now: DateTime<Utc>) -> Vec<Week> {
    let this = monday(now);
    let back = |weeks: u64| this.checked_sub_days(Days::new(7 * weeks)).unwrap_or(this);
    let mut weeks: Vec<Week> = (0..WEEKS as u64).rev().map(|before| Week { from: back(before), finished: 0 }).collect();
    for (.., at) in finished {
        let begins = monday(*at);
        if let Some(week) = weeks.iter_mut().find(|week| week.from == begins) {
            week.finished += 1;
        }
    }
    weeks
}

/// Whole days from being asked to having finished: the middle one, the lower of two.
fn median_days(enrolled: &[Enrolled], finished: &[Finished]) -> Option<i64> {
    let asked: HashMap<(Uuid, Uuid), DateTime<Utc>> =
        enrolled.iter().map(|one| ((one.user_id, one.module_id), one.assigned_at)).collect();
    let days = |(user, module, at): &Finished| asked.get(&(*user, *module)).map(|asked| (*at - *asked).num_days().max(0));
    let mut days: Vec<i64> = finished.iter().filter_map(days).collect();
    days.sort_unstable();
    days.get(days.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday 20 November 2026, 10:00 UTC.
    fn now() -> DateTime<Utc> {
        "2026-11-20T10:00:00Z".parse().unwrap()
    }

    fn enrolled(user: u128, module: u128, due_in_days: Option<i64>) -> Enrolled {
        let due_at = due_in_days.map(|days| now() + chrono::TimeDelta::days(days));
        let (user_id, module_id) = (Uuid::from_u128(user), Uuid::from_u128(module));
        Enrolled { user_id, module_id, due_at, assigned_at: now() - chrono::TimeDelta::days(10) }
    }

    fn finished(user: u128, module: u128, days_ago: i64) -> Finished {
        (Uuid::from_u128(user), Uuid::from_u128(module), now() - chrono::TimeDelta::days(days_ago))
    }

    #[test]
    fn weeks_begin_on_monday_and_this_one_is_the_last() {
        let weeks = weeks(&[finished(1, 1, 0), finished(2, 1, 4), finished(3, 1, 5), finished(4, 1, 500)], now());
        assert_eq!((weeks.len(), weeks[0].from.to_rfc3339().as_str()), (WEEKS, "2026-09-07T00:00:00+00:00"));
        assert_eq!((weeks[10].finished, weeks[9].finished), (2, 1));
        assert_eq!(weeks.iter().map(|week| week.finished).sum::<usize>(), 3);
    }

    #[test]
    fn the_longest_late_stands_first() {
        let late =
            late(&[enrolled(1, 1, Some(-1)), enrolled(2, 1, Some(-9)), enrolled(3, 1, Some(1)), enrolled(4, 1, None)], now());
        assert_eq!(late.iter().map(|one| one.user_id.as_u128()).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn what_comes_up_is_counted_by_module_and_day() {
        let open = [
            enrolled(1, 1, Some(3)),
            enrolled(2, 1, Some(3)),
            enrolled(3, 2, Some(2)),
            enrolled(4, 3, Some(40)),
            enrolled(5, 1, Some(-3)),
        ];
        let coming: Vec<_> = coming(&open, now()).into_iter().map(|(module, _, open)| (module.as_u128(), open)).collect();
        assert_eq!(coming, [(2, 1), (1, 2)]);
    }

    #[test]
    fn the_median_counts_those_who_were_asked() {
        let asked = [enrolled(1, 1, None), enrolled(2, 1, None), enrolled(3, 1, None)];
        assert_eq!(median_days(&asked, &[finished(1, 1, 8), finished(2, 1, 4), finished(3, 1, 1), finished(9, 1, 0)]), Some(6));
        assert_eq!(median_days(&asked, &[]), None);
    }

    #[test]
    fn five_steps_are_done_when_the_data_says_so() {
        assert_eq!((Setup::default().done(), Setup::default().total()), (0, 5));
        assert_eq!(Setup { look: true, people: 3, modules: 1, assignments: 2, finished: 0 }.done(), 4);
    }
}
