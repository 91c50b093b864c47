//! Invitations for calendars (RFC 5545, RFC 5546): one event with a start, in UTC, so that no table of time zones is needed.
//!
//! The format is lines of `NAME:value`; writing them takes less than a library would to explain. What matters is kept by
//! tests: escaping, folding at 75 octets without cutting a letter, CRLF, a stable UID and a SEQUENCE that grows.

use chrono::{DateTime, Duration, Utc};

/// A line has at most so many octets, its end not counted (RFC 5545, 3.1).
const MOST_OCTETS: usize = 75;

/// What the calendar is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// There is a meeting, or it has moved.
    Request,
    /// It will not be.
    Cancel,
}

impl Method {
    /// The word of RFC 5546.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A person or an address in an invitation.
#[derive(Clone, Debug)]
pub struct Party {
    /// The name.
    pub name: String,
    /// The bare address.
    pub email: String,
}

/// An invitation.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What the calendar is told.
    pub method: Method,
    /// Stays the same over all changes.
    pub uid: String,
    /// Grows with every change.
    pub sequence: i32,
    /// When this was written.
    pub written_at: DateTime<Utc>,
    /// When the meeting starts.
    pub starts_at: DateTime<Utc>,
    /// How long it takes.
    pub minutes_long: i32,
    /// What stands in the calendar.
    pub summary: String,
    /// More words.
    pub description: String,
    /// Where.
    pub location: String,
    /// Who invites.
    pub organizer: Party,
    /// Who is invited.
    pub attendee: Party,
}

impl Invitation {
    /// The invitation as a file.
    #[must_use]
    pub fn text(&self) -> String {
        let ends_at = self.starts_at + Duration::minutes(self.minutes_long.into());
        let status = if self.method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" };
        // A day before, as the mail does; a cancelled meeting rings no bell.
        let alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D"].map(str::to_owned).into_iter();
        let alarm = alarm.chain([format!("DESCRIPTION:{}", escaped(&self.summary)), "END:VALARM".to_owned()]);
        let alarm = alarm.filter(|_| self.method == Method::Request);
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Tutela//Review meetings//EN".to_owned(),
            "CALSCALE:GREGORIAN".to_owned(),
            format!("METHOD:{}", self.method.as_str()),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&self.uid)),
            format!("SEQUENCE:{}", self.sequence),
            format!("DTSTAMP:{}", moment(self.written_at)),
            format!("DTSTART:{}", moment(self.starts_at)),
            format!("DTEND:{}", moment(ends_at)),
            format!("SUMMARY:{}", escaped(&self.summary)),
            format!("DESCRIPTION:{}", escaped(&self.description)),
            format!("LOCATION:{}", escaped(&self.location)),
            format!("ORGANIZER;CN={}:mailto:{}", quoted(&self.organizer.name), address(&self.organizer.email)),
            format!(
                "ATTENDEE;CN={};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{}",
                quoted(&self.attendee.name),
                address(&self.attendee.email)
            ),
            format!("STATUS:{status}"),
            "TRANSP:OPAQUE".to_owned(),
        ];
        let end = ["END:VEVENT", "END:VCALENDAR"].map(str::to_owned);
        lines.into_iter().chain(alarm).chain(end).map(|line| folded(&line)).collect()
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' | '\r' => safe.push_str("\\n"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// A text as a parameter (RFC 5545, 3.2): quotation marks cannot stand in it.
fn quoted(text: &str) -> String {
    let safe: String = text.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{safe}\"")
}

/// A bare address; what does not belong into one is left out.
fn address(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !"\",;:\\<>".contains(*c)).collect()
}

/// A line cut into pieces that continue with a space, each of whole letters.
fn folded(line: &str) -> String {
    let (mut text, mut octets) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if octets + c.len_utf8() > MOST_OCTETS {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn invitation(summary: &str) -> Invitation {
        Invitation {
            method: Method::Request,
            uid: "7@tutela.example".to_owned(),
            sequence: 2,
            written_at: "2026-03-02T08:00:00Z".parse().unwrap(),
            starts_at: "2026-03-29T00:30:00Z".parse().unwrap(),
            minutes_long: 45,
            summary: summary.to_owned(),
            description: "Line one\nLine two".to_owned(),
            location: "Room 1; second floor, left".to_owned(),
            organizer: Party { name: "Tutela \"Ops\"".to_owned(), email: "ops@tutela.example".to_owned() },
            attendee: Party { name: "Ana".to_owned(), email: "ana@acme.example\r\nX:1".to_owned() },
        }
    }

    /// What a calendar reads: lines put together again, by their name.
    fn read(text: &str) -> Vec<(String, String)> {
        let whole = text.replace("\r\n ", "");
        whole
            .split_terminator("\r\n")
            .map(|line| line.split_once(':').unwrap())
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect()
    }

    fn value(text: &str, name: &str) -> String {
        read(text).into_iter().find(|(one, _)| one == name || one.starts_with(&format!("{name};"))).unwrap().1
    }

    fn unescaped(text: &str) -> String {
        let (mut plain, mut letters) = (String::new(), text.chars());
        while let Some(c) = letters.next() {
            match c {
                '\\' => plain.extend(letters.next().map(|c| if c == 'n' { '\n' } else { c })),
                c => plain.push(c),
            }
        }
        plain
    }

    #[test]
    fn an_invitation_says_what_calendars_need() {
        let text = invitation("Measures, 2026").text();
        assert_eq!(value(&text, "METHOD"), "REQUEST");
        assert_eq!(value(&text, "SEQUENCE"), "2");
        assert_eq!(value(&text, "DTSTART"), "20260329T003000Z");
        assert_eq!(value(&text, "DTEND"), "20260329T011500Z", "over the change of the clocks, because it is UTC");
        assert_eq!(value(&text, "SUMMARY"), "Measures\\, 2026");
        assert_eq!(value(&text, "DESCRIPTION"), "Line one\\nLine two");
        assert_eq!(value(&text, "LOCATION"), "Room 1\\; second floor\\, left");
        assert!(text.contains("ORGANIZER;CN=\"Tutela 'Ops'\":mailto:ops@tutela.example\r\n"), "{text}");
        assert!(!text.contains("\r\nX"), "an address cannot begin a line of its own: {text}");
        let cancelled = Invitation { method: Method::Cancel, ..invitation("x") }.text();
        assert!(text.contains("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\n") && !cancelled.contains("VALARM"), "{text}");
        assert_eq!((value(&cancelled, "METHOD"), value(&cancelled, "STATUS")), ("CANCEL".to_owned(), "CANCELLED".to_owned()));
    }

    proptest! {
        #[test]
        fn whatever_stands_in_it_lines_are_short_and_the_text_comes_back(summary in "\\PC{0,300}", more in any::<String>()) {
            let text = Invitation { description: more, ..invitation(&summary) }.text();
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= MOST_OCTETS, "{} octets", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            prop_assert_eq!(read(&text).len(), 25);
            let shown: String = summary.chars().filter(|c| !c.is_control()).collect();
            prop_assert_eq!(unescaped(&value(&text, "SUMMARY")), shown);
        }
    }
}
