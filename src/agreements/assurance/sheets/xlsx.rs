//! Workbooks: which sheets there are, what stands in them, and answers cut into one of them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::walk::{self, SheetAt};
use super::{MOST_CELL, Room, Row, Sheet, Target, Trouble, letters};

/// A workbook may have so many parts.
const MOST_PARTS: usize = 2_000;
/// All parts that are read may come to so many bytes: a sheet of 20,000 rows has about 20 MB of XML.
const MOST_INFLATED: u64 = 48 * 1024 * 1024;
/// A workbook may have so many sheets.
const MOST_SHEETS: usize = 100;

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The parts of a workbook, unpacked as they are asked for, within bounds.
struct Parts<'a> {
    zip: Zip<'a>,
    left: u64,
}

impl<'a> Parts<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Broken)?;
        if zip.len() > MOST_PARTS {
            return Err(Trouble::Inflates);
        }
        let mut parts = Self { zip, left: MOST_INFLATED };
        for at in 0..parts.zip.len() {
            let part = parts.zip.by_index_raw(at).map_err(|_| Trouble::Broken)?;
            let name = part.name().map_err(|_| Trouble::Broken)?.to_lowercase();
            if name.ends_with("vbaproject.bin") || name.contains("/macrosheets/") {
                return Err(Trouble::Macros);
            }
            if part.encrypted() {
                return Err(Trouble::Encrypted);
            }
        }
        let types = parts.text("[Content_Types].xml")?.ok_or(Trouble::Kind)?;
        if types.windows(12).any(|part| part.eq_ignore_ascii_case(b"macroenabled")) {
            return Err(Trouble::Macros);
        }
        Ok(parts)
    }

    fn text(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let Ok(part) = self.zip.by_name(name) else { return Ok(None) };
        let mut text = Vec::new();
        // What a part says of its size is not believed: it is read until the room is used up.
        part.take(self.left + 1).read_to_end(&mut text).map_err(|_| Trouble::Broken)?;
        self.left = self.left.checked_sub(text.len() as u64).ok_or(Trouble::Inflates)?;
        Ok(Some(text))
    }
}

/// Where a sheet lies in the workbook.
struct Place {
    name: String,
    path: String,
}

