//! Pages and the few things drawn on them: text, rules, filled squares. Everything painted is either content of a
//! structure element or an artifact; there is no third way.

use printpdf::{
    Color, CurTransMat, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rgb, TextItem,
    WindingOrder,
};

use super::{
    Error,
    fonts::{GOES_ON, Weight, face},
    tags::{Attribute, Tags, artifact},
};

/// More pages than this are a mistake, not a document.
const MAX_PAGES: usize = 2_000;

/// A colour of the screen (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// Body text.
    pub(super) const INK: Self = Self::new(0x14, 0x1d, 0x23);
    /// Labels, running text; 5.9 : 1 on white.
    pub(super) const MUTED: Self = Self::new(0x58, 0x64, 0x6b);
    /// Hairlines.
    pub(super) const HAIRLINE: Self = Self::new(0xc4, 0xcc, 0xd0);

    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rrggbb`.
    ///
    /// # Errors
    /// [`Error::Colour`] for anything else.
    pub fn hex(text: &str) -> Result<Self, Error> {
        let refused = || Error::Colour(text.to_owned());
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let value = u32::from_str_radix(digits.ok_or_else(refused)?, 16).map_err(|_| refused())?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Self { red, green, blue })
    }

    fn ink(self) -> Color {
        let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
        Color::Rgb(Rgb::new(part(self.red), part(self.green), part(self.blue), None))
    }
}

/// How a piece of text looks.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) weight: Weight,
    /// Points.
    pub(super) size: f32,
    /// Distance of baselines in points.
    pub(super) leading: f32,
    pub(super) colour: Colour,
}

/// The pages drawn so far.
pub(super) struct Canvas {
    pub(super) pages: Vec<Vec<Op>>,
    pub(super) tags: Tags,
    marked: Option<usize>,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { pages: vec![Vec::new()], tags: Tags::new(), marked: None }
    }

    /// Index of the page being drawn.
    pub(super) fn page(&self) -> usize {
        self.pages.len() - 1
    }

    fn push(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push(op);
        }
    }

    /// Starts the next page; content that was being drawn goes on there, as a further piece of the same element.
    pub(super) fn turn_page(&mut self) -> Result<(), Error> {
        if self.pages.len() >= MAX_PAGES {
            return Err(Error::TooLong(MAX_PAGES));
        }
        let marked = self.marked;
        self.unmark();
        self.pages.push(Vec::new());
        if let Some(element) = marked {
            self.mark(element);
        }
        Ok(())
    }

    /// What is drawn next belongs to that element.
    pub(super) fn mark(&mut self, element: usize) {
        self.unmark();
        let begin = self.tags.begin(element, self.pages.len() - 1);
        self.push(begin);
        self.marked = Some(element);
    }

    /// The element's piece of content ends here.
    pub(super) fn unmark(&mut self) {
        if self.marked.take().is_some() {
            self.push(Op::EndMarkedContent);
        }
    }

    /// Draws one line of content; `x` and `y` are where its baseline starts.
    pub(super) fn line(&mut self, style: Type, (x, y): (f32, f32), text: &str) -> Result<(), Error> {
        let page = self.page();
        write(&mut self.pages[page], style, (x, y), vec![TextItem::Text(plain_spaces(text))], text)
    }

    /// Draws one line on a fixed pitch, as a typewriter would: for checksums, which are compared digit by digit.
    pub(super) fn pitched(&mut self, style: Type, at: (f32, f32), pitch: f32, text: &str) -> Result<(), Error> {
        let face = face(style.weight)?;
        let mut items = Vec::new();
        for c in text.chars() {
            let margin = (pitch - face.advance(c, style.size)) / 2.0;
            let offset = (-margin * 1000.0 / style.size).round();
            items.extend([TextItem::Offset(offset), TextItem::Text(c.to_string()), TextItem::Offset(offset)]);
        }
        let page = self.page();
        write(&mut self.pages[page], style, at, items, text)
    }

    /// Draws a running line (header, footer) on any page.
    pub(super) fn running(&mut self, page: usize, style: Type, at: (f32, f32), text: &str) -> Result<(), Error> {
        self.pages[page].push(artifact("Pagination"));
        write(&mut self.pages[page], style, at, vec![TextItem::Text(plain_spaces(text))], text)?;
        self.pages[page].push(Op::EndMarkedContent);
        Ok(())
    }

    /// Draws a line that is decoration.
    pub(super) fn rule(&mut self, page: usize, thickness: f32, colour: Colour, from: (f32, f32), to: (f32, f32)) {
        self.stroke(page, thickness, colour, &[from, to], false);
    }

    /// Draws a frame that is decoration.
    pub(super) fn frame(&mut self, page: usize, thickness: f32, colour: Colour, [left, bottom, right, top]: [f32; 4]) {
        self.stroke(page, thickness, colour, &[(left, bottom), (right, bottom), (right, top), (left, top)], true);
    }

    fn stroke(&mut self, page: usize, thickness: f32, colour: Colour, points: &[(f32, f32)], closed: bool) {
        let points = points.iter().map(|&at| corner(at)).collect();
        self.pages[page].extend([
            artifact("Layout"),
            Op::SetOutlineColor { col: colour.ink() },
            Op::SetOutlineThickness { pt: Pt(thickness) },
            Op::DrawLine { line: Line { points, is_closed: closed } },
            Op::EndMarkedContent,
        ]);
    }

    /// Moves everything drawn so far on the first page down by some points.
    pub(super) fn lower(&mut self, points: f32) {
        let Some(page) = self.pages.first_mut() else { return };
        page.splice(
            0..0,
            [Op::SaveGraphicsState, Op::SetTransformationMatrix { matrix: CurTransMat::Translate(Pt(0.0), Pt(-points)) }],
        );
        page.push(Op::RestoreGraphicsState);
        for element in &mut self.tags.elements {
            if let Some(Attribute::Bounds([_, bottom, _, top])) = &mut element.attribute {
                (*bottom, *top) = (*bottom - points, *top - points);
            }
        }
    }

    /// Fills rectangles (left, bottom, right, top) as content.
    pub(super) fn fill(&mut self, colour: Colour, rectangles: impl Iterator<Item = [f32; 4]>) {
        let rings = rectangles
            .map(|[left, bottom, right, top]| PolygonRing {
                points: [(left, bottom), (right, bottom), (right, top), (left, top)].map(corner).to_vec(),
            })
            .collect();
        self.push(Op::SetFillColor { col: colour.ink() });
        self.push(Op::DrawPolygon { polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero } });
    }
}

fn write(page: &mut Vec<Op>, style: Type, at: (f32, f32), items: Vec<TextItem>, text: &str) -> Result<(), Error> {
    let face = face(style.weight)?;
    face.check(&text.replace(GOES_ON, ""))?;
    page.extend([
        Op::StartTextSection,
        Op::SetFillColor { col: style.colour.ink() },
        Op::SetFont { font: PdfFontHandle::External(face.id()), size: Pt(style.size) },
        Op::SetTextCursor { pos: point(at) },
        Op::ShowText { items },
        Op::EndTextSection,
    ]);
    Ok(())
}

/// The unbreakable space shares its glyph with the plain one; drawn as itself it would replace every space in a copy.
fn plain_spaces(text: &str) -> String {
    text.replace('\u{A0}', " ").replace(GOES_ON, "")
}

fn point((x, y): (f32, f32)) -> Point {
    let round = |value: f32| Pt((value * 100.0).round() / 100.0);
    Point { x: round(x), y: round(y) }
}

fn corner(at: (f32, f32)) -> LinePoint {
    LinePoint { p: point(at), bezier: false }
}
