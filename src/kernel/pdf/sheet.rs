//! A document as it is written: headings, numbered clauses, paragraphs and facts, flowing over pages.

use super::{
    Error,
    block::Block,
    canvas::{Canvas, Colour, Type},
    fonts::Weight,
    list::Item,
    outline::Bookmark,
    text::clean,
};

/// Where the lines of a text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left margin.
    Left,
    /// In the middle between the margins.
    Centre,
    /// At the right margin.
    Right,
}

/// How loud a line of display text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As body text.
    Plain,
    /// Bold.
    Strong,
    /// Grey.
    Quiet,
}

/// A document being written. The first thing that cannot be set is remembered and refused by [`super::finish`].
pub struct Sheet {
    pub(super) canvas: Canvas,
    pub(super) outline: Vec<Bookmark>,
    pub(super) area: Area,
    /// Where the next line goes, in points from the foot of the page.
    pub(super) y: f32,
    pub(super) header: String,
    pub(super) footer: String,
    pub(super) numbering: Option<String>,
    pub(super) border: Option<Colour>,
    pub(super) centred: bool,
    pub(super) items: Vec<Item>,
    level: u8,
    /// Points that stay free below the text that is set next.
    pub(super) announced: f32,
    pub(super) failure: Option<Error>,
}

/// The page and the part of it that text may fill, in points.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// A4: 210 × 297 mm.
const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;

pub(super) const BODY: Type = Type { weight: Weight::Regular, size: 10.0, leading: 14.6, colour: Colour::INK };
pub(super) const SMALL: Type = Type { weight: Weight::Regular, size: 8.5, leading: 12.2, colour: Colour::MUTED };
/// How far the text of a clause stands in from its number.
pub(super) const HANG: f32 = 34.0;

impl Sheet {
    /// An upright A4 page with a line above the text and up to three below it on every page.
    pub fn portrait(header: &str, footer: &str) -> Self {
        let area = Area { width: SHORT, height: LONG, left: 72.0, right: SHORT - 72.0, top: LONG - 86.0, bottom: 84.0 };
        Self::new(area, header, footer)
    }

    /// An A4 page on its side, for what hangs on a wall.
    pub fn landscape(header: &str, footer: &str) -> Self {
        let area = Area { width: LONG, height: SHORT, left: 84.0, right: LONG - 84.0, top: SHORT - 76.0, bottom: 66.0 };
        Self::new(area, header, footer)
    }

    fn new(area: Area, header: &str, footer: &str) -> Self {
        Self {
            canvas: Canvas::new(),
            outline: Vec::new(),
            area,
            y: area.top,
            header: clean(header),
            footer: clean(footer),
            numbering: None,
            border: None,
            centred: false,
            items: Vec::new(),
            level: 0,
            announced: 0.0,
            failure: None,
        }
    }

    /// Numbers the pages; the first `{}` is the page, the second the number of pages: `Page {} of {}`.
    pub fn numbered(mut self, pattern: &str) -> Self {
        self.numbering = Some(clean(pattern));
        self
    }

    /// Draws a frame in that colour around every page.
    pub fn bordered(mut self, colour: Colour) -> Self {
        self.border = Some(colour);
        self
    }

    /// Puts the text of a document of one page in the middle between its upper and lower margin.
    pub fn vertically_centred(mut self) -> Self {
        self.centred = true;
        self
    }

    /// A heading with its bookmark; level 1 is the document's title. A level that would be skipped is taken instead.
    pub fn heading(&mut self, level: u8, text: &str) -> &mut Self {
        self.set_heading(level, "", text)
    }

    /// A numbered heading; its number hangs in the margin like those of the clauses below it.
    pub fn section(&mut self, level: u8, label: &str, text: &str) -> &mut Self {
        self.set_heading(level, label, text)
    }

    fn set_heading(&mut self, level: u8, label: &str, text: &str) -> &mut Self {
        let level = self.nest(level);
        let (size, leading, before, after) = match level {
            1 => (20.0, 26.0, 0.0, 10.0),
            2 => (12.5, 17.0, 17.0, 5.0),
            3 => (10.5, 15.0, 10.0, 3.0),
            _ => (10.0, 14.6, 7.0, 2.0),
        };
        let style = Type { weight: Weight::Bold, size, leading, colour: Colour::INK };
        let (align, bookmark) = (Align::Left, Some(level));
        let label = clean(label);
        self.attempt(|sheet| {
            sheet.set_block(
                &Block { tag: heading_tag(level), style, before, after, align, company: 3, bookmark },
                &label,
                &clean(text),
            )
        })
    }

