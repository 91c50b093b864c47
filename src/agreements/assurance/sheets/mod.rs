//! Tables that customers send: read within bounds, and given back as they came with answers in one column.
//!
//! A workbook is a zip of XML parts. Writing it anew with a library of spreadsheets loses what that library does not know:
//! drawings, validation lists, conditional formats, what an add-in left. So nothing is written anew: one walk over the sheet
//! ([`xlsx`]) knows where each cell begins and ends, the cells of the answers are cut in, and every other part of the zip is
//! copied as it lies there, compressed. Reading with the same walk needs no second library (`zip` and `quick-xml` are in the
//! house anyway), and its bounds are ours: bytes, parts, rows, columns, cells. A CSV file ([`csv`]) is treated alike: only the
//! fields of the answers change, with its own separator, encoding, line ends and quotes.

mod csv;
mod encoding;
mod guess;
mod new;
mod walk;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use guess::{Columns, guess};
pub use new::{csv_of, workbook_of};

use crate::kernel::error::Error;

/// A file may have so many bytes: questionnaires of a thousand questions have a tenth of it.
pub const MOST_BYTES: usize = 5_000_000;
/// A questionnaire may have so many questions; the longest in common use have about 1,800.
pub const MOST_QUESTIONS: usize = 2_000;
/// A sheet may have so many rows that hold something.
const MOST_ROWS: usize = 20_000;
/// A sheet may have so many columns that hold something.
const MOST_COLUMNS: u32 = 256;
/// A sheet may have so many cells.
const MOST_CELLS: usize = 400_000;
/// What is in the sheets may come to so many bytes of text.
const MOST_TEXT: usize = 8 * 1024 * 1024;
/// A cell holds at most so many characters, as in the programs that people use.
const MOST_CELL: usize = 32_767;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook without macros.
    Xlsx,
    /// Text with separators.
    Csv,
}

impl Format {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The media type of a file.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// More bytes than [`MOST_BYTES`].
    TooLarge,
    /// Nothing in it.
    Empty,
    /// The format before 2007.
    OldExcel,
    /// Locked with a password.
    Encrypted,
    /// It holds programs.
    Macros,
    /// Neither a workbook nor text.
    Kind,
    /// Damaged, or not what its name says.
    Broken,
    /// Unpacked, it is larger than any questionnaire.
    Inflates,
    /// Text in an encoding that we do not read.
    Encoding,
    /// The sheet or the column is not there.
    NoColumn,
    /// A cell of the answers holds a formula.
    Formulas,
    /// A cell of the answers is covered by another.
    Merged,
}

impl Trouble {
    /// The code of the refusal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "file-too-large",
            Self::Empty => "file-empty",
            Self::OldExcel => "file-old-excel",
            Self::Encrypted => "file-encrypted",
            Self::Macros => "file-macros",
            Self::Kind => "file-kind",
            Self::Broken => "file-broken",
            Self::Inflates => "file-inflates",
            Self::Encoding => "file-encoding",
            Self::NoColumn => "file-no-column",
            Self::Formulas => "answer-formulas",
            Self::Merged => "answer-merged",
        }
    }

    const fn detail(self) -> &'static str {
        match self {
            Self::TooLarge => "The file may have at most 5 MB. Leave out pictures and sheets without questions.",
            Self::Empty => "The file holds no text.",
            Self::OldExcel => "This is an old Excel file (.xls). Save it as .xlsx and send that.",
            Self::Encrypted => "The file is locked with a password. Save it without one and send that.",
            Self::Macros => "The file holds macros. Save it as .xlsx without macros and send that.",
            Self::Kind => "Send an Excel workbook (.xlsx) or a CSV file.",
            Self::Broken => "The file is damaged. Open it, save it as .xlsx or CSV, and send that.",
            Self::Inflates => "The file is larger inside than a questionnaire can be. Send only the sheet with the questions.",
            Self::Encoding => "Save the CSV file as UTF-8 and send that.",
            Self::NoColumn => "The file has no such sheet or column.",
            Self::Formulas => "The column for the answers holds formulas. Choose another column.",
            Self::Merged => "In the column for the answers, cells are merged with others. Choose another column.",
        }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        Self::refused(trouble.code(), trouble.detail())
    }
}

