//! Tables and facts: cells wrap, the header row is repeated on each page, a row taller than a page is split.

use super::{
    Error, Sheet,
    block::with_space,
    canvas::{Colour, Type},
    fonts::{Weight, face},
    sheet::BODY,
    tags::{Attribute, Tags},
    text::clean,
};

/// A column: its title and its share of the width, in relation to the other columns.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// What stands in the header row.
    pub title: &'a str,
    /// Share of the width; the shares of all columns need not add up to anything.
    pub width_share: f32,
}

const HEAD: Type = Type { weight: Weight::Bold, size: 8.5, leading: 12.0, colour: Colour::INK };
const CELL: Type = Type { weight: Weight::Regular, size: 9.0, leading: 12.8, colour: Colour::INK };
const LABEL: Type = Type { colour: Colour::MUTED, ..BODY };
/// Space above and below the text of a cell.
const PAD: f32 = 5.0;
/// Space between columns.
const GUTTER: f32 = 10.0;

struct Cell {
    style: Type,
    lines: Vec<String>,
    element: usize,
}

/// Widths of the columns, the header to repeat, and how rows are set apart.
struct Grid {
    widths: Vec<f32>,
    titles: Vec<Vec<String>>,
    pad: f32,
    ruled: bool,
}

impl Sheet {
    /// A table with a header row.
    pub fn table(&mut self, columns: &[Column<'_>], rows: &[Vec<String>]) -> &mut Self {
        self.attempt(|sheet| sheet.set_table(columns, rows))
    }

    /// Labels with their values, side by side and without lines.
    pub fn facts<L: AsRef<str>, V: AsRef<str>>(&mut self, facts: &[(L, V)]) -> &mut Self {
        self.attempt(|sheet| {
            let facts: Vec<_> = facts.iter().map(|(label, value)| (clean(label.as_ref()), clean(value.as_ref()))).collect();
            sheet.set_facts(&facts)
        })
    }

    fn set_facts(&mut self, facts: &[(String, String)]) -> Result<(), Error> {
        if facts.is_empty() {
            return Ok(());
        }
        self.leave_lists();
        let total = self.area.right - self.area.left;
        let grid = Grid { widths: vec![total * 0.32, total * 0.68], titles: Vec::new(), pad: 1.6, ruled: false };
        let table = self.canvas.tags.add(Tags::ROOT, "Table");
        for (label, value) in facts {
            let row = self.canvas.tags.add(table, "TR");
            let head = self.canvas.tags.add_with(row, "TH", Attribute::Scope("Row"));
            let data = self.canvas.tags.add(row, "TD");
            let cells = [grid.cell(0, LABEL, label, head)?, grid.cell(1, BODY, value, data)?];
            self.set_row(&grid, &cells)?;
        }
        self.y -= 7.0;
        Ok(())
    }

    fn set_table(&mut self, columns: &[Column<'_>], rows: &[Vec<String>]) -> Result<(), Error> {
        if let Some(row) = rows.iter().find(|row| row.len() != columns.len()) {
            return Err(Error::Shape { cells: row.len(), columns: columns.len() });
        }
        if columns.is_empty() {
            return Ok(());
        }
        self.leave_lists();
        let mut grid = Grid { widths: self.widths(columns, rows)?, titles: Vec::new(), pad: PAD, ruled: true };
        let table = self.canvas.tags.add(Tags::ROOT, "Table");
        let row = self.canvas.tags.add(table, "TR");
        let mut titles = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let element = self.canvas.tags.add_with(row, "TH", Attribute::Scope("Column"));
            titles.push(grid.cell(index, HEAD, &clean(column.title), element)?);
        }
        let head = height(&titles, PAD);
        self.room(self.start_of(columns, rows)?)?;
        self.set_row(&grid, &titles)?;
        if head < (self.area.top - self.area.bottom) / 3.0 {
            grid.titles = titles.into_iter().map(|cell| cell.lines).collect();
        }
        for cells in rows {
            let row = self.canvas.tags.add(table, "TR");
            let mut set = Vec::new();
            for (index, text) in cells.iter().enumerate() {
                let element = self.canvas.tags.add(row, "TD");
                set.push(grid.cell(index, CELL, &clean(text), element)?);
            }
            self.set_row(&grid, &set)?;
        }
        self.y -= 11.0;
        Ok(())
    }

    /// How many points the head of a table takes with the first row under it, or with the first lines of a tall one.
    pub fn start_of_table(&self, columns: &[Column<'_>], rows: &[Vec<String>]) -> f32 {
        self.start_of(columns, rows).unwrap_or_default()
    }

    fn start_of(&self, columns: &[Column<'_>], rows: &[Vec<String>]) -> Result<f32, Error> {
        let grid = Grid { widths: self.widths(columns, rows)?, titles: Vec::new(), pad: PAD, ruled: true };
        let tall = |texts: &mut dyn Iterator<Item = &str>, style: Type| -> Result<f32, Error> {
            let mut most = 1;
            for (index, text) in texts.take(columns.len()).enumerate() {
                most = most.max(grid.cell(index, style, &clean(text), 0)?.lines.len());
            }
            Ok(CELL.leading * most as f32 + 2.0 * PAD)
        };
        let head = tall(&mut columns.iter().map(|column| column.title), HEAD)?;
        let first = match rows.first() {
            Some(row) => tall(&mut row.iter().map(String::as_str), CELL)?,
            None => 0.0,
        };
        Ok(head + first.min((self.area.top - self.area.bottom) / 3.0))
    }

    /// As the shares say, but where a word would be cut and the other columns have room to spare: a word is read whole.
    fn widths(&self, columns: &[Column<'_>], rows: &[Vec<String>]) -> Result<Vec<f32>, Error> {
        let share = |column: &Column<'_>| {
            if column.width_share.is_finite() { column.width_share.clamp(0.05, 1000.0) } else { 1.0 }
        };
        let total = self.area.right - self.area.left;
        let shares: Vec<f32> = columns.iter().map(share).collect();
        let mut least = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let cells = rows.iter().filter_map(|row| row.get(index));
            let words = cells.map(|text| longest_word(CELL, text, total)).chain([longest_word(HEAD, column.title, total)]);
            let longest = words.collect::<Result<Vec<_>, _>>()?.into_iter().fold(0.0, f32::max);
            least.push(if index + 1 < columns.len() { longest + GUTTER } else { longest });
        }
        if least.iter().sum::<f32>() > total {
            least.fill(0.0);
        }
        Ok(shared(total, &shares, &least))
    }

    /// Draws a row, on the next page if it fits there and not here, in pieces if it fits on no page.
    fn set_row(&mut self, grid: &Grid, cells: &[Cell]) -> Result<(), Error> {
        let leading = cells.iter().map(|cell| cell.style.leading).fold(CELL.leading, f32::max);
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        let fitting = |room: f32| ((room - 2.0 * grid.pad + 0.01) / leading).floor().max(0.0) as usize;
        let mut done = 0;
        loop {
            let (left, here) = (lines - done, fitting(self.y - self.area.bottom));
            let fresh = fitting(self.area.top - self.area.bottom - grid.title_height());
            let fits_later = left <= fresh && done == 0;
            if left > here && (fits_later || here < 3) && self.y < self.area.top - grid.title_height() - 0.01 {
                self.turn_with_titles(grid)?;
                continue;
            }
            let take = left.min(here.max(1));
            self.set_piece(grid, cells, done..done + take, leading)?;
            done += take;
            if done >= lines {
                return Ok(());
            }
            self.turn_with_titles(grid)?;
        }
    }

    fn set_piece(&mut self, grid: &Grid, cells: &[Cell], range: std::ops::Range<usize>, leading: f32) -> Result<(), Error> {
        let (top, mut x) = (self.y, self.area.left);
        for (cell, width) in cells.iter().zip(&grid.widths) {
            let lines = cell.lines.get(range.start..range.end.min(cell.lines.len())).unwrap_or_default();
            if lines.iter().any(|line| !line.is_empty()) {
                self.canvas.mark(cell.element);
                for (index, line) in lines.iter().enumerate() {
                    let baseline = top - grid.pad - cell.style.size - leading * index as f32;
                    let more = range.start + index + 1 < cell.lines.len();
                    self.canvas.line(cell.style, (x, baseline), &with_space(line, more))?;
                }
                self.canvas.unmark();
            }
            x += width;
        }
        self.y = top - 2.0 * grid.pad - leading * range.len() as f32;
        if grid.ruled {
            let heavy = cells.first().is_some_and(|cell| cell.style.weight == Weight::Bold);
            let (thickness, colour) = if heavy { (0.9, Colour::INK) } else { (0.5, Colour::HAIRLINE) };
            self.canvas.rule(self.canvas.page(), thickness, colour, (self.area.left, self.y), (self.area.right, self.y));
        }
        Ok(())
    }

    /// A repeated header is running text: a reader's voice says it once.
    fn turn_with_titles(&mut self, grid: &Grid) -> Result<(), Error> {
        self.turn()?;
        if grid.titles.is_empty() {
            return Ok(());
        }
        let (page, top, mut x) = (self.canvas.page(), self.y, self.area.left);
        for (lines, width) in grid.titles.iter().zip(&grid.widths) {
            for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
                self.canvas.running(page, HEAD, (x, top - PAD - HEAD.size - CELL.leading * index as f32), line)?;
            }
            x += width;
        }
        self.y = top - grid.title_height();
        self.canvas.rule(page, 0.9, Colour::INK, (self.area.left, self.y), (self.area.right, self.y));
        Ok(())
    }
}

impl Grid {
    fn cell(&self, column: usize, style: Type, text: &str, element: usize) -> Result<Cell, Error> {
        let gutter = if column + 1 < self.widths.len() { GUTTER } else { 0.0 };
        let lines = face(style.weight)?.wrap(text, style.size, self.widths[column] - gutter);
        Ok(Cell { style, lines, element })
    }

