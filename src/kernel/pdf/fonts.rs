//! The two embedded faces (Noto Sans, Open Font License) and what can be measured with them.
//!
//! A document embeds only the letters it uses. The drawing library would cut them out itself with its feature `text_layout`,
//! which brings a whole layout engine: a fifth of the build. The same font library does it here on one page of code.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use printpdf::{FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, TextItem};

use super::{Error, text::is_unbreakable_space};

static REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fonts/NotoSans-Regular.ttf"));
static BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fonts/NotoSans-Bold.ttf"));

/// At the end of a line within a word: nothing is drawn for it, and no space stands between this line and the next.
pub(super) const GOES_ON: char = '\u{2060}';
/// Behind these a word may be broken without a hyphen: in addresses, file names and compounds with their own.
const BREAKS: [char; 7] = ['@', '-', '/', '_', '=', '&', '?'];

/// Scripts whose letters change shape or order beside each other; drawn glyph by glyph they would be wrong.
const NEEDS_SHAPING: [std::ops::RangeInclusive<u32>; 7] =
    [0x0590..=0x109F, 0x1780..=0x18AF, 0x1900..=0x1CFF, 0xA800..=0xABFF, 0xFB1D..=0xFDFF, 0xFE70..=0xFEFE, 0x1_0800..=0x1_1FFF];

/// One of the two weights documents are set in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A parsed font under the name it has in every document.
pub(super) struct Face {
    /// Six capitals: resource name and subset tag. The library's own numbering would differ from call to call.
    tag: &'static str,
    name: &'static str,
    bytes: &'static [u8],
    font: ParsedFont,
}

/// The face of that weight.
pub(super) fn face(weight: Weight) -> Result<&'static Face, Error> {
    static FACES: OnceLock<Option<[Face; 2]>> = OnceLock::new();
    let [regular, bold] = FACES
        .get_or_init(|| {
            Some([Face::parse("TUTREG", "NotoSans-Regular", REGULAR)?, Face::parse("TUTBLD", "NotoSans-Bold", BOLD)?])
        })
        .as_ref()
        .ok_or(Error::Font)?;
    Ok(match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    })
}

/// Makes the faces available to a document: of each one the letters that its pages use.
pub(super) fn embed(document: &mut PdfDocument, pages: &[Vec<Op>]) -> Result<(), Error> {
    let mut used: BTreeMap<&FontId, BTreeSet<char>> = BTreeMap::new();
    for page in pages {
        let mut current = None;
        for op in page {
            match op {
                Op::SetFont { font: PdfFontHandle::External(id), .. } => current = Some(id),
                Op::ShowText { items } => {
                    let texts = items.iter().filter_map(|item| if let TextItem::Text(text) = item { Some(text) } else { None });
                    let letters = current.map(|id| used.entry(id).or_default());
                    letters.into_iter().for_each(|letters| letters.extend(texts.clone().flat_map(|text| text.chars())));
                }
                _ => {}
            }
        }
    }
    for face in [face(Weight::Regular)?, face(Weight::Bold)?] {
        if let Some(letters) = used.get(&face.id()) {
            document.resources.fonts.map.insert(face.id(), PdfFont::new(face.with_only(letters)?));
        }
    }
    Ok(())
}

/// True if both weights can draw the character as it should look.
pub(super) fn is_printable(c: char) -> bool {
    [Weight::Regular, Weight::Bold].into_iter().all(|weight| face(weight).is_ok_and(|face| face.glyph(c).is_some()))
}

impl Face {
    fn parse(tag: &'static str, name: &'static str, bytes: &'static [u8]) -> Option<Self> {
        let font = ParsedFont { original_bytes: Vec::new(), ..ParsedFont::from_bytes(bytes, 0, &mut Vec::new())? };
        Some(Self { tag, name, bytes, font })
    }

    /// The name under which content streams select this face.
    pub(super) fn id(&self) -> FontId {
        FontId(self.tag.to_owned())
    }

