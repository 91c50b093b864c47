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
        let mut grid = Grid { widths: self.widths(columns), titles: Vec::new(), pad: PAD, ruled: true };
        let table = self.canvas.tags.add(Tags::ROOT, "Table");
        let row = self.canvas.tags.add(table, "TR");
        let mut titles = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let element = self.canvas.tags.add_with(row, "TH", Attribute::Scope("Column"));
            titles.push(grid.cell(index, HEAD, &clean(column.title), element)?);
        }
        let head = height(&titles, PAD);
        self.room(head + CELL.leading * 3.0 + 2.0 * PAD)?;
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

    fn widths(&self, columns: &[Column<'_>]) -> Vec<f32> {
        let share = |column: &Column<'_>| {
            if column.width_share.is_finite() { column.width_share.clamp(0.05, 1000.0) } else { 1.0 }
        };
        let all: f32 = columns.iter().map(share).sum();
        columns.iter().map(|column| (self.area.right - self.area.left) * share(column) / all).collect()
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

fn height(cells: &[Cell], pad: f32) -> f32 {
    CELL.leading * cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1) as f32 + 2.0 * pad
}