    /// A reader's table of contents breaks where a level is skipped.
    fn nest(&mut self, level: u8) -> u8 {
        self.level = level.clamp(1, (self.level + 1).min(6));
        self.level
    }

    /// A paragraph; a line break in the text begins a new line.
    pub fn paragraph(&mut self, text: &str) -> &mut Self {
        self.block(Block::plain(BODY, 7.0), text)
    }

    /// A remark in small grey letters.
    pub fn small(&mut self, text: &str) -> &mut Self {
        self.block(Block::plain(SMALL, 5.0), text)
    }

    /// A line of display text, as on a certificate; `size` in points.
    pub fn display(&mut self, text: &str, size: f32, tone: Tone, align: Align) -> &mut Self {
        self.block(Block { align, ..Block::plain(display_type(size, tone), 0.0) }, text)
    }

    /// A display line that is also a heading with a bookmark; the first one is the document's title.
    pub fn display_heading(&mut self, level: u8, text: &str, size: f32, align: Align) -> &mut Self {
        let level = self.nest(level);
        let style = display_type(size, Tone::Strong);
        self.block(Block { tag: heading_tag(level), align, bookmark: Some(level), ..Block::plain(style, 0.0) }, text)
    }

    /// A labelled checksum, in groups of four on a fixed pitch so that it can be compared by eye.
    pub fn checksum(&mut self, label: &str, digits: &str) -> &mut Self {
        self.attempt(|sheet| sheet.set_checksum(&clean(label), &clean(digits)))
    }

    /// A hairline across the page.
    pub fn rule(&mut self) -> &mut Self {
        self.attempt(|sheet| {
            sheet.items.clear();
            sheet.room(14.0)?;
            sheet.y -= 6.0;
            let (page, y) = (sheet.canvas.page(), sheet.y);
            sheet.canvas.rule(page, 0.6, Colour::HAIRLINE, (sheet.area.left, y), (sheet.area.right, y));
            sheet.y -= 8.0;
            Ok(())
        })
    }

    /// Empty space in points; never begins a page.
    pub fn space(&mut self, points: f32) -> &mut Self {
        if self.y < self.area.top {
            self.y = (self.y - points).max(self.area.bottom);
        } else if self.canvas.page() == 0 {
            self.y -= points.min(self.area.top - self.area.bottom);
        }
        self
    }

    /// Goes on at the top of a new page.
    pub fn page_break(&mut self) -> &mut Self {
        self.attempt(|sheet| {
            sheet.items.clear();
            if sheet.y < sheet.area.top { sheet.turn() } else { Ok(()) }
        })
    }

    /// Begins a part of the document: on a new page, unless more than a third of this one is left.
    pub fn part(&mut self) -> &mut Self {
        if self.room_left() * 3.0 > self.area.top - self.area.bottom { self.space(12.0) } else { self.page_break() }
    }

    /// Points between the last line and the foot of the page.
    pub fn room_left(&self) -> f32 {
        self.y - self.area.bottom
    }

    pub(super) fn attempt(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Error>) -> &mut Self {
        if self.failure.is_none() {
            self.failure = work(self).err();
        }
        self
    }

    fn block(&mut self, block: Block, text: &str) -> &mut Self {
        self.attempt(|sheet| sheet.set_block(&block, "", &clean(text)))
    }

    /// Turns the page unless that much room is left on it.
    pub(super) fn room(&mut self, points: f32) -> Result<(), Error> {
        if self.y - points < self.area.bottom - 0.01 && self.y < self.area.top { self.turn() } else { Ok(()) }
    }

    /// What comes next is no longer part of a list.
    pub(super) fn leave_lists(&mut self) {
        self.items.clear();
    }

    pub(super) fn turn(&mut self) -> Result<(), Error> {
        self.canvas.turn_page()?;
        self.y = self.area.top;
        Ok(())
    }
}

fn display_type(size: f32, tone: Tone) -> Type {
    let size = size.clamp(4.0, 96.0);
    let weight = if tone == Tone::Strong { Weight::Bold } else { Weight::Regular };
    let colour = if tone == Tone::Quiet { Colour::MUTED } else { Colour::INK };
    Type { weight, size, leading: size * 1.36, colour }
}

fn heading_tag(level: u8) -> &'static str {
    ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
}