/// Calls for every start of an element, also of empty ones.
fn elements(xml: &[u8], mut each: impl FnMut(&BytesStart<'_>) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let mut reader = Reader::from_reader(xml);
    loop {
        match reader.read_event().map_err(|_| Trouble::Broken)? {
            Event::Start(element) | Event::Empty(element) => each(&element)?,
            // Entities of a document's own could grow without end; a workbook has none.
            Event::DocType(_) => return Err(Trouble::Broken),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name without prefix; with `prefixed` only one that has a prefix.
fn attribute(element: &BytesStart<'_>, name: &[u8], prefixed: bool) -> Option<String> {
    let found = element.attributes().filter_map(Result::ok).find(|one| {
        let has_prefix = one.key.prefix().is_some();
        one.key.local_name().as_ref() == name && has_prefix == prefixed
    })?;
    let raw = String::from_utf8(found.value.into_owned()).ok()?;
    quick_xml::escape::unescape(&raw).ok().map(|text| text.into_owned())
}

/// The path of a part as another part names it.
fn resolved(folder: &str, target: &str) -> String {
    let whole = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
    let mut path: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// What a part refers to: type and path by id.
fn relations(parts: &mut Parts<'_>, of: &str) -> Result<BTreeMap<String, (String, String)>, Trouble> {
    let (folder, file) = of.rsplit_once('/').map_or(("", of), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut found = BTreeMap::new();
    if let Some(xml) = parts.text(&format!("{folder}_rels/{file}.rels"))? {
        elements(&xml, |element| {
            let get = |name: &[u8]| attribute(element, name, false);
            if let (Some(id), Some(kind), Some(target)) = (get(b"Id"), get(b"Type"), get(b"Target")) {
                found.insert(id, (kind, resolved(&folder, &target)));
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// The sheets with questions in their order, and where the shared texts lie.
fn places(parts: &mut Parts<'_>) -> Result<(Vec<Place>, Option<String>), Trouble> {
    let book = relations(parts, "")?.into_values().find(|(kind, _)| kind.ends_with("/officeDocument"));
    let book = book.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, path)| path);
    let xml = parts.text(&book)?.ok_or(Trouble::Kind)?;
    let relations = relations(parts, &book)?;
    let mut sheets = Vec::new();
    elements(&xml, |element| {
        if element.local_name().as_ref() == b"sheet" {
            let id = attribute(element, b"id", true).unwrap_or_default();
            // A chart alone is a sheet, too; there is nothing to read in it.
            if let Some((_, path)) = relations.get(&id).filter(|(kind, _)| kind.ends_with("/worksheet")) {
                let name = attribute(element, b"name", false).unwrap_or_default();
                sheets.push(Place { name: name.chars().filter(|c| !c.is_control()).collect(), path: path.clone() });
            }
        }
        Ok(())
    })?;
    if sheets.is_empty() {
        return Err(Trouble::Kind);
    }
    if sheets.len() > MOST_SHEETS {
        return Err(Trouble::Inflates);
    }
    let shared = relations.into_values().find(|(kind, _)| kind.ends_with("/sharedStrings")).map(|(_, path)| path);
    Ok((sheets, shared))
}

pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Trouble> {
    let mut parts = Parts::open(bytes)?;
    let (places, shared) = places(&mut parts)?;
    let shared = match shared {
        Some(path) => walk::shared(&parts.text(&path)?.unwrap_or_default())?,
        None => Vec::new(),
    };
    let (mut sheets, mut room) = (Vec::new(), Room::new());
    for place in places {
        let xml = parts.text(&place.path)?.ok_or(Trouble::Broken)?;
        let walked = walk::sheet(&xml, &shared, &mut room)?;
        sheets.push(Sheet { name: place.name, rows: rows(walked) });
    }
    Ok(sheets)
}

fn rows(walked: SheetAt) -> Vec<Row> {
    let row = |at: walk::RowAt| {
        let cells = at.cells.into_iter().filter(|cell| !cell.text.trim().is_empty()).map(|cell| (cell.column, cell.text));
        Row { number: at.number, cells: cells.collect() }
    };
    walked.rows.into_iter().map(row).filter(|row| !row.cells.is_empty()).collect()
}

pub fn write(bytes: &[u8], target: Target, answers: &BTreeMap<u32, String>) -> Result<Vec<u8>, Trouble> {
    let mut parts = Parts::open(bytes)?;
    let (places, _) = places(&mut parts)?;
    let place = places.get(target.sheet).ok_or(Trouble::NoColumn)?;
    let xml = parts.text(&place.path)?.ok_or(Trouble::Broken)?;
    let walked = walk::sheet(&xml, &[], &mut Room::new())?;
    let answered = cut_in(&xml, &walked, target.column, answers)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.zip.len() {
        let part = parts.zip.by_index_raw(at).map_err(|_| Trouble::Broken)?;
        let name = part.name().map_err(|_| Trouble::Broken)?.into_owned();
        if name == place.path {
            let options = SimpleFileOptions::default().last_modified_time(part.last_modified().unwrap_or_default());
            zip.start_file(name, options).map_err(|_| Trouble::Broken)?;
            zip.write_all(&answered).map_err(|_| Trouble::Broken)?;
        } else {
            zip.raw_copy_file(part).map_err(|_| Trouble::Broken)?;
        }
    }
    Ok(zip.finish().map_err(|_| Trouble::Broken)?.into_inner())
}

pub fn closed(bytes: &[u8], target: Target, rows: &[u32]) -> Result<BTreeMap<u32, Trouble>, Trouble> {
    let mut parts = Parts::open(bytes)?;
    let (places, _) = places(&mut parts)?;
    let place = places.get(target.sheet).ok_or(Trouble::NoColumn)?;
    let walked = walk::sheet(&parts.text(&place.path)?.ok_or(Trouble::Broken)?, &[], &mut Room::new())?;
    let found: BTreeMap<u32, &walk::RowAt> = walked.rows.iter().map(|row| (row.number, row)).collect();
    let trouble = |number: &u32| {
        if walked.merged.iter().any(|range| range.covers(*number, target.column)) {
            return Some((*number, Trouble::Merged));
        }
        let cells = &found.get(number)?.cells;
        cells.iter().any(|cell| cell.column == target.column && cell.formula).then_some((*number, Trouble::Formulas))
    };
    Ok(rows.iter().filter_map(trouble).collect())
}

/// The XML of a sheet with cells cut in.
fn cut_in(xml: &[u8], sheet: &SheetAt, column: u32, answers: &BTreeMap<u32, String>) -> Result<Vec<u8>, Trouble> {
    if column == 0 || column > super::MOST_COLUMNS {
        return Err(Trouble::NoColumn);
    }
    let mut cuts: Vec<(usize, usize, String)> = Vec::new();
    if let Some(wider) = sheet.dimension.as_ref().and_then(|dimension| dimension.reaching(column)) {
        cuts.push(wider);
    }
    for (number, answer) in answers {
        let row = sheet.rows.iter().find(|row| row.number == *number).ok_or(Trouble::NoColumn)?;
        if sheet.merged.iter().any(|range| range.covers(*number, column)) {
            return Err(Trouble::Merged);
        }
        let place = format!("{}{number}", letters(column));
        match row.cells.iter().find(|cell| cell.column == column) {
            Some(found) if found.formula => return Err(Trouble::Formulas),
            Some(found) => cuts.push((found.start, found.end, cell(&row.prefix, &place, found.style.as_deref(), answer))),
            None => {
                let end = row.end.ok_or(Trouble::NoColumn)?;
                let at = row.cells.iter().find(|cell| cell.column > column).map_or(end, |next| next.start);
                let style = row.style.as_deref().or_else(|| sheet.style_of(column));
                cuts.push((at, at, cell(&row.prefix, &place, style, answer)));
            }
        }
    }
    cuts.sort_by_key(|(start, _, _)| *start);
    let (mut written, mut copied) = (Vec::with_capacity(xml.len()), 0);
    for (start, end, new) in cuts {
        written.extend(xml.get(copied..start).ok_or(Trouble::Broken)?);
        written.extend(new.as_bytes());
        copied = end;
    }
    written.extend(xml.get(copied..).ok_or(Trouble::Broken)?);
    Ok(written)
}

/// A cell that holds a text and can be nothing else: no program takes it for a formula.
pub fn cell(prefix: &str, place: &str, style: Option<&str>, text: &str) -> String {
    let style = style.map(|style| format!(" s=\"{}\"", escaped(style))).unwrap_or_default();
    let text: String = text.chars().take(MOST_CELL).collect();
    let text = escaped(&text);
    format!(
        "<{prefix}c r=\"{place}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
    )
}

/// A text inside XML; what XML cannot hold is left out.
pub fn escaped(text: &str) -> String {
    let held = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    let held: String = text.chars().filter(held).collect();
    let mut safe = String::with_capacity(held.len());
    for (at, c) in held.char_indices() {
        match c {
            // Programs read `_x0041_` in a cell as a letter.
            '_' if is_coded(&held.as_bytes()[at..]) => safe.push_str("_x005F_"),
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Whether a text begins as `_x0041_` does.
fn is_coded(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()))
}
