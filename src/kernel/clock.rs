//! Time as a parameter: nothing outside this file asks the system for it.

use std::sync::Mutex;

use chrono::{DateTime, Duration, DurationRound, Utc};

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time now, in whole microseconds (what PostgreSQL keeps).
    fn now(&self) -> DateTime<Utc>;

    /// Whether it goes by itself, so that it can be compared with another.
    fn goes(&self) -> bool {
        true
    }
}

/// Two clocks that differ by more say different times: moments of the law are counted in days, and a second or two is what
/// servers that keep time the usual way stay below.
pub const MOST_SKEW: Duration = Duration::seconds(2);

/// By how much another clock differs from ours, if by too much: its time was asked for between two moments of ours.
#[must_use]
pub fn skew(before: DateTime<Utc>, theirs: DateTime<Utc>, after: DateTime<Utc>) -> Option<Duration> {
    let by = if theirs < before { theirs - before } else { (theirs - after).max(Duration::zero()) };
    (by.abs() > MOST_SKEW).then_some(by)
}

/// The system's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
    fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        now.duration_trunc(Duration::microseconds(1)).unwrap_or(now)
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct StoppedClock(Mutex<DateTime<Utc>>);

impl StoppedClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn goes(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_agree_within_two_seconds_and_the_time_of_the_question() {
        let at = |millis: i64| DateTime::UNIX_EPOCH + Duration::milliseconds(millis);
        let by = |theirs: i64| skew(at(0), at(theirs), at(500)).map(|by| by.num_milliseconds());
        assert_eq!([-2_000, -1, 0, 250, 500, 2_500].map(by), [None; 6]);
        assert_eq!([-2_001, 2_501, 60_500].map(by), [Some(-2_001), Some(2_001), Some(60_000)]);
    }
}
