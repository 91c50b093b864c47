//! Finds the objects of any file without trusting its tables: one pass over the bytes, with a limit on depth, on
//! nodes and on work, so that a hostile file costs no more than its length.

use std::ops::Range;

use lopdf::{Dictionary, Object, Stream};

use super::parser::Parser;

/// Objects kept of one file.
const MAX_KEPT: usize = 20_000;
/// Bytes that all streams of one file may unfold to.
const MAX_UNFOLDED: usize = 32 * 1024 * 1024;

/// A dictionary found in the file.
pub(super) struct Found {
    pub(super) number: u32,
    /// The object's bytes in the file; for an object out of an object stream, those of the stream.
    pub(super) span: Range<usize>,
    pub(super) dictionary: Dictionary,
}

/// What one pass found.
pub(super) struct Scan {
    /// In the order of the file: a later one replaces an earlier one of the same number.
    pub(super) objects: Vec<Found>,
    /// Unfolded text in which to search for identifiers: metadata, object streams, strings in other encodings.
    pub(super) texts: Vec<Vec<u8>>,
    pub(super) encrypted: bool,
    /// The file was more work than its length allows, and was not read to the end.
    pub(super) exhausted: bool,
}

/// Reads all objects that matter: signatures, fields, the catalog, metadata.
pub(super) fn scan(bytes: &[u8]) -> Scan {
    let mut scan = Scan { objects: Vec::new(), texts: Vec::new(), encrypted: false, exhausted: false };
    let mut work = bytes.len().saturating_mul(2).saturating_add(65_536);
    let mut unfold = MAX_UNFOLDED;
    let mut at = 0;
    while let Some((keyword, head)) = next_keyword(bytes, at) {
        let mut parser = Parser::new(bytes, keyword);
        let parsed = parser.value(0);
        work = work.saturating_sub(parser.at.saturating_sub(keyword));
        scan.texts.append(&mut parser.texts);
        at = keyword;
        if let Some(Object::Dictionary(dictionary)) = parsed {
            scan.encrypted |= dictionary.has(b"Encrypt");
            let body = head.and_then(|_| parser.stream(&dictionary));
            if let Some(body) = &body {
                work = work.saturating_sub(body.len());
            }
            at = body.as_ref().map_or(parser.at, |body| body.end);
            if let Some((number, start)) = head {
                if let Some(body) = body {
                    scan.unfold(&dictionary, &bytes[body], start..at, &mut unfold);
                }
                scan.keep(Found { number, span: start..at, dictionary });
            }
        }
        if work == 0 || scan.objects.len() >= MAX_KEPT {
            scan.exhausted = true;
            break;
        }
    }
    scan
}

impl Scan {
    /// The latest object of that number.
    pub(super) fn latest(&self, number: u32) -> Option<&Found> {
        self.objects.iter().rev().find(|found| found.number == number)
    }

    fn keep(&mut self, found: Found) {
        let dictionary = &found.dictionary;
        let typed = |name: &[u8]| dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == name);
        if dictionary.has(b"ByteRange") || dictionary.has(b"FT") || dictionary.has(b"V") || typed(b"Catalog") {
            self.objects.push(found);
        }
    }

    fn unfold(&mut self, dictionary: &Dictionary, body: &[u8], span: Range<usize>, budget: &mut usize) {
        let typed = |name: &[u8]| dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == name);
        if !(typed(b"ObjStm") || typed(b"Metadata")) || *budget == 0 {
            return;
        }
        let stream = Stream::new(dictionary.clone(), body.to_vec());
        let Ok(content) = stream.get_plain_content_with_limit(*budget) else {
            *budget /= 2;
            return;
        };
        *budget = budget.saturating_sub(content.len().saturating_add(4096));
        if typed(b"ObjStm") {
            self.objects_in(dictionary, &content, span);
        }
        self.texts.push(content);
    }

    fn objects_in(&mut self, dictionary: &Dictionary, content: &[u8], span: Range<usize>) {
        let number = |key: &[u8]| dictionary.get(key).and_then(Object::as_i64).ok().and_then(|value| usize::try_from(value).ok());
        let (Some(count), Some(first)) = (number(b"N"), number(b"First")) else {
            return;
        };
        let mut index = Parser::new(content, 0);
        let mut last = 0;
        for _ in 0..count.min(MAX_KEPT) {
            let (Some(Object::Integer(number)), Some(Object::Integer(offset))) = (index.number(), index.number()) else {
                return;
            };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else {
                return;
            };
            // Going back would read the same bytes again and again.
            if offset < last || self.objects.len() >= MAX_KEPT {
                return;
            }
            last = offset;
            let mut parser = Parser::new(content, first.saturating_add(offset));
            if let Some(Object::Dictionary(dictionary)) = parser.value(0) {
                last = parser.at.saturating_sub(first);
                self.keep(Found { number, span: span.clone(), dictionary });
            }
            self.texts.append(&mut parser.texts);
        }
    }
}

/// Where the value after the next `obj` or `trailer` begins, and for an object its number and first byte.
fn next_keyword(bytes: &[u8], from: usize) -> Option<(usize, Option<(u32, usize)>)> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == b'o' || byte == b't')?;
        let rest = &bytes[at..];
        if rest.starts_with(b"obj")
            && let Some(head) = object_head(bytes, at)
        {
            return Some((at + 3, Some(head)));
        }
        if rest.starts_with(b"trailer") {
            return Some((at + 7, None));
        }
        at += 1;
    }
}

/// The number before `obj`, and where it begins: `12 0 obj`.
fn object_head(bytes: &[u8], keyword: usize) -> Option<(u32, usize)> {
    let window = &bytes[keyword.saturating_sub(24)..keyword];
    let text = window.trim_ascii_end();
    let generation = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let before = &text[..text.len() - generation];
    let text = before.trim_ascii_end();
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    if generation == 0 || digits == 0 || before.len() == text.len() {
        return None;
    }
    let number = std::str::from_utf8(&text[text.len() - digits..]).ok()?.parse().ok()?;
    Some((number, keyword - window.len() + text.len() - digits))
}

/// The first place of `needle` at or after `from`.
pub(super) fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    loop {
        at += haystack.get(at..)?.iter().position(|&byte| byte == first)?;
        if haystack[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_with_their_place() {
        let file =
            b"%PDF-1.7\n12 0 obj\n<</Type /Catalog /X [1 2 0 R (a\\)b) <41 42>] /Y#20Z null>>\nendobj\ntrailer <</Root 12 0 R>>";
        let scan = scan(file);
        let [found] = scan.objects.as_slice() else { panic!("one object") };
        assert_eq!((found.number, found.span.start), (12, 9));
        let items = found.dictionary.get(b"X").unwrap().as_array().unwrap();
        assert_eq!(items[1], Object::Reference((2, 0)));
        assert_eq!(items[2].as_str().unwrap(), b"a)b");
        assert!(found.dictionary.has(b"Y Z"));
    }

    #[test]
    fn hostile_nesting_and_endless_strings_cost_no_more_than_the_file_is_long() {
        for hostile in [
            "[".repeat(200_000),
            "1 0 obj (".repeat(20_000),
            "1 0 obj <<".repeat(20_000),
            "1 0 obj <</A 1>> stream ".repeat(5_000),
        ] {
            let file = format!("%PDF-1.7\n1 0 obj {hostile}");
            assert!(scan(file.as_bytes()).objects.is_empty());
        }
    }
}
