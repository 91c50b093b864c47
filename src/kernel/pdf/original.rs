//! Reads single objects of a file that was made here, through its own tables: what it says before anything was added to it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::{parser::Parser, revision::last_table};

/// Revisions of a file of ours: drawn, sealed, sealed once more, and some to spare.
const MAX_REVISIONS: usize = 8;

/// A file of ours, opened.
pub(super) struct Original<'a> {
    bytes: &'a [u8],
    offsets: BTreeMap<u32, usize>,
    pub(super) trailer: Dictionary,
    /// Where its last table begins.
    pub(super) table: usize,
}

impl<'a> Original<'a> {
    /// Opens it; `None` if it is not of the kind we make.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let table = last_table(bytes)?;
        let mut offsets = BTreeMap::new();
        let mut trailer = None;
        let mut at = table;
        for _ in 0..MAX_REVISIONS {
            let section = section(bytes, at, &mut offsets)?;
            let previous = section.get(b"Prev").and_then(Object::as_i64).ok();
            trailer.get_or_insert(section);
            match previous {
                None => return Some(Self { bytes, offsets, trailer: trailer?, table }),
                Some(previous) => at = usize::try_from(previous).ok().filter(|&previous| previous < at)?,
            }
        }
        None
    }

    /// The first number that no object has.
    pub(super) fn size(&self) -> Option<u32> {
        self.trailer.get(b"Size").and_then(Object::as_i64).ok().and_then(|size| u32::try_from(size).ok())
    }

    /// An object: its value and, if it is one, the bytes of its stream.
    pub(super) fn object(&self, number: u32) -> Option<(Object, Option<&'a [u8]>)> {
        let offset = *self.offsets.get(&number)?;
        let mut head = Parser::new(self.bytes, offset);
        let (Some(Object::Integer(own)), Some(Object::Integer(0))) = (head.number(), head.number()) else {
            return None;
        };
        let body = self.bytes.get(head.at..)?.trim_ascii_start().strip_prefix(b"obj").filter(|_| own == i64::from(number))?;
        let mut parser = Parser::new(self.bytes, self.bytes.len() - body.len());
        let value = parser.value(0)?;
        let stream = value.as_dict().ok().and_then(|dictionary| parser.stream(dictionary));
        let stream = stream.and_then(|body| self.bytes.get(body));
        Some((value, stream))
    }

    /// A dictionary without a stream.
    pub(super) fn dictionary(&self, number: u32) -> Option<Dictionary> {
        match self.object(number)? {
            (Object::Dictionary(dictionary), None) => Some(dictionary),
            _ => None,
        }
    }
}

/// Reads a table and its trailer; what is known of an object already is newer.
fn section(bytes: &[u8], at: usize, offsets: &mut BTreeMap<u32, usize>) -> Option<Dictionary> {
    let mut parser =
        Parser::new(bytes, at.checked_add(4).filter(|_| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"xref")))?);
    loop {
        let rest = bytes.get(parser.at..)?.trim_ascii_start();
        if let Some(trailer) = rest.strip_prefix(b"trailer") {
            let Some(Object::Dictionary(trailer)) = Parser::new(bytes, bytes.len() - trailer.len()).value(0) else {
                return None;
            };
            return Some(trailer);
        }
        let (Some(Object::Integer(first)), Some(Object::Integer(length))) = (parser.number(), parser.number()) else {
            return None;
        };
        let (first, length) = (u32::try_from(first).ok()?, u32::try_from(length).ok()?);
        let rows = bytes.get(parser.at..)?.trim_ascii_start();
        let start = bytes.len() - rows.len();
        for (number, row) in (first..first.checked_add(length)?).zip(rows.chunks(20)) {
            let used = row.get(17) == Some(&b'n');
            let offset = row.get(..10).and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| digits.parse().ok());
            if let (true, Some(offset)) = (used, offset) {
                offsets.entry(number).or_insert(offset);
            }
        }
        parser.at = start.checked_add(usize::try_from(length).ok()?.checked_mul(20)?).filter(|&end| end <= bytes.len())?;
    }
}
