//! Setting blocks of text: breaking lines, keeping them together, turning pages between them.

use super::{
    Align, Error, Sheet,
    canvas::{Colour, Type},
    fonts::{GOES_ON, Weight, face},
    outline::Bookmark,
    sheet::{BODY, HANG, SMALL},
    tags::Tags,
    text::clean,
};

/// What a block of text looks like and what it is.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub(super) tag: &'static str,
    pub(super) style: Type,
    pub(super) before: f32,
    pub(super) after: f32,
    pub(super) align: Align,
    /// Lines of body text that must fit below it on the same page.
    pub(super) company: u8,
    pub(super) bookmark: Option<u8>,
}

impl Block {
    /// A paragraph.
    pub(super) fn plain(style: Type, after: f32) -> Self {
        Self { tag: "P", style, before: 0.0, after, align: Align::Left, company: 0, bookmark: None }
    }
}

impl Sheet {
    /// Draws a paragraph or heading, with the space and the company it needs.
    pub(super) fn set_block(&mut self, block: &Block, label: &str, text: &str) -> Result<(), Error> {
        self.items.clear();
        let Block { style, before, after, align, .. } = *block;
        let left = self.area.left + self.hang(label, style, if label.is_empty() { 0.0 } else { HANG })?;
        let letters = face(style.weight)?;
        let lines = match (block.bookmark, align) {
            (None, Align::Left | Align::Right) => letters.wrap(text, style.size, self.area.right - left),
            _ => letters.balance(text, style.size, self.area.right - left),
        };
        let announced = std::mem::take(&mut self.announced);
        let kept = if block.company > 0 { lines.len().min(6) } else { together(lines.len()) };
        let company = (BODY.leading * f32::from(block.company)).max(if kept == lines.len() { announced } else { 0.0 });
        let before = |sheet: &Self| if sheet.y < sheet.area.top { before } else { 0.0 };
        self.room(before(self) + style.leading * kept as f32 + if company > 0.0 { after + company } else { 0.0 })?;
        // Asked again: at the top of a page nothing stands above.
        self.y -= before(self);
        if let Some(level) = block.bookmark {
            let title = format!("{label} {text}").replace('\n', " ").trim().to_owned();
            self.outline.push(Bookmark { level, title, page: self.canvas.page(), y: self.y });
        }
        let element = self.canvas.tags.add(Tags::ROOT, block.tag);
        if !label.is_empty() {
            let top = self.y;
            self.set_lines(element, style, &[with_space(label, true)], (self.area.left, left), Align::Left)?;
            self.y = top;
        }
        self.announced = announced;
        self.set_lines(element, style, &lines, (left, self.area.right), align)?;
        self.announced = 0.0;
        self.y -= after;
        Ok(())
    }

    /// Lines to write on, two beside each other, each with what belongs on it below.
    pub fn blanks<T: AsRef<str>>(&mut self, labels: &[T]) -> &mut Self {
        /// Room for a hand between two of them.
        const ABOVE: f32 = 36.0;
        const BETWEEN: f32 = 24.0;
        self.attempt(|sheet| {
            sheet.items.clear();
            let wide = (sheet.area.right - sheet.area.left - BETWEEN) / 2.0;
            for pair in labels.chunks(2) {
                let set = |label: &T| Ok::<_, Error>(face(SMALL.weight)?.wrap(&clean(label.as_ref()), SMALL.size, wide));
                let labels = pair.iter().map(set).collect::<Result<Vec<_>, _>>()?;
                let tallest = labels.iter().map(Vec::len).max().unwrap_or(1) as f32 * SMALL.leading;
                sheet.room(ABOVE + tallest)?;
                sheet.y -= ABOVE;
                let (top, page) = (sheet.y, sheet.canvas.page());
                for (index, lines) in labels.iter().enumerate() {
                    let left = sheet.area.left + (wide + BETWEEN) * index as f32;
                    sheet.canvas.rule(page, 0.6, Colour::INK, (left, top), (left + wide, top));
                    let element = sheet.canvas.tags.add(Tags::ROOT, "P");
                    sheet.y = top;
                    sheet.set_lines(element, SMALL, lines, (left, left + wide), Align::Left)?;
                }
                sheet.y = top - tallest - 9.0;
            }
            Ok(())
        })
    }

