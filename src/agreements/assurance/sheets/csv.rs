//! CSV as it came: separator and encoding are found, and each field is known by its bytes.

use std::collections::BTreeMap;
use std::ops::Range;

use super::encoding::Encoding;
use super::{MOST_COLUMNS, MOST_ROWS, Room, Row, Sheet, Target, Trouble};

/// The separators that are looked for.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many records decide on the separator.
const LOOKED_AT: usize = 60;

/// Where a record and its fields lie.
struct Record {
    fields: Vec<Range<usize>>,
    /// Where its last field ends, before the line end.
    end: usize,
    /// Whether a quotation mark stands inside a field without quotes: then it was cut at the wrong sign.
    stray: bool,
}

/// The records of a text, until `most` of them.
fn records(text: &[u8], separator: u8, most: usize) -> Result<Vec<Record>, Trouble> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() && found.len() < most {
        let (record, next) = record(text, at, separator)?;
        found.push(record);
        at = next;
    }
    Ok(found)
}

fn record(text: &[u8], start: usize, separator: u8) -> Result<(Record, usize), Trouble> {
    let (mut fields, mut at, mut stray) = (Vec::new(), start, false);
    loop {
        let begin = at;
        if text.get(at) == Some(&b'"') {
            at += 1;
            let mut is_closed = false;
            while let Some(byte) = text.get(at) {
                at += 1;
                if *byte == b'"' {
                    if text.get(at) != Some(&b'"') {
                        is_closed = true;
                        break;
                    }
                    at += 1;
                }
            }
            stray |= !is_closed;
        }
        while text.get(at).is_some_and(|byte| ![separator, b'\n', b'\r'].contains(byte)) {
            stray |= text.get(at) == Some(&b'"');
            at += 1;
        }
        fields.push(begin..at);
        if fields.len() > MOST_COLUMNS as usize {
            return Err(Trouble::Inflates);
        }
        match text.get(at) {
            Some(byte) if *byte == separator => at += 1,
            _ => break,
        }
    }
    let end = at;
    if text.get(at) == Some(&b'\r') {
        at += 1;
    }
    if text.get(at) == Some(&b'\n') {
        at += 1;
    }
    Ok((Record { fields, end, stray }, at))
}

/// The separator by which the first records have the same number of fields most often.
fn separator(text: &[u8]) -> u8 {
    let agreement = |separator: u8| {
        let records = records(text, separator, LOOKED_AT).unwrap_or_default();
        let stray = records.iter().filter(|record| record.stray).count();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for record in records.iter().filter(|record| !record.stray) {
            *counts.entry(record.fields.len()).or_default() += 1;
        }
        let best = counts.into_iter().filter(|(fields, _)| *fields > 1).map(|(fields, times)| (times, fields)).max();
        best.map_or((0, 0), |(times, fields)| (times.saturating_sub(stray), fields))
    };
    // The first one wins where two are as good.
    let mut best = (SEPARATORS[0], (0, 0));
    for candidate in SEPARATORS {
        let found = agreement(candidate);
        if found.0 > 0 && found > best.1 {
            best = (candidate, found);
        }
    }
    best.0
}

fn plain(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    match text.strip_prefix('"') {
        None => text.into_owned(),
        Some(rest) => match rest.rfind('"') {
            Some(end) => format!("{}{}", rest[..end].replace("\"\"", "\""), &rest[end + 1..]),
            None => rest.replace("\"\"", "\""),
        },
    }
}

pub fn read(bytes: &[u8]) -> Result<Sheet, Trouble> {
    let (_, text) = Encoding::read(bytes)?;
    let text = text.as_bytes();
    let records = records(text, separator(text), MOST_ROWS + 1)?;
    if records.len() > MOST_ROWS {
        return Err(Trouble::Inflates);
    }
    let (mut rows, mut room) = (Vec::new(), Room::new());
    for (number, record) in (1..).zip(records) {
        let mut row = Row { number, ..Row::default() };
        for (column, field) in (1..).zip(record.fields) {
            let cell = plain(text.get(field).unwrap_or_default());
            if !cell.trim().is_empty() {
                room.take(cell.len())?;
                row.cells.insert(column, cell);
            }
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
    Ok(Sheet { name: String::new(), rows })
}

pub fn write(bytes: &[u8], target: Target, answers: &BTreeMap<u32, String>) -> Result<Vec<u8>, Trouble> {
    if target.sheet > 0 || target.column == 0 || target.column > MOST_COLUMNS {
        return Err(Trouble::NoColumn);
    }
    let (encoding, text) = Encoding::read(bytes)?;
    let text = text.as_bytes();
    let separator = separator(text);
    let (mut written, mut copied) = (Vec::with_capacity(bytes.len()), 0);
    for (number, record) in (1..).zip(records(text, separator, MOST_ROWS + 1)?) {
        let Some(answer) = answers.get(&number) else { continue };
        let column = target.column as usize;
        let (place, missing) = match record.fields.get(column - 1) {
            Some(field) => (field.clone(), 0),
            None => (record.end..record.end, column - record.fields.len()),
        };
        written.extend(text.get(copied..place.start).unwrap_or_default());
        written.extend(std::iter::repeat_n(separator, missing));
        let was_quoted = text.get(place.start) == Some(&b'"') && missing == 0;
        written.extend(field(answer, separator, was_quoted).into_bytes());
        copied = place.end;
    }
    written.extend(text.get(copied..).unwrap_or_default());
    // The text was cut at its own separators only: it is as whole as it was.
    Ok(encoding.write(&String::from_utf8_lossy(&written)))
}

/// A text as a field. One that a program would take for a formula begins with an apostrophe (security design, CSV).
pub fn field(text: &str, separator: u8, quoted: bool) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if is_formula { format!("'{text}") } else { text.to_owned() };
    let needs = quoted
        || safe.contains(['"', '\n', '\r'])
        || safe.contains(char::from(separator))
        || SEPARATORS.iter().any(|other| safe.contains(char::from(*other)))
        || safe.starts_with(' ')
        || safe.ends_with(' ');
    if needs { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}