    /// The face with some of its letters alone. They are numbered anew, in the order they had, after the box for a missing one.
    fn with_only(&self, letters: &BTreeSet<char>) -> Result<ParsedFont, Error> {
        let glyphs: BTreeSet<u16> = letters.iter().filter_map(|&c| self.glyph(c)).collect();
        let kept: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
        let file = ReadScope::new(self.bytes).read::<FontData<'_>>().map_err(|_| Error::Font)?;
        let tables = file.table_provider(0).map_err(|_| Error::Font)?;
        let original_bytes = subset(&tables, &kept, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|_| Error::Font)?;
        let number = |glyph: u16| kept.binary_search(&glyph).ok().and_then(|place| u16::try_from(place).ok());
        let codepoint_to_glyph = letters.iter().filter_map(|&c| Some((u32::from(c), number(self.glyph(c)?)?))).collect();
        let glyph_widths = kept.iter().filter_map(|&glyph| Some((number(glyph)?, self.font.get_glyph_width(glyph)?))).collect();
        Ok(ParsedFont {
            original_bytes,
            codepoint_to_glyph,
            glyph_widths,
            font_name: Some(format!("{}+{}", self.tag, self.name)),
            font_index: 0,
            units_per_em: self.font.units_per_em,
            font_metrics: self.font.font_metrics.clone(),
            font_type: self.font.font_type,
            pdf_font_metrics: self.font.pdf_font_metrics.clone(),
        })
    }

    fn glyph(&self, c: char) -> Option<u16> {
        if NEEDS_SHAPING.iter().any(|range| range.contains(&u32::from(c))) {
            return None;
        }
        self.font.lookup_glyph_index(u32::from(c)).filter(|&glyph| glyph != 0)
    }

    /// The library draws an empty box for an unknown character without a word, and archives forbid that box.
    pub(super) fn check(&self, text: &str) -> Result<(), Error> {
        match text.chars().find(|&c| c != '\n' && self.glyph(c).is_none()) {
            None => Ok(()),
            Some(c) => Err(Error::Unprintable(c)),
        }
    }

    /// Width of one character in points.
    pub(super) fn advance(&self, c: char, size: f32) -> f32 {
        if c == GOES_ON {
            return 0.0;
        }
        let units = self.glyph(c).map_or(0.0, |glyph| f32::from(self.font.get_glyph_width(glyph).unwrap_or(0)));
        units / f32::from(self.font.units_per_em) * size
    }

    /// Width of a line in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c, size)).sum()
    }

    /// Breaks a text into lines no wider than `room` points; a word that is wider is broken where it must be.
    /// There is always at least one line.
    pub(super) fn wrap(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = Line { face: self, size, room, text: String::new(), width: 0.0, full: Vec::new() };
            for word in paragraph.split(|c: char| c.is_whitespace() && !is_unbreakable_space(c)).filter(|word| !word.is_empty()) {
                line.word(word);
            }
            lines.append(&mut line.full);
            lines.push(line.text);
        }
        lines
    }

    /// Breaks a heading into as few lines as it needs, of much the same length.
    pub(super) fn balance(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let fewest = self.wrap(text, size, room);
        if !(2..=4).contains(&fewest.len()) {
            return fewest;
        }
        let narrower = (10..20).map(|twentieths| self.wrap(text, size, room * twentieths as f32 / 20.0));
        narrower.into_iter().find(|lines| lines.len() == fewest.len()).unwrap_or(fewest)
    }
}

struct Line<'a> {
    face: &'a Face,
    size: f32,
    room: f32,
    text: String,
    width: f32,
    full: Vec<String>,
}

