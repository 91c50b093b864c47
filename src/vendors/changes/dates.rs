//! From when a change can take effect for a customer, and until when an objection counts. The two are one moment as long as a
//! change waits for its notice; in an emergency they are not.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::change_notice;
use serde::Serialize;

use super::clock::Earliest;
use super::model::Clock;
use super::store;

/// The dates of a notice for one customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = NoticeDates)]
pub struct Dates {
    /// The first moment at which the change can take effect for the customer; absent until somebody there was reached.
    pub earliest: Option<DateTime<Utc>>,
    /// In an emergency, until when an objection counts although the change is in force; absent until somebody there was
    /// reached.
    pub objections_until: Option<DateTime<Utc>>,
}

impl Dates {
    /// The dates of a notice in a workspace that is in this zone now.
    #[must_use]
    pub fn of(row: &change_notice::Model, zone_now: Tz) -> Self {
        Self::from(row.emergency, row.reached_at, &store::clock(row, zone_now))
    }

    /// The dates that a clock stands for. The days run from when somebody was reached; an emergency waits for that alone.
    #[must_use]
    pub fn from(emergency: bool, reached_at: Option<DateTime<Utc>>, clock: &Clock) -> Self {
        let end = Some(clock.earliest.at());
        match reached_at {
            None => Self::default(),
            Some(_) if emergency => Self { earliest: reached_at, objections_until: end },
            Some(_) => Self { earliest: end, objections_until: None },
        }
    }

    /// The end of the days in which an objection keeps the change away.
    #[must_use]
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.objections_until.or(self.earliest)
    }
}

/// Whether a notice runs at a moment, so that an objection that arrives then counts and whoever was not reached is written to
/// again: until the change is in force for the customer. An emergency is in force before the days have run: it runs on until
/// they have, and they do not end before somebody was reached.
#[must_use]
pub fn runs(
    emergency: bool,
    reached_at: Option<DateTime<Utc>>,
    activated_at: Option<DateTime<Utc>>,
    end: DateTime<Utc>,
    then: DateTime<Utc>,
) -> bool {
    activated_at.is_none_or(|start| then < start) || (emergency && (reached_at.is_none() || then < end))
}

/// The clocks of all customers together.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct Clocks {
    /// Customers for whom the start waits.
    pub customers: usize,
    /// Of these, those of whom at least one contact was reached.
    pub reached: usize,
    /// Of these, those who object.
    pub objecting: usize,
    /// The first moment at which the change can start for all of them: in an emergency, when they were told.
    pub earliest: Option<DateTime<Utc>>,
    /// In an emergency, until when objections count although it has started: the last end of all.
    pub objections_until: Option<DateTime<Utc>>,
    /// Customers for whom it is not in force yet although nobody waits for them: their workspace was opened after the notice,
    /// they do not use the vendor, their days run on, or they object.
    pub later: usize,
}

impl Clocks {
    /// The clocks of those for whom the start waits, of a change that was told then, and of how many others it is not in force.
    #[must_use]
    pub fn together(clocks: &[Clock], later: usize, emergency: bool, told_at: Option<DateTime<Utc>>) -> Self {
        let end = clocks.iter().map(|clock| clock.earliest).max().map(Earliest::at);
        Self {
            later,
            customers: clocks.len(),
            reached: clocks.iter().filter(|clock| clock.is_reached).count(),
            objecting: clocks.iter().filter(|clock| clock.has_objection).count(),
            earliest: if emergency { told_at } else { end },
            objections_until: end.filter(|_| emergency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::clock::{LEAST_DAYS, Sent};
    use super::*;

    #[test]
    fn an_emergency_runs_on_after_its_start_until_somebody_was_reached_and_the_days_have_run() {
        let at = |hour: u32| format!("2026-06-01T{hour:02}:00:00Z").parse::<DateTime<Utc>>().unwrap();
        let (told, start, end) = (Some(at(1)), Some(at(5)), at(9));
        for emergency in [false, true] {
            assert!(runs(emergency, told, None, end, at(20)), "not in force");
            assert!(runs(emergency, told, start, end, at(4)), "it arrived before the start");
        }
        assert!(!runs(false, told, start, end, at(5)) && !runs(false, None, start, end, at(5)), "in force, it is over");
        assert!(runs(true, told, start, end, at(8)) && !runs(true, told, start, end, at(9)), "in an emergency the days run on");
        assert!(runs(true, None, start, end, at(20)), "and have no end before somebody was reached");
    }

    #[test]
    fn a_date_is_given_once_somebody_is_reached_and_says_one_thing() {
        let at: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let earliest = Earliest::of(Sent { at, days: LEAST_DAYS, zone: Tz::UTC });
        let clock = Clock { earliest, is_told: true, is_reached: true, has_objection: false };
        for emergency in [false, true] {
            assert_eq!(Dates::from(emergency, None, &clock), Dates::default());
        }
        let end = Some(earliest.at());
        let calm = Dates::from(false, Some(at), &clock);
        assert_eq!((calm.earliest, calm.objections_until, calm.end()), (end, None, end));
        let urgent = Dates::from(true, Some(at), &clock);
        assert_eq!((urgent.earliest, urgent.objections_until, urgent.end()), (Some(at), end, end));
        let together = |emergency| Clocks::together(&[clock], 0, emergency, Some(at));
        assert_eq!((together(false).earliest, together(false).objections_until), (end, None));
        assert_eq!((together(true).earliest, together(true).objections_until), (Some(at), end));
    }
}
