//! Dates, numbers and sizes as a language writes them. Times are UTC and say so: they are evidence. A day may also be one of
//! the workspace's time zone: due dates end there.

use chrono::{DateTime, Datelike, Timelike, Utc};
use fluent_bundle::FluentValue;

use super::{Locale, Texts};

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_DE: [&str; 12] = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];

impl Texts {
    /// A day: `20 Nov 2026`, `20. Nov. 2026`.
    #[must_use]
    pub fn date(&self, at: impl Datelike) -> String {
        format!("{} {}", self.day_and_month(&at), at.year())
    }

    /// A day of this year: `20 Nov`, `20. Nov.`.
    #[must_use]
    pub fn day(&self, at: impl Datelike) -> String {
        self.day_and_month(&at)
    }

    fn day_and_month(self, at: &impl Datelike) -> String {
        let month = at.month0() as usize;
        match self.locale {
            Locale::En => format!("{} {}", at.day(), MONTHS_EN.get(month).unwrap_or(&"")),
            Locale::De => format!("{}. {}", at.day(), MONTHS_DE.get(month).unwrap_or(&"")),
        }
    }

    /// A time of day: `09:00 UTC`.
    #[must_use]
    pub fn time(&self, at: DateTime<Utc>) -> String {
        format!("{:02}:{:02} UTC", at.hour(), at.minute())
    }

    /// A moment of this year: `20 Nov, 09:00 UTC`.
    #[must_use]
    pub fn date_time(&self, at: DateTime<Utc>) -> String {
        format!("{}, {}", self.day(at), self.time(at))
    }

    /// A moment as evidence: `20 Nov 2026, 09:00:05 UTC`.
    #[must_use]
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        format!("{}, {:02}:{:02}:{:02} UTC", self.date(at), at.hour(), at.minute(), at.second())
    }

    /// A number with its thousands set apart: `12,500`, `12.500`.
    #[must_use]
    pub fn number(&self, n: i64) -> String {
        grouped(n, if self.locale == Locale::De { '.' } else { ',' })
    }

    /// A share in whole percent: `55%`; in German `55 %`, not broken over two lines.
    #[must_use]
    pub fn percent(&self, percent: i64) -> String {
        let gap = if self.locale() == Locale::De { "\u{a0}" } else { "" };
        format!("{}{gap}%", self.number(percent))
    }

    /// A size: `210 kB`, `1.2 MB`.
    #[must_use]
    pub fn bytes(&self, bytes: u64) -> String {
        const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
        if bytes < 1000 {
            return format!("{bytes}\u{a0}B");
        }
        let mut tenths = u128::from(bytes) / 100;
        let mut unit = 0;
        while tenths >= 10_000 && unit + 1 < UNITS.len() {
            tenths /= 1000;
            unit += 1;
        }
        let point = if self.locale == Locale::De { ',' } else { '.' };
        let unit = UNITS.get(unit).unwrap_or(&"");
        if tenths >= 100 {
            format!("{}\u{a0}{unit}", tenths / 10)
        } else {
            format!("{}{point}{}\u{a0}{unit}", tenths / 10, tenths % 10)
        }
    }

    /// A length of time: `45 s`, `18 min`, `2 h 10 min`.
    #[must_use]
    pub fn duration(&self, seconds: i64) -> String {
        match seconds {
            ..60 => format!("{}\u{a0}s", seconds.max(0)),
            60..3600 => format!("{}\u{a0}min", seconds / 60),
            _ if seconds % 3600 < 60 => format!("{}\u{a0}h", self.number(seconds / 3600)),
            _ => format!("{}\u{a0}h {}\u{a0}min", self.number(seconds / 3600), seconds % 3600 / 60),
        }
    }
}

/// Whole numbers inside texts are grouped too; fractions stay as Fluent writes them.
#[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits: checked on the line above")]
pub(super) fn fluent_number(value: &FluentValue<'_>, separator: char) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 && number.value.abs() < 9e15 => {
            Some(grouped(number.value as i64, separator))
        }
        _ => None,
    }
}

fn grouped(n: i64, separator: char) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
