//! Finds the objects of any file without trusting its tables: one pass over the bytes, with a limit on depth, on
//! nodes and on work, so that a hostile file costs no more than its length.
//!
//! Work is counted in bytes looked at, also in vain and once more, in the file and in what its streams unfold to. Streams are
//! unfolded filter by filter, because a filter in the middle can make much out of little, and the next nothing out of much.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::{Duration, Instant};

use lopdf::{Dictionary, Object, Stream};

use super::parser::Parser;

/// Objects kept of one file.
const MAX_KEPT: usize = 20_000;
/// Bytes that all streams of one file may unfold to.
const MAX_UNFOLDED: usize = 32 * 1024 * 1024;
/// Filters of one stream: text and compression; more is a way to hide work.
const MAX_FILTERS: usize = 2;
/// Bytes of one row that a predictor undoes; a table of objects has rows of some ten.
const MAX_ROW: i64 = 64 * 1024;
/// Bytes looked at for each byte of the file: a number is read up to three times, a stream searched for its end.
const LOOKS: usize = 6;
/// Parts of all objects that are kept: each takes some hundred bytes of memory.
const MAX_PARTS: usize = 500_000;
/// The second line behind the counting: an honest file of 20 MB takes a tenth of it on a slow core.
const MAX_TIME: Duration = Duration::from_secs(10);

/// What one pass may still cost.
struct Budget {
    /// Bytes to look at.
    work: usize,
    /// Bytes looked at.
    looked: usize,
    /// Bytes to unfold.
    unfold: usize,
    /// Parts to keep.
    parts: usize,
    until: Instant,
}

impl Budget {
    fn of(length: usize) -> Self {
        let work = length.saturating_mul(LOOKS).saturating_add(65_536);
        Self { work, looked: 0, unfold: MAX_UNFOLDED, parts: MAX_PARTS, until: Instant::now() + MAX_TIME }
    }

    const fn left(&self) -> usize {
        self.work.saturating_sub(self.looked)
    }

    fn is_spent(&self) -> bool {
        self.left() == 0 || self.parts == 0 || Instant::now() >= self.until
    }
}

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
    scan_within(bytes, &mut Budget::of(bytes.len()))
}

