//! An even pace through all tenants. What looks after each of them now and then does it between the requests, and not all at
//! once at the start of a server or on the hour: with 5,000 tenants that took seconds of the database from everybody else.

use std::time::Duration;

/// Between two tenants it rests at most this long: with few of them nobody waits for a sweep.
const LONGEST_REST: Duration = Duration::from_millis(100);

/// How long to rest between two tenants.
#[derive(Clone, Copy, Debug)]
pub struct Pace(Duration);

impl Pace {
    /// Goes through so many in about this time, the work itself not counted; no time at all is without rest.
    #[must_use]
    pub fn over(time: Duration, count: usize) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
        Self((time / count).min(LONGEST_REST))
    }

    /// Rests before the next.
    pub async fn rest(self) {
        if !self.0.is_zero() {
            tokio::time::sleep(self.0).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_gone_through_in_the_time_and_few_without_delay() {
        let minute = Duration::from_secs(60);
        assert_eq!(Pace::over(minute, 5_000).0, Duration::from_millis(12));
        assert_eq!(Pace::over(minute, 3).0, LONGEST_REST);
        assert_eq!(Pace::over(minute, 0).0, LONGEST_REST);
        assert_eq!(Pace::over(Duration::ZERO, 5_000).0, Duration::ZERO);
    }
}
