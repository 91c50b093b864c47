//! The clock of the demo: it is set to a day and goes on from there as time does, so that what takes time takes it here, too.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, Duration, DurationRound as _, Utc};

use crate::kernel::clock::Clock;

/// A clock that is set and goes on from there.
#[derive(Debug)]
pub struct SetClock(Mutex<Hands>);

#[derive(Clone, Copy, Debug)]
struct Hands {
    set_to: DateTime<Utc>,
    since: Instant,
}

impl SetClock {
    /// A clock that shows `now`.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(Hands { set_to: now, since: Instant::now() }))
    }

    /// Sets the clock; set to the same moment once more, it goes on.
    pub fn set(&self, moment: DateTime<Utc>) {
        let mut hands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hands.set_to != moment {
            *hands = Hands { set_to: moment, since: Instant::now() };
        }
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        let hands = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = hands.set_to + Duration::from_std(hands.since.elapsed()).unwrap_or_default();
        now.duration_trunc(Duration::microseconds(1)).unwrap_or(now)
    }

    /// It shows another day than the database does.
    fn goes(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_from_where_it_was_set() {
        let (noon, later) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + Duration::days(1));
        let clock = SetClock::at(noon);
        let first = clock.now();
        clock.set(noon);
        assert!(first >= noon && clock.now() >= first, "set to the same moment it does not go back");
        clock.set(later);
        assert!(clock.now() >= later);
        clock.set(noon);
        assert!(clock.now() < later);
    }
}