    fn title_height(&self) -> f32 {
        match self.titles.iter().map(Vec::len).max() {
            Some(lines) => CELL.leading * lines as f32 + 2.0 * PAD,
            None => 0.0,
        }
    }
}

/// Divides a width by shares, so that each part has at least what it needs; what all need fits.
fn shared(total: f32, shares: &[f32], least: &[f32]) -> Vec<f32> {
    let mut widths: Vec<Option<f32>> = vec![None; shares.len()];
    loop {
        let taken: f32 = widths.iter().flatten().sum();
        let open: f32 = shares.iter().zip(&widths).filter(|(_, width)| width.is_none()).map(|(share, _)| share).sum();
        let part = |share: f32| (total - taken) * share / open;
        let short = (0..shares.len()).find(|&at| widths[at].is_none() && part(shares[at]) < least[at]);
        match short {
            Some(at) => widths[at] = Some(least[at]),
            None => return shares.iter().zip(widths).map(|(&share, width)| width.unwrap_or_else(|| part(share))).collect(),
        }
    }
}

/// The width of the longest word of a text. Addresses and numbers may be cut where a line ends, and so may what is no word of
/// any language: wider than two fifths of the table.
fn longest_word(style: Type, text: &str, total: f32) -> Result<f32, Error> {
    let letters = face(style.weight)?;
    let text = clean(text);
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | ';' | '.' | ':' | '(' | ')' | '-'));
    let widths = text.split_whitespace().filter(is_word).map(|word| letters.width(word, style.size) + 0.01);
    Ok(widths.filter(|width| *width < total * 0.4).fold(0.0, f32::max))
}

