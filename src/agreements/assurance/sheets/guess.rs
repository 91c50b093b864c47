//! Which sheet and which columns hold questions and answers: a guess that the customer can correct.

use super::{Book, Sheet};

/// Words over a column of answers, in small letters.
const ANSWER_WORDS: &[&str] =
    &["answer", "response", "reply", "antwort", "stellungnahme", "rückmeldung", "vendor comment", "anbieter", "ihre angabe"];
/// Words over a column of questions.
const QUESTION_WORDS: &[&str] = &["question", "requirement", "frage", "anforderung", "control description", "prüfpunkt"];
/// A text of so many characters may be a question; shorter ones are numbers, chapters and marks.
const LEAST_QUESTION: usize = 12;
/// A header stands in one of the first rows.
const HEADERS: usize = 15;

/// Where questions stand and answers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The sheet, from 0.
    pub sheet: usize,
    /// The row of the first question, from 1.
    pub first_row: u32,
    /// The column of the questions, from 1.
    pub question: u32,
    /// The column of the answers, from 1.
    pub answer: u32,
}

/// The best guess; `sheet` when the customer has chosen one.
#[must_use]
pub fn guess(book: &Book, sheet: Option<usize>) -> Option<Columns> {
    let sheets = book.sheets.iter().enumerate().filter(|(at, _)| sheet.is_none_or(|wanted| wanted == *at));
    // Of two that are as good, the first.
    let mut best: Option<(u32, usize, u32)> = None;
    for (at, sheet) in sheets {
        for column in 1..=sheet.columns() {
            let points = likeness(sheet, column);
            if points > best.map_or(0, |(most, _, _)| most) {
                best = Some((points, at, column));
            }
        }
    }
    let (_, at, question) = best?;
    let sheet = book.sheets.get(at)?;
    let header = header_row(sheet, question);
    let first_row = sheet.rows.iter().find(|row| row.number > header && is_question(row.cell(question)))?.number;
    Some(Columns { sheet: at, first_row, question, answer: answer_column(sheet, question, header, first_row) })
}

fn is_question(text: &str) -> bool {
    text.trim().chars().count() >= LEAST_QUESTION
}

/// How much a column looks like one of questions.
fn likeness(sheet: &Sheet, column: u32) -> u32 {
    let of_row = |text: &str| match () {
        () if !is_question(text) => 0,
        () if text.trim_end().ends_with('?') => 4,
        () if text.contains(' ') => 1,
        () => 0,
    };
    let cells: u32 = sheet.rows.iter().map(|row| of_row(row.cell(column))).sum();
    let named = sheet.rows.iter().take(HEADERS).any(|row| is_named(row.cell(column), QUESTION_WORDS));
    let answers = sheet.rows.iter().take(HEADERS).any(|row| is_named(row.cell(column), ANSWER_WORDS));
    match (named, answers) {
        (true, _) => cells.saturating_mul(3),
        (false, true) => cells / 4,
        (false, false) => cells,
    }
}

fn is_named(text: &str, words: &[&str]) -> bool {
    let text = text.trim().to_lowercase();
    text.chars().count() <= 60 && !text.ends_with('?') && words.iter().any(|word| text.contains(word))
}

/// The row that names the columns; 0 when there is none.
fn header_row(sheet: &Sheet, question: u32) -> u32 {
    let is_header = |row: &&super::Row| {
        is_named(row.cell(question), QUESTION_WORDS) || row.cells.values().any(|text| is_named(text, ANSWER_WORDS))
    };
    sheet.rows.iter().take(HEADERS).find(is_header).map_or(0, |row| row.number)
}

/// The column that is named so, or the first one to the right that is empty beside the questions.
fn answer_column(sheet: &Sheet, question: u32, header: u32, first_row: u32) -> u32 {
    let named = sheet.rows.iter().find(|row| row.number == header).and_then(|row| {
        let mut columns = row.cells.iter().filter(|(column, text)| **column != question && is_named(text, ANSWER_WORDS));
        columns.next().map(|(column, _)| *column)
    });
    let is_empty = |column: &u32| sheet.rows.iter().filter(|row| row.number >= first_row).all(|row| row.cell(*column).is_empty());
    named.or_else(|| (question + 1..=sheet.columns() + 1).find(is_empty)).unwrap_or(question + 1)
}
