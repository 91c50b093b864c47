//! What is the same on every page: frame, header, footer, page numbers. Drawn last, when the number of pages is known.

use super::{
    Error, Sheet,
    canvas::{Colour, Type},
    fonts::{Face, Weight, face},
    text::clean,
};

const RUNNING: Type = Type { weight: Weight::Regular, size: 7.5, leading: 10.5, colour: Colour::MUTED };

/// Points at the right of the foot that are left to the number of the page.
const PAGE_NUMBER: f32 = 90.0;
/// So many lines the first part of the foot may take, and so many both parts together: an upright page has room for three.
const FOOT: usize = 2;
const FOOT_WITH_MORE: usize = 3;

/// Whether a text stands whole in the first part of the foot of an upright page.
#[must_use]
pub fn fits_foot(text: &str) -> bool {
    let area = Sheet::portrait("", "").area;
    let lines = |letters: &Face| letters.wrap(&clean(text), RUNNING.size, area.right - area.left - PAGE_NUMBER);
    face(RUNNING.weight).is_ok_and(|letters| lines(letters).len() <= FOOT)
}

/// Whether the number of a page fits into what the foot leaves to it.
#[must_use]
pub fn fits_page_number(text: &str) -> bool {
    face(RUNNING.weight).is_ok_and(|letters| letters.width(&clean(text), RUNNING.size) < PAGE_NUMBER - 6.0)
}

impl Sheet {
    /// Draws frame, header, footer and page numbers, now that the number of pages is known.
    pub(super) fn close(mut self) -> Result<Self, Error> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        let (area, pages) = (self.area, self.canvas.pages.len());
        if self.centred && pages == 1 {
            let down = ((self.y - area.bottom) / 2.0).max(0.0).round();
            self.canvas.lower(down);
            self.outline.iter_mut().for_each(|bookmark| bookmark.y -= down);
        }
        let letters = face(RUNNING.weight)?;
        let (first, more) = self.footer.split_once('\n').unwrap_or((&self.footer, ""));
        let mut footer = shortened(letters.wrap(first, RUNNING.size, area.right - area.left - PAGE_NUMBER), FOOT);
        let room = FOOT_WITH_MORE - footer.len();
        footer.extend(shortened(letters.wrap(more, RUNNING.size, area.right - area.left - 10.0), room));
        let header = shortened(letters.wrap(&self.header, RUNNING.size, area.right - area.left - 10.0), 1);
        for page in 0..pages {
            if let Some(colour) = self.border {
                self.canvas.frame(page, 2.2, colour, [26.0, 26.0, area.width - 26.0, area.height - 26.0]);
                self.canvas.frame(page, 0.6, colour, [31.0, 31.0, area.width - 31.0, area.height - 31.0]);
            }
            if let Some(line) = header.first().filter(|line| !line.is_empty()) {
                self.canvas.running(page, RUNNING, (area.left, area.height - 48.0), line)?;
                self.canvas.rule(page, 0.5, Colour::HAIRLINE, (area.left, area.height - 55.0), (area.right, area.height - 55.0));
            }
            let top = area.bottom - 30.0;
            for (index, line) in footer.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
                self.canvas.running(page, RUNNING, (area.left, top - RUNNING.leading * index as f32), line)?;
            }
            if let Some(pattern) = &self.numbering {
                let text = pattern.replacen("{}", &(page + 1).to_string(), 1).replacen("{}", &pages.to_string(), 1);
                let x = area.right - letters.width(&text, RUNNING.size);
                self.canvas.running(page, RUNNING, (x, top), &text)?;
            }
        }
        Ok(self)
    }
}

/// Running text repeats what stands elsewhere: what is too long for it ends in an ellipsis.
fn shortened(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('\u{2026}');
        }
    }
    lines
}
