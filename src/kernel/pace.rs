//! An even pace through all tenants. What looks after each of them now and then does it between the requests, and not all at
//! once at the start of a server or on the hour: with 5,000 tenants that took seconds of the database from everybody else.

use std::time::Duration;

use tokio::time::Instant;

/// Between two tenants it rests at most this long: with few of them nobody waits for a sweep.
const LONGEST_REST: Duration = Duration::from_millis(100);

/// A way through all tenants, and when the next of them is due.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    due: Instant,
    each: Duration,
}

impl Pace {
    /// Goes through so many in this time, the work itself counted, or as soon as the work allows; no time at all is without rest.
    #[must_use]
    pub fn over(time: Duration, count: usize) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
        Self { due: Instant::now(), each: (time / count).min(LONGEST_REST) }
    }

    /// One is done: rests until the next is due. Whoever is late does not rest now, and rests after the next as ever: what one
    /// slow tenant cost is not taken from the others at a run.
    pub async fn rest(&mut self) {
        self.due = (self.due + self.each).max(Instant::now());
        tokio::time::sleep_until(self.due).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_gone_through_in_the_time_and_few_without_delay() {
        let minute = Duration::from_secs(60);
        assert_eq!(Pace::over(minute, 5_000).each, Duration::from_millis(12));
        assert_eq!(Pace::over(minute, 3).each, LONGEST_REST);
        assert_eq!(Pace::over(minute, 0).each, LONGEST_REST);
        assert_eq!(Pace::over(Duration::ZERO, 5_000).each, Duration::ZERO);
    }

    #[tokio::test]
    async fn whoever_is_late_does_not_rest_and_does_not_run_to_catch_up() {
        let began = Instant::now();
        let mut pace = Pace { due: began, each: Duration::from_millis(20) };
        pace.rest().await;
        assert!(began.elapsed() >= Duration::from_millis(20));
        pace.due = began.checked_sub(Duration::from_secs(9)).expect("a machine that runs for nine seconds");
        let late = Instant::now();
        pace.rest().await;
        assert!(late.elapsed() < Duration::from_secs(1), "nine seconds late");
        assert!(pace.due >= late, "the next is due a step after now, and not nine seconds ago");
    }
}
