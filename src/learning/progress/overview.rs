//! The overview: what is late, what was finished week by week, and what is left to set up. All of it is computed.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday};
use chrono_tz::Tz;
use serde::Serialize;
use uuid::Uuid;

use super::model::days_late;
use super::policy::ReadProgress;
use super::store::{self, Late};
use crate::kernel::authz::{Authorized, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::{assignments, certificates, modules};
use crate::people::{tenants, users};

/// Weeks in the chart, this one included.
pub const WEEKS: usize = 11;
/// Late people on the page.
const LATE_SHOWN: u64 = 6;
/// Due dates that come up on the page.
const COMING_SHOWN: u64 = 4;
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
    /// Open accounts of learners.
    pub learners: usize,
    /// Open accounts of learners whose person has signed in.
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
    /// Days from being asked to having finished, the middle one of the 10,000 that were finished last.
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
    /// When its Monday begins in the workspace's time zone.
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
    /// Assignments that were made; of an instructor, those that reached their groups.
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

/// The overview. Of an instructor: their groups only. About 20 queries, each of which counts or reads a few rows, however
/// large the workspace.
///
/// # Errors
/// When the database fails.
pub async fn overview(caller: &Authorized<ReadProgress>) -> Result<Overview, Error> {
    let (tx, session) = (caller.read().await?, caller.session());
    let now = tx.now();
    let counted = users::count_open(&tx, session).await?;
    let (late, late_people) = store::count_late(&tx, session, now).await?;
    let (long_late, _) = store::count_late(&tx, session, now - TimeDelta::days(LONG_LATE_DAYS + 1)).await?;
    let shown = store::longest_late(&tx, session, LATE_SHOWN).await?;
    let coming = store::coming(&tx, session, now + TimeDelta::days(AHEAD_DAYS), COMING_SHOWN).await?;
    let module_ids: Vec<Uuid> =
        shown.iter().map(|(_, module, _)| *module).chain(coming.iter().map(|(module, ..)| *module)).collect();
    let titles = modules::published_titles(&tx, &module_ids).await?;
    let names = users::names(&tx, &shown.iter().map(|(user, ..)| *user).collect()).await?;
    let workspace = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let weeks = weeks(&tx, session).await?;
    let of = |back: usize| weeks.iter().rev().nth(back).map_or(0, |week| week.finished);
    let setup = Setup {
        look: workspace.accent.is_some(),
        people: counted.people.saturating_sub(1),
        modules: modules::count_published(&tx).await?,
        assignments: assignments::made(&tx, session).await?,
        finished: store::finished_since(&tx, session, DateTime::UNIX_EPOCH).await?,
    };
    Ok(Overview {
        at: now,
        people: counted.people,
        learners: counted.learners,
        active: counted.active_learners,
        finished_this_week: of(0),
        finished_last_week: of(1),
        late_people,
        late,
        long_late,
        median_days: median_days(&store::asked_and_finished(&tx, session).await?),
        certificates: certificates::issued(&tx, session).await?,
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

fn overdue(one: &Late, names: &HashMap<Uuid, String>, titles: &HashMap<Uuid, String>, now: DateTime<Utc>) -> Option<Overdue> {
    let (user_id, module_id, due_at) = *one;
    let (name, module) = (names.get(&user_id)?.clone(), titles.get(&module_id)?.clone());
    Some(Overdue { user_id, name, module_id, module, due_at, days: days_late(due_at, now) })
}

/// The Monday on which a week begins.
fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).checked_first_day().unwrap_or(day)
}

/// When a day begins in a zone: at midnight, or when clocks that are put forward skip it, as soon as it is that day.
fn beginning(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let hours = (0..24).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    let first = hours.filter_map(|time| zone.from_local_datetime(&time).earliest()).next();
    first.map_or_else(|| day.and_time(NaiveTime::MIN).and_utc(), |first| first.to_utc())
}

/// The beginnings of the weeks of the chart where the workspace is, the oldest first; this week is the last.
fn mondays(now: DateTime<Utc>, zone: Tz) -> Vec<DateTime<Utc>> {
    let this = monday(now.with_timezone(&zone).date_naive());
    let back = |weeks: u64| beginning(this.checked_sub_days(Days::new(7 * weeks)).unwrap_or(this), zone);
    (0..WEEKS as u64).rev().map(back).collect()
}

/// What was finished week by week: the difference of what was finished since one Monday and since the next.
async fn weeks(tx: &TenantTx, session: &Session) -> Result<Vec<Week>, Error> {
    let mut weeks = Vec::with_capacity(WEEKS);
    let mut later = 0;
    for from in mondays(tx.now(), session.workspace.zone).into_iter().rev() {
        let since = store::finished_since(tx, session, from).await?;
        weeks.push(Week { from, finished: since.saturating_sub(later) });
        later = since;
    }
    weeks.reverse();
    Ok(weeks)
}

/// Whole days from being asked to having finished: the middle one, the lower of two.
fn median_days(asked_and_finished: &[(DateTime<Utc>, DateTime<Utc>)]) -> Option<i64> {
    let mut days: Vec<i64> = asked_and_finished.iter().map(|(asked, finished)| (*finished - *asked).num_days().max(0)).collect();
    days.sort_unstable();
    days.get(days.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_this_one_is_the_last() {
        // Friday.
        let mondays = mondays("2026-11-20T10:00:00Z".parse().unwrap(), Tz::UTC);
        assert_eq!((mondays.len(), mondays[0].to_rfc3339().as_str()), (WEEKS, "2026-09-07T00:00:00+00:00"));
        assert_eq!(mondays[10].to_rfc3339(), "2026-11-16T00:00:00+00:00");
    }

    #[test]
    fn a_week_begins_where_the_workspace_is() {
        // Sunday evening in London is Monday morning in Tokyo.
        let now: DateTime<Utc> = "2026-11-22T16:00:00Z".parse().unwrap();
        let this = |zone: Tz| mondays(now, zone)[WEEKS - 1].to_rfc3339();
        assert_eq!(this(Tz::Asia__Tokyo), "2026-11-22T15:00:00+00:00");
        assert_eq!(this(Tz::Europe__London), "2026-11-16T00:00:00+00:00");
        // Clocks were put back in October, and in Beirut they are put forward at midnight.
        assert_eq!(mondays(now, Tz::Europe__Berlin)[0].to_rfc3339(), "2026-09-06T22:00:00+00:00");
        let day = |zone: Tz, day: &str| beginning(day.parse().unwrap(), zone).with_timezone(&zone).to_rfc3339();
        assert_eq!(day(Tz::Asia__Beirut, "2026-03-29"), "2026-03-29T01:00:00+03:00");
    }

    #[test]
    fn the_median_is_the_lower_of_two() {
        let days = |days: i64| (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + TimeDelta::days(days));
        assert_eq!(median_days(&[days(9), days(2), days(6)]), Some(6));
        assert_eq!(median_days(&[days(9), days(2), days(6), days(4)]), Some(4));
        assert_eq!((median_days(&[]), median_days(&[days(-3)])), (None, Some(0)));
    }

    #[test]
    fn five_steps_are_done_when_the_data_says_so() {
        assert_eq!((Setup::default().done(), Setup::default().total()), (0, 5));
        assert_eq!(Setup { look: true, people: 3, modules: 1, assignments: 2, finished: 0 }.done(), 4);
    }
}