/// What stands in a file.
#[derive(Clone, Debug)]
pub struct Book {
    /// What it is.
    pub format: Format,
    /// Its sheets; a CSV file has one without a name.
    pub sheets: Vec<Sheet>,
}

/// What stands in a sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The rows that hold something, by their number from 1.
    pub rows: Vec<Row>,
}

/// A row: texts by the number of the column from 1.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// Texts that are not empty.
    pub cells: BTreeMap<u32, String>,
}

impl Row {
    /// What stands in a column.
    #[must_use]
    pub fn cell(&self, column: u32) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// The last column that holds something.
    #[must_use]
    pub fn columns(&self) -> u32 {
        self.rows.iter().filter_map(|row| row.cells.keys().last().copied()).max().unwrap_or_default()
    }
}

/// Where answers go.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The sheet, from 0.
    pub sheet: usize,
    /// The column, from 1.
    pub column: u32,
}

/// What a file is, by its first bytes.
///
/// # Errors
/// What it cannot be.
pub fn format_of(bytes: &[u8]) -> Result<Format, Trouble> {
    match bytes {
        [] => Err(Trouble::Empty),
        _ if bytes.len() > MOST_BYTES => Err(Trouble::TooLarge),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            // Both lie in the same old container; the locked ones name the part that they are locked into.
            let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let locked = bytes.windows(mark.len()).any(|part| part == mark);
            Err(if locked { Trouble::Encrypted } else { Trouble::OldExcel })
        }
        [b'P', b'K', ..] => Ok(Format::Xlsx),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Ok(Format::Csv),
        _ if bytes.starts_with(b"%PDF") || bytes.contains(&0) => Err(Trouble::Kind),
        _ => Ok(Format::Csv),
    }
}

/// Reads a file.
///
/// # Errors
/// Why it is not taken.
pub fn read(bytes: &[u8]) -> Result<Book, Trouble> {
    let format = format_of(bytes)?;
    let sheets = match format {
        Format::Xlsx => xlsx::read(bytes)?,
        Format::Csv => vec![csv::read(bytes)?],
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Trouble::Empty);
    }
    Ok(Book { format, sheets })
}

/// The same file with answers in a column, by the numbers of their rows. Nothing else changes.
///
/// # Errors
/// Why it cannot be written there.
pub fn write(bytes: &[u8], target: Target, answers: &BTreeMap<u32, String>) -> Result<Vec<u8>, Trouble> {
    match format_of(bytes)? {
        Format::Xlsx => xlsx::write(bytes, target, answers),
        Format::Csv => csv::write(bytes, target, answers),
    }
}

/// Of these rows, those in which no answer can be written in the column, with the reason: the heading of a section that is
/// merged over it, or a formula.
///
/// # Errors
/// Why the file cannot be read, or has no such sheet or column.
pub fn closed(bytes: &[u8], target: Target, rows: &[u32]) -> Result<BTreeMap<u32, Trouble>, Trouble> {
    match format_of(bytes)? {
        Format::Xlsx => xlsx::closed(bytes, target, rows),
        Format::Csv => Ok(BTreeMap::new()),
    }
}

/// The letters of a column: 1 is `A`, 27 is `AA`.
#[must_use]
pub fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// Room that is used up as a file is read.
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    fn new() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }

    fn take(&mut self, text: usize) -> Result<(), Trouble> {
        self.cells = self.cells.checked_sub(1).ok_or(Trouble::Inflates)?;
        self.text = self.text.checked_sub(text).ok_or(Trouble::Inflates)?;
        Ok(())
    }
}
