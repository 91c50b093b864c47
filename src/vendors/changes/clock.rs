//! The days of a notice (M-5.6): when a change may start for a customer, and never earlier.
//!
//! A day means two things: 24 hours, and the same time tomorrow where the customer is. Around the nights in which clocks are
//! put forward or back the two differ by an hour; the later moment counts.

use chrono::{DateTime, Days, Duration, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// A notice stands at least so many days before the change starts (M-5.6).
pub const LEAST_DAYS: u16 = 30;

/// A notice may ask for at most so many days: a year.
pub const MOST_DAYS: u16 = 366;

/// Clocks that are put forward skip less than so many minutes: islands that crossed the date line skipped a day.
const LONGEST_GAP_MINUTES: i64 = 26 * 60;

/// A notice as it was sent: when, for how long, and in which time zone its reader lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    pub(super) at: DateTime<Utc>,
    pub(super) days: u16,
    pub(super) zone: Tz,
}

/// The first moment at which a change may start for a customer. There is none without a notice that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Earliest(DateTime<Utc>);

impl Earliest {
    /// The end of a notice: the later of so many times 24 hours, and the same time of day so many days later.
    #[must_use]
    pub fn of(sent: Sent) -> Self {
        let days = sent.days.max(LEAST_DAYS);
        let by_hours = sent.at + Duration::hours(24 * i64::from(days));
        let local = sent.at.with_timezone(&sent.zone).naive_local();
        let by_calendar = local.checked_add_days(Days::new(days.into())).and_then(|then| last_at(sent.zone, then));
        Self(by_calendar.map_or(by_hours, |by_calendar| by_calendar.max(by_hours)))
    }

    /// An end that was told before and is kept in a notice.
    pub(super) const fn kept(at: DateTime<Utc>) -> Self {
        Self(at)
    }

    /// The moment.
    #[must_use]
    pub fn at(self) -> DateTime<Utc> {
        self.0
    }
}

/// The moment when clocks in a zone show a time: the later one when they show it twice, the first after the gap when they
/// skip it.
fn last_at(zone: Tz, time: NaiveDateTime) -> Option<DateTime<Utc>> {
    let shown = |time: NaiveDateTime| zone.from_local_datetime(&time).latest().map(|at| at.with_timezone(&Utc));
    (0..=LONGEST_GAP_MINUTES).find_map(|minutes| shown(time.checked_add_signed(Duration::minutes(minutes))?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::model::{Clock, State, holds_for, may_start};
    use super::*;
    use crate::kernel::error::Error;

    fn earliest(at: &str, zone: Tz) -> String {
        let at = at.parse().unwrap();
        Earliest::of(Sent { at, days: LEAST_DAYS, zone }).at().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    #[test]
    fn a_notice_runs_over_the_nights_in_which_clocks_are_put() {
        assert_eq!(
            earliest("2026-03-10T11:00:00Z", Tz::Europe__Berlin),
            "2026-04-09T11:00:00Z",
            "an hour is lost: the hours count"
        );
        assert_eq!(
            earliest("2026-10-10T10:00:00Z", Tz::Europe__Berlin),
            "2026-11-09T11:00:00Z",
            "an hour is won: the calendar counts"
        );
        assert_eq!(earliest("2026-06-01T12:00:00Z", Tz::Europe__Berlin), "2026-07-01T12:00:00Z");
    }

    #[test]
    fn a_time_that_clocks_skip_or_show_twice_is_taken_late() {
        // 2026-03-29, 02:30 does not exist in Berlin, and 2026-10-25, 02:30 does so twice.
        assert_eq!(earliest("2026-02-27T01:30:00Z", Tz::Europe__Berlin), "2026-03-29T01:30:00Z");
        assert_eq!(earliest("2026-09-25T00:30:00Z", Tz::Europe__Berlin), "2026-10-25T01:30:00Z");
        assert_eq!(earliest("2011-11-30T22:00:00Z", Tz::Pacific__Apia), "2011-12-30T22:00:00Z", "an island skipped the 30th");
    }

    #[test]
    fn a_leap_day_is_a_day() {
        assert_eq!(earliest("2028-01-30T09:00:00Z", Tz::Europe__Ljubljana), "2028-02-29T09:00:00Z");
        assert_eq!(earliest("2027-01-30T09:00:00Z", Tz::Europe__Ljubljana), "2027-03-01T09:00:00Z");
    }

    #[test]
    fn fewer_days_than_promised_are_not_possible() {
        let sent = |days| Sent { at: "2026-06-01T12:00:00Z".parse().unwrap(), days, zone: Tz::UTC };
        assert_eq!(Earliest::of(sent(1)), Earliest::of(sent(LEAST_DAYS)));
        assert!(Earliest::of(sent(45)) > Earliest::of(sent(44)));
    }

    proptest! {
        // So many pairs of moment and zone are asked for; one second is enough for them.
        #![proptest_config(ProptestConfig { cases: 120_000, ..ProptestConfig::default() })]
        #[test]
        fn no_change_starts_early(second in 0_i64..4_102_444_800, zone in 0..chrono_tz::TZ_VARIANTS.len(), other in 0..chrono_tz::TZ_VARIANTS.len(), days in 0_u16..=MOST_DAYS) {
            let (at, zone) = (DateTime::from_timestamp(second, 0).unwrap(), chrono_tz::TZ_VARIANTS[zone]);
            let promised = days.max(LEAST_DAYS);
            let end = Earliest::of(Sent { at, days, zone }).at();
            prop_assert!(end - at >= Duration::hours(24 * i64::from(promised)), "hours: {at} {zone}");
            let then = at.with_timezone(&zone).naive_local() + Days::new(promised.into());
            prop_assert!(end.with_timezone(&zone).naive_local() >= then, "calendar: {at} {zone}");
            prop_assert!(end - at <= Duration::hours(24 * i64::from(promised) + 26), "not much later: {at} {zone}");
            // What lets a change start is asked, too: in this zone, and after the workspace has moved to another one.
            let moved = Earliest::of(Sent { at, days, zone }).max(Earliest::of(Sent { at, days, zone: chrono_tz::TZ_VARIANTS[other] }));
            for earliest in [Earliest::of(Sent { at, days, zone }), moved] {
                let clock = Clock { earliest, is_told: true, is_reached: true, has_objection: false };
                let starts = |now| may_start(State::Noticed, false, &[clock], now);
                let holds = |now| holds_for(false, &clock, now);
                let (before, end) = (earliest.at() - Duration::microseconds(1), earliest.at());
                let told = match starts(before) {
                    Err(Error::TooEarly { earliest, .. }) => Some(earliest),
                    _ => None,
                };
                prop_assert_eq!(told, Some(end), "a microsecond early: {} {}", at, zone);
                prop_assert!(!holds(before), "in force a microsecond early: {at} {zone}");
                prop_assert!(starts(end).is_ok() && holds(end), "not at its end: {at} {zone}");
            }
        }
    }
}
