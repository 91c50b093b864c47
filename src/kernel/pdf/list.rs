//! Numbered clauses and plain lists, with labels that hang in the margin of their text.

use super::{
    Align, Error, Sheet,
    block::{together, with_space},
    fonts::face,
    sheet::{BODY, HANG},
    tags::{Attribute, Tags},
    text::clean,
};

/// How far the text of a subclause stands in from its label.
const DEEPER: f32 = 24.0;

/// A list item that is still open for items one step deeper.
pub(super) struct Item {
    list: usize,
    body: usize,
}

impl Sheet {
    /// A numbered clause; its label hangs in the margin of its text.
    pub fn clause(&mut self, label: &str, text: &str) -> &mut Self {
        self.attempt(|sheet| sheet.item(1, label, text, numbering(label), 5.0))
    }

    /// A clause within the last clause, as in (a), (b).
    pub fn subclause(&mut self, label: &str, text: &str) -> &mut Self {
        self.attempt(|sheet| sheet.item(2, label, text, numbering(label), 5.0))
    }

    /// A list without numbers; within a clause it stands below the clause's text.
    pub fn list<T: AsRef<str>>(&mut self, items: &[T]) -> &mut Self {
        self.attempt(|sheet| {
            let depth = if sheet.items.is_empty() { 1 } else { 2 };
            sheet.items.truncate(depth - 1);
            for item in items {
                sheet.item(depth, "\u{2013}", item.as_ref(), "Disc", 4.0)?;
            }
            sheet.items.truncate(depth - 1);
            Ok(())
        })
    }

    fn item(&mut self, depth: usize, label: &str, text: &str, numbering: &'static str, after: f32) -> Result<(), Error> {
        let (label, text, depth) = (clean(label), clean(text), depth.min(self.items.len() + 1));
        let left = self.area.left + if depth > 1 { HANG } else { 0.0 };
        let hang = if depth > 1 || numbering == "Disc" { DEEPER } else { HANG };
        let hang = self.hang(&label, BODY, hang)?;
        let lines = face(BODY.weight)?.wrap(&text, BODY.size, self.area.right - left - hang);
        let announced = std::mem::take(&mut self.announced);
        let kept = together(lines.len());
        let company = if kept == lines.len() && announced > 0.0 { after + announced } else { 0.0 };
        self.room(BODY.leading * kept as f32 + company)?;

        let parent = if depth > 1 { self.items[depth - 2].body } else { Tags::ROOT };
        let list = match self.items.get(depth - 1) {
            Some(item) => item.list,
            None => self.canvas.tags.add_with(parent, "L", Attribute::Numbering(numbering)),
        };
        self.items.truncate(depth - 1);
        let entry = self.canvas.tags.add(list, "LI");
        let (mark, body) = (self.canvas.tags.add(entry, "Lbl"), self.canvas.tags.add(entry, "LBody"));
        self.items.push(Item { list, body });

        let top = self.y;
        self.set_lines(mark, BODY, &[with_space(&label, true)], (left, left + hang), Align::Left)?;
        self.y = top;
        self.announced = announced;
        self.set_lines(body, BODY, &lines, (left + hang, self.area.right), Align::Left)?;
        self.announced = 0.0;
        self.y -= after;
        Ok(())
    }
}

/// How the labels count, told from one of them.
fn numbering(label: &str) -> &'static str {
    match label.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_numeric() => "Decimal",
        Some(c) if c.is_uppercase() => "UpperAlpha",
        Some(_) => "LowerAlpha",
        None => "Disc",
    }
}