impl Line<'_> {
    fn word(&mut self, word: &str) {
        let (space, width) = (self.face.advance(' ', self.size), self.face.width(word, self.size));
        if !self.text.is_empty() && self.width + space + width > self.room {
            self.turn();
        }
        if !self.text.is_empty() {
            self.text.push(' ');
            self.width += space;
        }
        if width <= self.room {
            self.text.push_str(word);
            self.width += width;
            return;
        }
        for piece in parts(word) {
            self.piece(piece);
        }
    }

    /// A part of a word that is wider than a line: whole if it fits into one, or else with a hyphen where it is torn. A number,
    /// or whatever else is not all letters, gets none: it would be read as part of it.
    fn piece(&mut self, piece: &str) {
        let width = self.face.width(piece, self.size);
        if width <= self.room {
            if self.width + width > self.room {
                self.turn_within("");
            }
            self.text.push_str(piece);
            self.width += width;
            return;
        }
        let is_word = piece.trim_end_matches(BREAKS).trim_end_matches(['.', ',', ';', ':']).chars().all(char::is_alphabetic);
        let hyphen = if is_word { "-" } else { "" };
        let kept_free = self.face.width(hyphen, self.size);
        for c in piece.chars() {
            let width = self.face.advance(c, self.size);
            if self.width + width + kept_free > self.room && !self.text.is_empty() {
                self.turn_within(hyphen);
            }
            self.text.push(c);
            self.width += width;
        }
    }

    fn turn_within(&mut self, hyphen: &str) {
        self.text.push_str(hyphen);
        self.text.push(GOES_ON);
        self.turn();
    }

    fn turn(&mut self) {
        self.full.push(std::mem::take(&mut self.text));
        self.width = 0.0;
    }
}

/// An address is broken after its signs, and before a full stop, which at the end of a line would look like the sentence's.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let mut before = None;
    let begins = move |&(_, c): &(usize, char)| {
        let begins = before.is_some_and(|before| c == '.' || BREAKS.contains(&before));
        before = Some(c);
        begins
    };
    let starts = std::iter::once(0).chain(word.char_indices().filter(begins).map(|(at, _)| at));
    let ends: Vec<usize> = starts.collect();
    let last = word.len();
    (0..ends.len()).filter_map(move |at| word.get(ends[at]..ends.get(at + 1).copied().unwrap_or(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_room_and_lose_nothing() {
        let face = face(Weight::Regular).unwrap();
        let text = "Short words, then one that is far too long: ".to_owned() + "x".repeat(500).as_str();
        let lines = face.wrap(&text, 10.0, 200.0);
        assert!(lines.iter().all(|line| face.width(line, 10.0) <= 200.0));
        let joined: String = lines.iter().map(|line| line.strip_suffix("-\u{2060}").unwrap_or(line)).collect();
        assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        assert_eq!(face.wrap("", 10.0, 200.0), [""]);
        let room = face.width("datenschutz@rueckruf", 9.0);
        let address = face.wrap("datenschutz@rueckruf-desk.example", 9.0, room).join("|").replace(GOES_ON, "");
        assert_eq!(address, "datenschutz@|rueckruf-desk|.example");
        assert_eq!(parts("https://a.example/b?c").collect::<Vec<_>>(), ["https:/", "/", "a", ".example/", "b?", "c"]);
    }

    #[test]
    fn a_long_word_breaks_where_a_reader_expects_it() {
        let face = face(Weight::Regular).unwrap();
        let broken = |text: &str| face.wrap(text, 10.0, 72.0).join("|").replace(GOES_ON, "");
        assert_eq!(broken("datenschutz@brezje-logistika.example"), "datenschutz@|brezje-logistika|.example");
        let compound = broken("Auftragsverarbeitungsvertrag");
        assert!(compound.split('|').rev().skip(1).all(|line| line.ends_with('-')) && compound.contains('|'), "{compound}");
        assert_eq!(compound.replace("-|", ""), "Auftragsverarbeitungsvertrag");
        let number = broken("DE12345678901234567890");
        assert!(number.contains('|') && !number.contains('-'), "{number}");
    }

    #[test]
    fn a_face_that_was_cut_draws_the_same_letters() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = face(weight).unwrap();
            let letters: BTreeSet<char> = "Žiga Nguyễn Dương, Größe 12 – Иванова".chars().collect();
            let cut = face.with_only(&letters).unwrap();
            // What the cut file says of itself, against what is written beside it.
            let read = ParsedFont::from_bytes(&cut.original_bytes, 0, &mut Vec::new()).unwrap();
            for letter in letters {
                let glyph = cut.lookup_glyph_index(u32::from(letter)).unwrap();
                assert_eq!(read.lookup_glyph_index(u32::from(letter)), Some(glyph), "{letter}");
                assert_eq!(cut.get_glyph_width(glyph), read.get_glyph_width(glyph), "{letter}");
                assert_eq!(cut.get_glyph_width(glyph), face.font.get_glyph_width(face.glyph(letter).unwrap()), "{letter}");
            }
        }
    }
}
