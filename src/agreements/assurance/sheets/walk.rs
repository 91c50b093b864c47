//! One walk over the XML of a sheet: what stands in each cell, and between which bytes the cell lies.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::{MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Room, Trouble, letters};

/// A sheet as it lies in its XML.
#[derive(Default)]
pub struct SheetAt {
    /// Its rows.
    pub rows: Vec<RowAt>,
    /// Cells that are merged.
    pub merged: Vec<Range>,
    /// What the sheet says of its size.
    pub dimension: Option<Dimension>,
    /// Styles of columns: first, last, style.
    columns: Vec<(u32, u32, String)>,
}

/// A row.
pub struct RowAt {
    /// From 1.
    pub number: u32,
    /// The prefix of its elements, with its colon; mostly empty.
    pub prefix: String,
    /// The style of cells that are not there.
    pub style: Option<String>,
    /// Where its end tag begins; none for a row without cells.
    pub end: Option<usize>,
    /// Its cells in order.
    pub cells: Vec<CellAt>,
}

/// A cell.
pub struct CellAt {
    /// From 1.
    pub column: u32,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How it looks.
    pub style: Option<String>,
    /// What is shown in it.
    pub text: String,
    /// Whether a formula makes it.
    pub formula: bool,
}

/// Cells from one corner to the other.
pub struct Range {
    first: (u32, u32),
    last: (u32, u32),
}

impl Range {
    /// Whether the cell is one of these but not the first, which shows the text.
    pub fn covers(&self, row: u32, column: u32) -> bool {
        let inside = (self.first.0..=self.last.0).contains(&row) && (self.first.1..=self.last.1).contains(&column);
        inside && (row, column) != self.first
    }

    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        Some(Self { first: place(first)?, last: place(last)? })
    }
}

/// The attribute by which a sheet says how large it is.
pub struct Dimension {
    start: usize,
    end: usize,
    element: String,
    range: String,
}

impl Dimension {
    /// The same for a sheet that reaches until this column; none when it does already.
    pub fn reaching(&self, column: u32) -> Option<(usize, usize, String)> {
        let range = Range::parse(&self.range)?;
        let (row, last) = range.last;
        let wider = format!("{}{}:{}{row}", letters(range.first.1), range.first.0, letters(column));
        (last < column).then(|| (self.start, self.end, self.element.replace(&self.range, &wider)))
    }
}

impl SheetAt {
    /// The style of a column's cells that are not there.
    pub fn style_of(&self, column: u32) -> Option<&str> {
        let found = self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&column));
        found.map(|(_, _, style)| style.as_str())
    }
}

