//! Words that several of the learner's pages say.

use chrono::{DateTime, Utc};

use crate::kernel::html::Shell;

/// Days ahead for which a due date is said in days.
const NEAR_DAYS: i64 = 7;

/// A due date in words, with its tone: in days of the workspace's time zone, where it ends.
pub fn due(shell: &Shell, due_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> (&'static str, String) {
    let Some(due) = due_at else { return ("none", shell.t("learn-due-none")) };
    if due < now {
        return ("bad", shell.tn("learn-due-late", (now - due).num_days().max(1)));
    }
    match (shell.day_here(due) - shell.day_here(now)).num_days() {
        0 => ("warn", shell.t("learn-due-today")),
        1 => ("warn", shell.t("learn-due-tomorrow")),
        days @ ..=NEAR_DAYS => ("info", shell.tn("learn-due-in", days)),
        _ => ("none", shell.ta("learn-due-date", &[("date", shell.due_day(due, now).as_str())])),
    }
}

/// A time of day where the workspace is, with its zone: `10:00 (Europe/Berlin)`.
pub fn time(shell: &Shell, at: DateTime<Utc>) -> String {
    format!("{} ({})", shell.time_here(at), shell.zone.name())
}

/// The clock of an attempt, for the macro that shows it.
pub struct Clock {
    /// When it ends, for programs.
    pub end: String,
    /// When it ends, in words.
    pub until: String,
    /// The server's time, for programs.
    pub now: String,
}

/// The clock of an attempt that ends.
pub fn clock(shell: &Shell, deadline: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Clock> {
    let end = deadline?;
    let until = shell.ta("learn-quiz-time-until", &[("time", shell.time_here(end).as_str())]);
    Some(Clock { end: shell.iso(end), until, now: shell.iso(now) })
}

/// Points as people write them: without a fraction that is nothing, with a comma where the language has one. They are cut off
/// after two digits, never rounded up: what is not enough does not read as enough.
#[must_use]
pub fn points(shell: &Shell, points: f64) -> String {
    // They are kept in millionths, so that rounding to those changes nothing but the noise of the type.
    let hundredths = ((points * 1_000_000.0).round() / 10_000.0).floor();
    let text = format!("{:.2}", hundredths / 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if shell.lang() == "de" { text.replace('.', ",") } else { text.to_owned() }
}

/// HTML of a question as one line of text.
pub fn plain(html: &str, most_characters: usize) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most_characters {
        return line;
    }
    let cut: String = line.chars().take(most_characters).collect();
    format!("{} …", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::i18n::Locale;

    #[test]
    fn a_question_becomes_a_line() {
        assert_eq!(plain("<p>What is <em>2 &lt; 3</em>?</p>\n<p>Say.</p>", 80), "What is 2 < 3 ? Say.");
        assert_eq!(plain("<p>abcdef</p>", 3), "abc …");
    }

    #[test]
    fn points_are_written_as_the_language_does() {
        let of = |locale, number| points(&Shell::public(locale, "/"), number);
        assert_eq!(
            (of(Locale::En, 7.5), of(Locale::De, 7.5), of(Locale::En, 10.0), of(Locale::En, 0.333_333)),
            ("7.5".into(), "7,5".into(), "10".into(), "0.33".into())
        );
        let cut = [79.96, 79.996, 79.999_999, 0.29, 0.57, 1.0, 0.0].map(|number| of(Locale::En, number));
        assert_eq!(cut, ["79.96", "79.99", "79.99", "0.29", "0.57", "1", "0"]);
    }

    #[test]
    fn a_due_date_is_said_as_it_comes_near() {
        let shell = Shell::public(Locale::En, "/");
        let now: DateTime<Utc> = "2026-11-20T10:00:00Z".parse().unwrap();
        let tone = |hours| due(&shell, Some(now + chrono::TimeDelta::hours(hours)), now).0;
        assert_eq!([tone(-1), tone(1), tone(20), tone(100), tone(1000)], ["bad", "warn", "warn", "info", "none"]);
        assert_eq!(due(&shell, None, now).0, "none");
    }

    #[test]
    fn a_due_date_is_a_day_where_the_workspace_is() {
        // The end of 3 December, as a workspace in that zone sets it.
        for (zone, end) in [("America/New_York", "2026-12-04T04:59:59Z"), ("Asia/Tokyo", "2026-12-03T14:59:59Z")] {
            let shell = Shell { zone: zone.parse().unwrap(), ..Shell::public(Locale::En, "/") };
            let end: DateTime<Utc> = end.parse().unwrap();
            let before = |hours| due(&shell, Some(end), end - chrono::TimeDelta::hours(hours)).1;
            assert!(before(24 * 14).contains("3 Dec"), "{zone}: {}", before(24 * 14));
            assert_eq!(before(23), shell.t("learn-due-today"), "{zone}");
            assert_eq!([before(24), before(47)], [shell.t("learn-due-tomorrow"), shell.t("learn-due-tomorrow")], "{zone}");
            assert_eq!((shell.due_date(end), shell.due_day(end, end)), ("3 Dec 2026".to_owned(), "3 Dec".to_owned()), "{zone}");
            let later = end + chrono::TimeDelta::days(29);
            assert_eq!(shell.due_day(end, later), "3 Dec 2026", "{zone}: another year");
            assert_eq!(shell.day_time_here(end, later), "3 Dec 2026, 23:59", "{zone}");
            assert_eq!(shell.day_time_here(end, end), "3 Dec, 23:59", "{zone}");
        }
    }
}