fn scan_within(bytes: &[u8], budget: &mut Budget) -> Scan {
    let mut scan = Scan { objects: Vec::new(), texts: Vec::new(), encrypted: false, exhausted: false };
    let mut at = 0;
    while let Some((keyword, head)) = next_keyword(bytes, at) {
        let mut parser = Parser::within(bytes, keyword, budget.left());
        let parsed = parser.value(0);
        at = keyword;
        let mut body = None;
        if let Some(Object::Dictionary(dictionary)) = &parsed {
            scan.encrypted |= dictionary.has(b"Encrypt");
            body = head.and_then(|_| parser.stream(dictionary));
            at = body.as_ref().map_or(parser.at, |body: &Range<usize>| body.end);
        }
        budget.looked += parser.looked() + body.as_ref().map_or(0, Range::len);
        scan.texts.append(&mut parser.texts);
        if let (Some(Object::Dictionary(dictionary)), Some((number, start))) = (parsed, head) {
            if let Some(body) = body {
                scan.unfold(&dictionary, &bytes[body], start..at, budget);
            }
            scan.keep(Found { number, span: start..at, dictionary }, parser.parts(), budget);
        }
        if budget.is_spent() || scan.objects.len() >= MAX_KEPT {
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

    fn keep(&mut self, found: Found, parts: u32, budget: &mut Budget) {
        let dictionary = &found.dictionary;
        let is_wanted =
            [&b"ByteRange"[..], b"FT", b"V"].iter().any(|key| dictionary.has(key)) || is_typed(dictionary, b"Catalog");
        if is_wanted {
            budget.parts = budget.parts.saturating_sub(usize::try_from(parts).unwrap_or(usize::MAX));
            self.objects.push(found);
        }
    }

    fn unfold(&mut self, dictionary: &Dictionary, body: &[u8], span: Range<usize>, budget: &mut Budget) {
        let is_wanted = is_typed(dictionary, b"ObjStm") || is_typed(dictionary, b"Metadata");
        let Some(content) = is_wanted.then(|| unfolded(dictionary, body, &mut budget.unfold)).flatten() else { return };
        if is_typed(dictionary, b"ObjStm") {
            budget.work = budget.work.saturating_add(content.len().saturating_mul(LOOKS));
            self.objects_in(dictionary, &content, &span, budget);
        }
        self.texts.push(content);
    }

    fn objects_in(&mut self, dictionary: &Dictionary, content: &[u8], span: &Range<usize>, budget: &mut Budget) {
        let number = |key: &[u8]| dictionary.get(key).and_then(Object::as_i64).ok().and_then(|value| usize::try_from(value).ok());
        let (Some(count), Some(first)) = (number(b"N"), number(b"First")) else {
            return;
        };
        let mut index = Parser::within(content, 0, budget.left());
        let mut places = BTreeSet::new();
        let mut entries = Vec::new();
        for _ in 0..count.min(MAX_KEPT) {
            let (Some(Object::Integer(number)), Some(Object::Integer(offset))) = (index.number(), index.number()) else { break };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else { break };
            // No two objects stand in one place.
            if !places.insert(offset) || index.looked() >= budget.left() {
                self.exhausted = true;
                break;
            }
            entries.push((number, offset));
        }
        budget.looked += index.looked();
        for (number, offset) in entries {
            if budget.is_spent() || self.objects.len() >= MAX_KEPT {
                return;
            }
            let mut parser = Parser::within(content, first.saturating_add(offset), budget.left());
            if let Some(Object::Dictionary(dictionary)) = parser.value(0) {
                self.keep(Found { number, span: span.clone(), dictionary }, parser.parts(), budget);
            }
            budget.looked += parser.looked();
            self.texts.append(&mut parser.texts);
        }
    }
}

fn is_typed(dictionary: &Dictionary, name: &[u8]) -> bool {
    dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == name)
}

/// What a stream says. Each filter pays for what it reads and makes; one that makes too much costs half of what is left.
fn unfolded(dictionary: &Dictionary, body: &[u8], budget: &mut usize) -> Option<Vec<u8>> {
    let filters = match dictionary.get(b"Filter") {
        Ok(Object::Array(several)) => several.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    if filters.len() > MAX_FILTERS || !has_modest_rows(dictionary) {
        return None;
    }
    let mut content = body.get(..body.len().min(*budget)).filter(|_| *budget > 0)?.to_vec();
    *budget = budget.saturating_sub(content.len() + 4096);
    for filter in filters {
        let mut one = Dictionary::new();
        one.set("Filter", filter);
        if let Ok(parameters) = dictionary.get(b"DecodeParms") {
            one.set("DecodeParms", parameters.clone());
        }
        match Stream::new(one, content).get_plain_content_with_limit(*budget) {
            Ok(made) => content = made,
            Err(_) => {
                *budget /= 2;
                return None;
            }
        }
        *budget = budget.saturating_sub(content.len() + 4096);
    }
    Some(content)
}

/// Whether the rows of a predictor are of a size: memory for them is taken before anything is read.
fn has_modest_rows(dictionary: &Dictionary) -> bool {
    let Ok(parameters) = dictionary.get(b"DecodeParms") else { return true };
    let Ok(parameters) = parameters.as_dict() else { return matches!(parameters, Object::Null | Object::Array(_)) };
    let number = |key: &[u8], otherwise: i64| parameters.get(key).and_then(Object::as_i64).unwrap_or(otherwise).max(1);
    let row =
        number(b"Columns", 1).checked_mul(number(b"Colors", 1)).and_then(|row| row.checked_mul(number(b"BitsPerComponent", 8)));
    row.is_some_and(|bits| bits / 8 <= MAX_ROW)
}

/// Where the value after the next `obj` or `trailer` begins, and for an object its number and first byte.
fn next_keyword(bytes: &[u8], from: usize) -> Option<(usize, Option<(u32, usize)>)> {
    let mut at = from;
    loop {
        at += memchr::memchr2(b'o', b't', bytes.get(at..)?)?;
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

/// The first place of `needle` at or after `from`, in one pass whatever stands there.
pub(super) fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(haystack.get(from..)?, needle).map(|place| from + place)
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

    /// A file of about so many bytes, all of it this again and again.
    fn repeated(part: &str, length: usize) -> Vec<u8> {
        format!("%PDF-1.7\n1 0 obj {}", part.repeat(length / part.len())).into_bytes()
    }

    fn flate(content: &[u8]) -> Vec<u8> {
        let mut stream = Stream::new(Dictionary::new(), content.to_vec());
        stream.compress().unwrap();
        stream.content
    }

    fn with_stream(dictionary: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("1 0 obj <<{dictionary} /Length {}>> stream\n", body.len());
        [head.as_bytes(), body, b"\nendstream endobj\n"].concat()
    }

    /// An object stream whose table names so many places, and what stands behind the table.
    fn object_stream(places: impl Iterator<Item = usize>, rest: &str) -> Vec<u8> {
        let index: String = places.enumerate().map(|(number, place)| format!("{} {place} ", number + 2)).collect();
        let dictionary = format!("/Type /ObjStm /N 20000 /First {} /Filter /FlateDecode", index.len());
        with_stream(&dictionary, &flate(format!("{index}{rest}").as_bytes()))
    }

    #[test]
    fn no_file_costs_more_work_than_its_length_allows() {
        const MB: usize = 1_000_000;
        let many = |part: Vec<u8>, times: usize| [b"%PDF-1.7\n".to_vec(), part.repeat(times)].concat();
        let layers = (0..2).fold(vec![0; 12 * MB], |content, _| flate(&content));
        let hidden = [vec![b' '; 12 * MB], b"~>".to_vec()].concat();
        let row = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 2000000000 /Colors 4>>";
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("strings without an end", repeated("trailer<", MB)),
            ("texts without an end", repeated("trailer(", MB)),
            ("comments behind a number", [repeated("trailer 1 %", MB), b"\n".to_vec()].concat()),
            ("comments before a value", repeated("trailer %", MB)),
            ("names without an end", repeated("trailer/", MB)),
            ("a name of the whole file", [repeated("trailer", 7), vec![b'/'], vec![b'a'; 4 * MB]].concat()),
            ("arrays", repeated("trailer[", MB)),
            ("arrays in arrays", repeated("[", 2 * MB)),
            ("dictionaries", repeated("trailer<<", MB)),
            ("dictionaries in dictionaries", repeated("1 0 obj <</A", MB)),
            ("numbers", repeated("1 0 obj [1 1 1 1 1 1 1 1 1 1 1 1 1 1", MB)),
            ("references", repeated("1 0 obj [1 0 1 0 1 0 1 0 1 0", MB)),
            ("spaces", repeated(&format!("trailer{}", " ".repeat(2_000)), MB)),
            ("escapes", repeated("trailer(\\", MB)),
            ("streams without an end", repeated("1 0 obj <</A 1>> stream ", MB)),
            ("streams of a false length", repeated("1 0 obj <</Length 9999999>> stream ", MB)),
            ("keys", repeated("1 0 obj <</V 1 /A 1 /B 2 /A 3", MB)),
            ("parts", repeated(&format!("1 0 obj <</V[{}]>> ", "1 ".repeat(90_000)), 2 * MB)),
            ("one place again and again", many(object_stream((0..20_000).map(|_| 0), &"(".repeat(MB)), 2)),
            ("a place in each byte", many(object_stream(0..20_000, &"(".repeat(MB)), 2)),
            (
                "what unfolds to much",
                many(with_stream("/Type /ObjStm /N 1 /First 0 /Filter /FlateDecode", &flate(&vec![0; 12 * MB])), 40),
            ),
            (
                "filters upon filters",
                many(with_stream(&format!("/Type /Metadata /Filter [{}]", "/FlateDecode ".repeat(9_000)), &layers), 20),
            ),
            (
                "much that becomes nothing",
                many(with_stream("/Type /Metadata /Filter [/FlateDecode /ASCII85Decode]", &flate(&hidden)), 60),
            ),
            ("rows of gigabytes", many(with_stream(row, &flate(&vec![2; 4_000])), 100)),
        ];
        for (what, file) in cases {
            let (begun, mut budget) = (Instant::now(), Budget::of(file.len()));
            let scan = scan_within(&file, &mut budget);
            let longest = scan.texts.iter().map(Vec::len).max().unwrap_or_default().max(file.len());
            // All that is granted, and one word or string more that goes to the end.
            assert!(budget.looked <= budget.work + longest, "{what}: looked at {} bytes of {}", budget.looked, budget.work);
            assert!(budget.work <= LOOKS * (file.len() + MAX_UNFOLDED) + 65_536, "{what}");
            assert!(file.len() < 9 * MB && scan.objects.len() <= MAX_KEPT, "{what}");
            let unfolded: usize = scan.texts.iter().map(Vec::len).sum();
            assert!(unfolded <= MAX_UNFOLDED + 4 * MB, "{what}: {unfolded}");
            // The count says nothing of work that is not counted. What is counted takes a hundredth of this.
            assert!(begun.elapsed() < 6 * MAX_TIME, "{what}: {:?}", begun.elapsed());
        }
    }
}