fn height(cells: &[Cell], pad: f32) -> f32 {
    CELL.leading * cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1) as f32 + 2.0 * pad
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOTAL: f32 = 480.0;

    #[test]
    fn a_word_of_a_language_is_never_cut_where_there_is_room() {
        let sheet = Sheet::portrait("", "");
        let columns = [("Danach", 0.2), ("Grundlage", 3.0), ("Kontakt", 3.0)];
        let columns = columns.map(|(title, width_share)| Column { title, width_share });
        let rows = [["wird überschrieben", "x", "privacy@a-very-long-name-of-a-host-that-is-no-word.example"]
            .map(str::to_owned)
            .to_vec()];
        let widths = sheet.widths(&columns, &rows).unwrap();
        let face = face(Weight::Regular).unwrap();
        assert_eq!(face.wrap(&rows[0][0], CELL.size, widths[0] - GUTTER), ["wird", "überschrieben"]);
        let total = sheet.area.right - sheet.area.left;
        assert!((widths.iter().sum::<f32>() - total).abs() < 0.1);
        assert!((widths[1] - widths[2]).abs() < 0.1, "an address takes no room from the others");
        let monster = [vec!["x".repeat(500), "y".into(), "z".into()]];
        assert!(sheet.widths(&columns, &monster).unwrap()[0] < total * 0.4, "what is no word is cut");
    }

    #[test]
    fn a_header_never_stands_without_its_first_row() {
        let columns = [Column { title: "Measure", width_share: 1.0 }];
        let row = vec![vec!["word ".repeat(120)]];
        for lines in 0..60 {
            let mut sheet = Sheet::portrait("", "");
            for _ in 0..lines {
                sheet.small("x");
            }
            let (page, fits) = (sheet.canvas.page(), sheet.start_of_table(&columns, &row) <= sheet.room_left() + 0.01);
            sheet.table(&columns, &row);
            assert!(sheet.failure.is_none() && (sheet.canvas.page() == page) == fits, "{lines}");
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_and_have_what_they_need(parts in prop::collection::vec((0.05_f32..10.0, 0.0_f32..60.0), 1..8)) {
            let (shares, least): (Vec<f32>, Vec<f32>) = parts.into_iter().unzip();
            let widths = shared(TOTAL, &shares, &least);
            prop_assert!((widths.iter().sum::<f32>() - TOTAL).abs() < 0.5);
            prop_assert!(widths.iter().zip(&least).all(|(width, least)| *width > least - 0.01));
        }
    }
}
