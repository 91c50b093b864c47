//! QR codes as tagged figures.

use qrcode::{Color, EcLevel, QrCode};

use super::{
    Align, Error, Sheet,
    canvas::Colour,
    fonts::face,
    sheet::SMALL,
    tags::{Attribute, Tags},
    text::clean,
};

/// Empty modules around a code, as its standard wants.
const QUIET: usize = 4;

impl Sheet {
    /// A QR code of `text`, `size` points wide with its quiet zone; `alt` says what it is to who cannot see it.
    pub fn qr(&mut self, text: &str, alt: &str, size: f32, align: Align) -> &mut Self {
        self.attempt(|sheet| {
            sheet.leave_lists();
            sheet.room(size)?;
            let slack = sheet.area.right - sheet.area.left - size;
            let x = match align {
                Align::Left => sheet.area.left,
                Align::Centre => sheet.area.left + slack / 2.0,
                Align::Right => sheet.area.left + slack,
            };
            sheet.set_qr(text, alt, size, x)?;
            sheet.y -= size;
            Ok(())
        })
    }

    /// A QR code at the left with small text beside it, kept together: where a document can be checked.
    pub fn qr_beside(&mut self, text: &str, alt: &str, size: f32, beside: &str) -> &mut Self {
        self.attempt(|sheet| {
            sheet.leave_lists();
            let left = sheet.area.left + size + 12.0;
            let lines = face(SMALL.weight)?.wrap(&clean(beside), SMALL.size, sheet.area.right - left);
            let beside = SMALL.leading * lines.len() as f32;
            sheet.room(size.max(beside))?;
            let top = sheet.y;
            sheet.set_qr(text, alt, size, sheet.area.left)?;
            let element = sheet.canvas.tags.add(Tags::ROOT, "P");
            sheet.y = top - ((size - beside) / 2.0).max(0.0);
            sheet.set_lines(element, SMALL, &lines, (left, sheet.area.right), Align::Left)?;
            sheet.y = sheet.y.min(top - size) - 6.0;
            Ok(())
        })
    }

    /// Draws the code with its upper left corner at `x` and the current height.
    fn set_qr(&mut self, text: &str, alt: &str, size: f32, x: f32) -> Result<(), Error> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Error::Qr)?;
        let width = code.width();
        let module = size / (width + 2 * QUIET) as f32;
        let top = self.y;
        let bounds = [x, top - size, x + size, top];
        let figure = self.canvas.tags.add_with(Tags::ROOT, "Figure", Attribute::Bounds(bounds));
        self.canvas.tags.elements[figure].alt = Some(clean(alt));
        self.canvas.mark(figure);
        let rectangles = runs(&code).map(|(row, from, to)| {
            let at = |index: usize| (index + QUIET) as f32 * module;
            [x + at(from), top - at(row + 1), x + at(to), top - at(row)]
        });
        self.canvas.fill(Colour::INK, rectangles);
        self.canvas.unmark();
        Ok(())
    }
}

/// Dark modules, joined along each row: (row, from, to).
fn runs(code: &QrCode) -> impl Iterator<Item = (usize, usize, usize)> {
    let width = code.width();
    (0..width).flat_map(move |row| {
        let dark: Vec<bool> = (0..width).map(|column| code[(column, row)] == Color::Dark).collect();
        let mut runs = Vec::new();
        let mut column = 0;
        while column < width {
            let length = dark[column..].iter().take_while(|dark| **dark).count();
            if length > 0 {
                runs.push((row, column, column + length));
            }
            column += length.max(1);
        }
        runs
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_modules_cover_exactly_the_dark_ones() {
        let code = QrCode::new("https://example.org/verify/123").unwrap();
        let dark = code.to_colors().into_iter().filter(|color| *color == Color::Dark).count();
        assert_eq!(runs(&code).map(|(_, from, to)| to - from).sum::<usize>(), dark);
        assert!(runs(&code).all(|(row, from, to)| (from..to).all(|column| code[(column, row)] == Color::Dark)));
    }
}
