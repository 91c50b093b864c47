//! The strict grammar of one added revision: objects, one plain cross-reference table, one trailer, one end. Nothing stands
//! between them, every object has its row, every row its object, and the last byte of the revision is the last of the file.
//!
//! Readers differ in how they mend a file that is not quite right, and forgers live on the difference. Here nothing is mended.

use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::{Dictionary, Object};

use super::{Refusal, parser::Parser, scan::find};

/// An object of the added revision.
pub(super) struct Added {
    pub(super) value: Object,
    /// From its number to the end of its value.
    pub(super) span: Range<usize>,
    /// The bytes of its stream, if it has one.
    pub(super) stream: Option<Range<usize>>,
    /// Where the values of its dictionary stand.
    pub(super) places: Vec<(Vec<u8>, Range<usize>)>,
}

impl Added {
    /// Its dictionary, if it is one without a stream.
    pub(super) fn plain(&self) -> Option<&Dictionary> {
        self.value.as_dict().ok().filter(|_| self.stream.is_none())
    }
}

/// One added revision.
pub(super) struct Update {
    pub(super) objects: BTreeMap<u32, Added>,
    pub(super) trailer: Dictionary,
}

/// Reads everything behind the first `original` bytes as exactly one revision.
pub(super) fn update(file: &[u8], original: usize) -> Result<Update, Refusal> {
    let added = file.get(original..).ok_or(Refusal::Original)?;
    if added.trim_ascii().is_empty() {
        return Err(if added.is_empty() { Refusal::NothingSigned } else { Refusal::AfterEnd });
    }
    // Before anything is read: what makes readers see another revision is counted in the bare bytes.
    match (count(added, b"startxref"), count(added, b"%%EOF")) {
        (1, 1) => {}
        (0, _) | (_, 0) => return Err(Refusal::Syntax),
        _ => return Err(Refusal::SeveralRevisions),
    }
    let mut reader = Reader { bytes: file, at: original };
    let objects = reader.objects()?;
    let table = reader.at;
    reader.table(&objects)?;
    let trailer = reader.trailer()?;
    reader.end(table)?;
    Ok(Update { objects, trailer })
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    let (mut found, mut at) = (0, 0);
    while let Some(place) = find(bytes, word, at) {
        found += 1;
        at = place + word.len();
    }
    found
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) -> bool {
        let length = self.rest().iter().take_while(|byte| b" \t\r\n".contains(byte)).count();
        self.at += length;
        length > 0
    }

    fn takes(&mut self, word: &[u8]) -> bool {
        let is_next = self.rest().starts_with(word);
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    /// The end of a line; spaces may stand before it.
    fn line_end(&mut self) -> bool {
        while self.takes(b" ") {}
        self.takes(b"\r\n") || self.takes(b"\n") || self.takes(b"\r")
    }

    /// A number without sign and without leading zeros.
    fn number(&mut self) -> Option<usize> {
        let length = self.rest().iter().take(11).take_while(|byte| byte.is_ascii_digit()).count();
        let digits = self.rest().get(..length)?;
        if length > 1 && digits.first() == Some(&b'0') {
            return None;
        }
        self.at += length;
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    /// The objects up to the table, by number.
    fn objects(&mut self) -> Result<BTreeMap<u32, Added>, Refusal> {
        let mut objects = BTreeMap::new();
        self.space();
        while self.rest().first().is_some_and(u8::is_ascii_digit) {
            let (number, added) = self.object().ok_or(Refusal::Syntax)?;
            if objects.insert(number, added).is_some() {
                return Err(Refusal::Table);
            }
        }
        Ok(objects)
    }

    /// `7 0 obj … endobj` and the space behind it. Every object of ours is of generation 0, and no tool raises it.
    fn object(&mut self) -> Option<(u32, Added)> {
        let start = self.at;
        let number = u32::try_from(self.number()?).ok().filter(|&number| number > 0)?;
        if !self.takes(b" 0 obj") {
            return None;
        }
        let mut parser = Parser::strict(self.bytes, self.at);
        let value = parser.value(0)?;
        self.at = parser.at;
        let mut added = Added { value, span: start..self.at, stream: None, places: parser.places };
        let spaced = self.space();
        if spaced && self.rest().starts_with(b"stream") {
            added.stream = Some(self.stream(added.value.as_dict().ok()?)?);
        }
        (self.takes(b"endobj") && self.space()).then_some((number, added))
    }

    /// A stream of exactly the stated length, in which no careless reader finds an end before the end.
    fn stream(&mut self, dictionary: &Dictionary) -> Option<Range<usize>> {
        if !self.takes(b"stream\r\n") && !self.takes(b"stream\n") {
            return None;
        }
        let length = dictionary.get(b"Length").and_then(Object::as_i64).ok().and_then(|length| usize::try_from(length).ok())?;
        let body = self.at..self.at.checked_add(length)?;
        let content = self.bytes.get(body.clone())?;
        if find(content, b"endstream", 0).is_some() || find(content, b"endobj", 0).is_some() {
            return None;
        }
        self.at = body.end;
        let _ = self.takes(b"\r\n") || self.takes(b"\n");
        (self.takes(b"endstream") && self.space()).then_some(body)
    }

    /// The table: rising numbers, each row at its object and each object in its row. Object 0 may be named free, as it always is.
    fn table(&mut self, objects: &BTreeMap<u32, Added>) -> Result<(), Refusal> {
        if !self.takes(b"xref") || !self.line_end() {
            return Err(Refusal::Table);
        }
        let (mut next, mut rows) = (0, 0);
        while self.rest().first().is_some_and(u8::is_ascii_digit) {
            let first = self.number().filter(|_| self.takes(b" "));
            let (first, length) = first.zip(self.number()).filter(|_| self.line_end()).ok_or(Refusal::Table)?;
            // More rows than objects cannot each have one; so many lies are not even read.
            if first < next || length == 0 || length > objects.len().saturating_add(1) {
                return Err(Refusal::Table);
            }
            for number in first..first.saturating_add(length) {
                let row = self.row().ok_or(Refusal::Table)?;
                let object = u32::try_from(number).ok().and_then(|number| objects.get(&number));
                match (row, object) {
                    (Row::Head, None) if number == 0 => {}
                    (Row::Used(offset), Some(object)) if object.span.start == offset => rows += 1,
                    _ => return Err(Refusal::Table),
                }
            }
            next = first.saturating_add(length);
        }
        if rows == objects.len() { Ok(()) } else { Err(Refusal::Table) }
    }

    /// A row of twenty bytes.
    fn row(&mut self) -> Option<Row> {
        let row: &[u8; 20] = self.rest().first_chunk()?;
        self.at += row.len();
        let (digits, rest) = row.split_at(10);
        if ![&b" \n"[..], b" \r", b"\r\n"].contains(&&rest[8..]) || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        match &rest[..8] {
            b" 00000 n" => std::str::from_utf8(digits).ok()?.parse().ok().map(Row::Used),
            b" 65535 f" if digits == b"0000000000" => Some(Row::Head),
            _ => None,
        }
    }

    fn trailer(&mut self) -> Result<Dictionary, Refusal> {
        if !self.takes(b"trailer") {
            return Err(Refusal::Table);
        }
        let mut parser = Parser::strict(self.bytes, self.at);
        let Some(Object::Dictionary(trailer)) = parser.value(0) else {
            return Err(Refusal::Trailer);
        };
        self.at = parser.at;
        Ok(trailer)
    }

    /// `startxref`, where the table began, `%%EOF`, at most one line end.
    fn end(&mut self, table: usize) -> Result<(), Refusal> {
        let named = self.space() && self.takes(b"startxref") && self.line_end();
        let stated = self.number().filter(|_| named && self.line_end());
        if stated != Some(table) || !self.takes(b"%%EOF") {
            return Err(Refusal::Syntax);
        }
        let _ = self.takes(b"\r\n") || self.takes(b"\n") || self.takes(b"\r");
        if self.rest().is_empty() { Ok(()) } else { Err(Refusal::AfterEnd) }
    }
}

/// A row of the table.
enum Row {
    /// The head of the list of free objects, which every table may repeat.
    Head,
    /// An object in use, and where it begins.
    Used(usize),
}