    /// How many points the beginning of a text takes that is not torn from what announces it, and whether that is all of it.
    pub fn start_of_text(&self, text: &str, stands_in: bool) -> (f32, bool) {
        let room = self.area.right - self.area.left - if stands_in { HANG } else { 0.0 };
        let lines = face(BODY.weight).map_or(1, |face| face.wrap(&clean(text), BODY.size, room).len());
        let kept = together(lines);
        (BODY.leading * kept as f32 + 7.0, kept == lines)
    }

    /// The next text announces what follows it: so many points below its end stay free for that on the same page.
    pub fn announce(&mut self, points: f32) -> &mut Self {
        self.announced = points.clamp(0.0, (self.area.top - self.area.bottom) / 3.0);
        self
    }

    /// How far a text stands in from its label.
    pub(super) fn hang(&self, label: &str, style: Type, least: f32) -> Result<f32, Error> {
        let label_width = if label.is_empty() { 0.0 } else { face(style.weight)?.width(label, style.size) + 6.0 };
        if label_width > (self.area.right - self.area.left) / 3.0 {
            return Err(Error::Label(label.chars().take(60).collect()));
        }
        Ok(label_width.max(least))
    }

    /// Draws lines one below the other; the last two stay together when the page turns, and with what they announce.
    pub(super) fn set_lines(
        &mut self,
        element: usize,
        style: Type,
        lines: &[String],
        (left, right): (f32, f32),
        align: Align,
    ) -> Result<(), Error> {
        self.canvas.mark(element);
        for (index, line) in lines.iter().enumerate() {
            let ends = lines.len() > 3 && index + 2 == lines.len();
            self.room(if ends { style.leading * 2.0 + self.announced } else { style.leading })?;
            self.y -= style.leading;
            let slack = right - left - face(style.weight)?.width(line, style.size);
            let x = match align {
                Align::Left => left,
                Align::Centre => left + slack / 2.0,
                Align::Right => left + slack,
            };
            let baseline = self.y + (style.leading - style.size) * 0.72;
            self.canvas.line(style, (x, baseline), &with_space(line, index + 1 < lines.len()))?;
        }
        self.canvas.unmark();
        Ok(())
    }

    pub(super) fn set_checksum(&mut self, label: &str, digits: &str) -> Result<(), Error> {
        self.items.clear();
        const STYLE: Type = Type { weight: Weight::Regular, size: 8.5, leading: 13.0, colour: Colour::INK };
        let groups: Vec<String> = digits.chars().collect::<Vec<_>>().chunks(4).map(String::from_iter).collect();
        let pitch = face(STYLE.weight)?.advance('0', STYLE.size);
        let per_line = ((self.area.right - self.area.left) / (pitch * 5.0)).floor().max(1.0) as usize;
        let rows = groups.chunks(per_line);
        self.room(SMALL.leading + STYLE.leading * rows.len() as f32)?;
        let element = self.canvas.tags.add(Tags::ROOT, "P");
        if !label.is_empty() {
            let lines = [with_space(label, true)];
            self.set_lines(element, SMALL, &lines, (self.area.left, self.area.right), Align::Left)?;
        }
        self.canvas.mark(element);
        for row in rows {
            self.room(STYLE.leading)?;
            self.y -= STYLE.leading;
            self.canvas.pitched(STYLE, (self.area.left, self.y + 3.5), pitch, &(row.join(" ") + " "))?;
        }
        self.canvas.unmark();
        self.y -= 7.0;
        Ok(())
    }
}

/// Lines at the beginning of a text that stay together: one alone is not left at the foot of a page, nor begins the next.
pub(super) const fn together(lines: usize) -> usize {
    if lines <= 3 { lines } else { 2 }
}

/// A real space where a line ends, or words run together when the document is read aloud or copied; none within a word.
pub(super) fn with_space(line: &str, more: bool) -> String {
    match line.strip_suffix(GOES_ON) {
        Some(part) => part.to_owned(),
        None if more => format!("{line} "),
        None => line.to_owned(),
    }
}
