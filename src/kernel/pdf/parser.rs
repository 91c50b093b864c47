//! Reads one object of a PDF out of any bytes, with a limit on depth, on parts, and on bytes looked at: those count that were
//! searched in vain, and those that were read again, so that no way of writing makes a reader slower than its file is long.
//!
//! The strict kind takes only what every reader understands in the same way: no comments, no key twice, no letters of a key
//! behind an escape, no words without an end. What it refuses may be a fine PDF; it is one that two readers could read differently.

use std::ops::Range;

use lopdf::{Dictionary, Object, StringFormat};

use super::{mark::PREFIX, scan::find, text::read_text};

/// Nesting deeper than any honest file.
const MAX_DEPTH: u32 = 48;
/// Parts of one object.
const MAX_NODES: u32 = 100_000;
/// Strings with an identifier in one object.
const MAX_TEXTS: usize = 64;

/// A place in the bytes.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    nodes: u32,
    /// How many bytes were looked at, and with how many no further value is read.
    looked: usize,
    most: usize,
    strict: bool,
    /// Where the values of the outermost dictionary stand; only kept by the strict kind.
    pub(super) places: Vec<(Vec<u8>, Range<usize>)>,
    /// Strings with an identifier that does not stand in the bytes in plain letters.
    pub(super) texts: Vec<Vec<u8>>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, nodes: MAX_NODES, looked: 0, most: usize::MAX, strict: false, places: Vec::new(), texts: Vec::new() }
    }

    /// Takes nothing that two readers could understand differently.
    pub(super) fn strict(bytes: &'a [u8], at: usize) -> Self {
        Self { strict: true, ..Self::new(bytes, at) }
    }

    /// As [`Self::new`], but looks at no more than so many bytes, and one word or string beyond them.
    pub(super) fn within(bytes: &'a [u8], at: usize, most: usize) -> Self {
        Self { most, ..Self::new(bytes, at) }
    }

    /// How many bytes were looked at.
    pub(super) const fn looked(&self) -> usize {
        self.looked
    }

    /// Of how many parts the values are that were read.
    pub(super) const fn parts(&self) -> u32 {
        MAX_NODES - self.nodes
    }

    const fn looked_at(&mut self, bytes: usize) {
        self.looked = self.looked.saturating_add(bytes);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let start = self.at;
        self.skip_space_uncounted();
        self.looked_at(self.at - start + 1);
    }

    fn skip_space_uncounted(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                0 | 0x0C | b'%' if self.strict => return,
                0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' => self.at += 1,
                b'%' => {
                    self.at += self.rest().iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(self.rest().len())
                }
                _ => return,
            }
        }
    }

    /// Reads a value; `depth` is how deep it is nested.
    pub(super) fn value(&mut self, depth: u32) -> Option<Object> {
        self.skip_space();
        self.nodes = self.nodes.checked_sub(1)?;
        if depth > MAX_DEPTH || self.looked >= self.most {
            return None;
        }
        match self.peek()? {
            b'/' => self.name_value(),
            b'(' => self.literal(),
            b'[' => self.array(depth),
            b'<' if self.rest().starts_with(b"<<") => self.dictionary(depth),
            b'<' => self.hexadecimal(),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference(),
            b't' => self.word(b"true", Object::Boolean(true)),
            b'f' => self.word(b"false", Object::Boolean(false)),
            b'n' => self.word(b"null", Object::Null),
            _ => None,
        }
    }

    fn word(&mut self, word: &[u8], object: Object) -> Option<Object> {
        self.rest().starts_with(word).then(|| self.at += word.len())?;
        self.ended().then_some(object)
    }

    /// Whether a word or a number ends here; asked only by the strict kind.
    fn ended(&self) -> bool {
        !self.strict || self.peek().is_none_or(|byte| byte.is_ascii_whitespace() || b"()<>[]{}/%".contains(&byte))
    }

    /// A name as a value: the strict kind knows no escape in it but that of a space, which a tool's name may hold.
    fn name_value(&mut self) -> Option<Object> {
        let start = self.at;
        let name = self.name();
        let written = &self.bytes[start + 1..self.at];
        let plain = || written.split(|&byte| byte == b'#').skip(1).all(|rest| rest.starts_with(b"20"));
        (!self.strict || plain()).then_some(Object::Name(name))
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let length = self.rest().iter().position(|byte| !byte.is_ascii_graphic() || b"()<>[]{}/%".contains(byte));
        let raw = &self.rest()[..length.unwrap_or(self.rest().len())];
        self.at += raw.len();
        self.looked_at(raw.len());
        let mut name = Vec::with_capacity(raw.len());
        let mut index = 0;
        while let Some(&byte) = raw.get(index) {
            let escaped = raw.get(index + 1..index + 3).filter(|_| byte == b'#').and_then(|pair| std::str::from_utf8(pair).ok());
            match escaped.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
                Some(value) => (name.push(value), index += 3).1,
                None => (name.push(byte), index += 1).1,
            }
        }
        name
    }

    fn array(&mut self, depth: u32) -> Option<Object> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Object::Array(items));
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: u32) -> Option<Object> {
        self.at += 2;
        let mut dictionary = Dictionary::new();
        loop {
            self.skip_space();
            match self.peek()? {
                b'>' if self.rest().starts_with(b">>") => {
                    self.at += 2;
                    return Some(Object::Dictionary(dictionary));
                }
                b'/' => {
                    let start = self.at;
                    let key = self.name();
                    let is_plain = self.at - start == key.len() + 1 && !key.contains(&b'#');
                    if self.strict && (!is_plain || dictionary.has(&key)) {
                        return None;
                    }
                    self.skip_space();
                    let place = self.at;
                    let value = self.value(depth + 1)?;
                    if self.strict && depth == 0 {
                        self.places.push((key.clone(), place..self.at));
                    }
                    dictionary.set(key, value);
                }
                _ => return None,
            }
        }
    }

    /// Reads a number.
    pub(super) fn number(&mut self) -> Option<Object> {
        self.skip_space();
        let length = self.rest().iter().take(32).take_while(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9')).count();
        let text = std::str::from_utf8(&self.rest()[..length]).ok()?;
        self.at += length;
        self.looked_at(length);
        match text.parse() {
            Ok(integer) => Some(Object::Integer(integer)),
            Err(_) => text.parse().ok().map(Object::Real),
        }
    }

    fn number_or_reference(&mut self) -> Option<Object> {
        let number = self.number()?;
        let back = self.at;
        if let (Object::Integer(id), Some(Object::Integer(generation))) = (&number, self.number()) {
            self.skip_space();
            if self.peek() == Some(b'R') {
                self.at += 1;
                if !self.ended() {
                    return None;
                }
                return Some(Object::Reference((u32::try_from(*id).ok()?, u16::try_from(generation).ok()?)));
            }
        }
        self.at = back;
        self.ended().then_some(number)
    }

    fn literal(&mut self) -> Option<Object> {
        let start = self.at;
        let text = self.literal_uncounted();
        self.looked_at(self.at - start);
        Some(self.string(text?, StringFormat::Literal))
    }

    fn literal_uncounted(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_u32);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(text);
                    }
                }
                b'\\' => {
                    self.escape(&mut text)?;
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                self.at -= 1;
                let digits = self.rest().iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                let value = self.rest()[..digits].iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
                self.at += digits;
                text.push(value.to_le_bytes()[0]);
            }
            other => text.push(other),
        }
        Some(())
    }

    fn hexadecimal(&mut self) -> Option<Object> {
        self.at += 1;
        let end = memchr::memchr(b'>', self.rest());
        self.looked_at(end.unwrap_or(self.rest().len()));
        let length = end?;
        let raw = &self.rest()[..length];
        self.at += length + 1;
        if self.strict && (length % 2 == 1 || !raw.iter().all(u8::is_ascii_hexdigit)) {
            return None;
        }
        Some(self.string(unhex(raw)?, StringFormat::Hexadecimal))
    }

    /// A string that is written in another way than in letters is searched for an identifier here.
    fn string(&mut self, text: Vec<u8>, format: StringFormat) -> Object {
        let wide = text.starts_with(&[0xFE, 0xFF]);
        if text.len() < 4096 && (wide || format == StringFormat::Hexadecimal) {
            let letters = if wide { read_text(&text).into_bytes() } else { text.clone() };
            if find(&letters, PREFIX.as_bytes(), 0).is_some() && self.texts.len() < MAX_TEXTS {
                self.texts.push(letters);
            }
        }
        Object::String(text, format)
    }

    /// The body of a stream, if the dictionary just read belongs to one.
    pub(super) fn stream(&mut self, dictionary: &Dictionary) -> Option<Range<usize>> {
        self.skip_space();
        if !self.rest().starts_with(b"stream") {
            return None;
        }
        let mut start = self.at + 6;
        start += usize::from(self.bytes.get(start) == Some(&b'\r'));
        start += usize::from(self.bytes.get(start) == Some(&b'\n'));
        let stated = dictionary.get(b"Length").and_then(Object::as_i64).ok().and_then(|length| usize::try_from(length).ok());
        let end = stated.and_then(|length| start.checked_add(length)).filter(|&end| {
            let after = self.bytes.get(end..end.saturating_add(12).min(self.bytes.len())).unwrap_or_default();
            after.trim_ascii_start().starts_with(b"endstream")
        });
        let end = end.or_else(|| find(self.bytes, b"endstream", start)).unwrap_or(self.bytes.len());
        Some(start.min(end)..end)
    }
}

/// Reads hexadecimal digits, with white space between them as PDF allows.
pub(super) fn unhex(digits: &[u8]) -> Option<Vec<u8>> {
    let mut clean: Vec<u8> = digits.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != 0).collect();
    if clean.len() % 2 == 1 {
        clean.push(b'0');
    }
    data_encoding::HEXLOWER_PERMISSIVE.decode(&clean).ok()
}
