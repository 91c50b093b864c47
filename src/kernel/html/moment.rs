//! A day and a time as a form sends them.

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// The moment of a `datetime-local` field in a zone; none for what is no day and time, or one that the clocks there leave out.
/// A time that they show twice is the earlier one.
#[must_use]
pub fn local_moment(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M").ok()?;
    Some(zone.from_local_datetime(&local).earliest()?.to_utc())
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::local_moment;

    #[test]
    fn a_time_that_clocks_show_twice_is_the_earlier_one() {
        let read = |text| local_moment(text, Berlin).map(|at| at.to_rfc3339());
        assert_eq!(read(" 2026-10-25T02:30 ").as_deref(), Some("2026-10-25T00:30:00+00:00"));
        assert_eq!(read("2026-03-29T02:30"), None, "there is no such time");
        assert_eq!(read("25.10.2026"), None);
    }
}