/// Row and column of a cell's name, as `C7`.
fn place(name: &str) -> Option<(u32, u32)> {
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    let mut column = 0u32;
    for letter in letters.chars() {
        let value = u32::from(letter.to_ascii_uppercase()).checked_sub(u32::from('A')).filter(|value| *value < 26)?;
        column = column.checked_mul(26)?.checked_add(value + 1)?;
    }
    Some((digits.parse().ok()?, column)).filter(|(row, column)| *row > 0 && *column > 0)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    String::from_utf8(found.value.into_owned()).ok()
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

/// The texts that cells share, by their place.
pub fn shared(xml: &[u8]) -> Result<Vec<String>, Trouble> {
    let mut reader = Reader::from_reader(xml);
    let (mut texts, mut text, mut inside, mut reading_aid, mut room) = (Vec::new(), String::new(), false, false, MOST_TEXT);
    loop {
        match reader.read_event().map_err(|_| Trouble::Broken)? {
            Event::Start(element) => match element.local_name().as_ref() {
                b"si" => text.clear(),
                b"t" => inside = !reading_aid,
                b"rPh" => reading_aid = true,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == b"si" => texts.push(String::new()),
            Event::End(element) => match element.local_name().as_ref() {
                b"si" => {
                    room = room.checked_sub(text.len()).ok_or(Trouble::Inflates)?;
                    texts.push(std::mem::take(&mut text));
                }
                b"t" => inside = false,
                b"rPh" => reading_aid = false,
                _ => {}
            },
            Event::Eof => return Ok(texts),
            event => say(&event, inside, &mut text)?,
        }
    }
}

/// Adds what an event says, where it counts.
fn say(event: &Event<'_>, counts: bool, text: &mut String) -> Result<(), Trouble> {
    match event {
        Event::DocType(_) => return Err(Trouble::Broken),
        Event::Text(part) if counts => text.push_str(&part.decode().map_err(|_| Trouble::Broken)?),
        Event::CData(part) if counts => text.push_str(&part.decode().map_err(|_| Trouble::Broken)?),
        Event::GeneralRef(reference) if counts => text.extend(meant(reference)),
        _ => {}
    }
    if text.len() > MOST_TEXT { Err(Trouble::Inflates) } else { Ok(()) }
}

fn meant(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    match reference.decode().ok()?.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    column: u32,
    start: usize,
    style: Option<String>,
    kind: String,
    text: String,
    formula: bool,
    /// Whether the text that comes now is the cell's.
    counts: bool,
}

impl Open {
    fn closed(self, end: usize, shared: &[String]) -> CellAt {
        let text = match self.kind.as_str() {
            "s" => self.text.trim().parse::<usize>().ok().and_then(|at| shared.get(at).cloned()).unwrap_or_default(),
            "b" => (if self.text.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            _ => self.text,
        };
        CellAt { column: self.column, start: self.start, end, style: self.style, text, formula: self.formula }
    }
}

/// Walks over a sheet.
pub fn sheet(xml: &[u8], shared: &[String], room: &mut Room) -> Result<SheetAt, Trouble> {
    let mut reader = Reader::from_reader(xml);
    let (mut found, mut cell) = (SheetAt::default(), None::<Open>);
    let mut in_row = false;
    loop {
        let start = place_of(&reader);
        let event = reader.read_event().map_err(|_| Trouble::Broken)?;
        let end = place_of(&reader);
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let is_empty = matches!(event, Event::Empty(_));
                match element.local_name().as_ref() {
                    b"row" => {
                        found.rows.push(row(element, found.rows.last())?);
                        in_row = !is_empty;
                        if found.rows.len() > MOST_ROWS {
                            return Err(Trouble::Inflates);
                        }
                    }
                    b"c" if in_row => {
                        let row = found.rows.last_mut().ok_or(Trouble::Broken)?;
                        let open = open(element, row, start)?;
                        if is_empty {
                            keep(row, open.closed(end, shared), room)?;
                        } else {
                            cell = Some(open);
                        }
                    }
                    b"f" => cell.iter_mut().for_each(|cell| cell.formula = true),
                    b"v" | b"t" if !is_empty => cell.iter_mut().for_each(|cell| cell.counts = true),
                    b"rPh" => cell.iter_mut().for_each(|cell| cell.counts = false),
                    b"mergeCell" => found.merged.extend(attribute(element, "ref").as_deref().and_then(Range::parse)),
                    b"col" => {
                        let style = attribute(element, "style");
                        let range = number(element, "min").zip(number(element, "max"));
                        found.columns.extend(range.zip(style).map(|((first, last), style)| (first, last, style)));
                    }
                    b"dimension" if is_empty => {
                        let element_text = String::from_utf8_lossy(xml.get(start..end).unwrap_or_default()).into_owned();
                        let range = attribute(element, "ref");
                        found.dimension = range.map(|range| Dimension { start, end, element: element_text, range });
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                b"row" => {
                    in_row = false;
                    found.rows.last_mut().ok_or(Trouble::Broken)?.end = Some(start);
                }
                b"c" => {
                    if let (Some(open), Some(row)) = (cell.take(), found.rows.last_mut()) {
                        keep(row, open.closed(end, shared), room)?;
                    }
                }
                b"v" | b"t" => cell.iter_mut().for_each(|cell| cell.counts = false),
                _ => {}
            },
            Event::Eof => return Ok(found),
            event => match &mut cell {
                Some(cell) => say(event, cell.counts, &mut cell.text)?,
                None => say(event, false, &mut String::new())?,
            },
        }
    }
}

fn place_of(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn row(element: &BytesStart<'_>, before: Option<&RowAt>) -> Result<RowAt, Trouble> {
    let next = before.map_or(1, |row| row.number.saturating_add(1));
    let name = String::from_utf8_lossy(element.name().as_ref()).into_owned();
    let prefix = name.strip_suffix("row").unwrap_or_default().to_owned();
    let number = number(element, "r").unwrap_or(next);
    if number < next {
        return Err(Trouble::Broken);
    }
    let has_style = attribute(element, "customFormat").is_some_and(|flag| flag == "1" || flag == "true");
    let style = attribute(element, "s").filter(|_| has_style);
    Ok(RowAt { number, prefix, style, end: None, cells: Vec::new() })
}

fn open(element: &BytesStart<'_>, row: &RowAt, start: usize) -> Result<Open, Trouble> {
    let next = row.cells.last().map_or(1, |cell| cell.column.saturating_add(1));
    let column = attribute(element, "r").as_deref().and_then(place).map_or(next, |(_, column)| column);
    if column < next {
        return Err(Trouble::Broken);
    }
    let kind = attribute(element, "t").unwrap_or_default();
    Ok(Open { column, start, style: attribute(element, "s"), kind, ..Open::default() })
}

/// Cells far to the right hold nothing that matters, but their place counts.
fn keep(row: &mut RowAt, mut cell: CellAt, room: &mut Room) -> Result<(), Trouble> {
    if cell.column > MOST_COLUMNS {
        cell.text.clear();
    }
    room.take(cell.text.len())?;
    row.cells.push(cell);
    Ok(())
}
