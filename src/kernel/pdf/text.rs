//! Text on its way into a PDF: cleaned, checked against the fonts, and encoded as PDF strings.

use lopdf::{Object, StringFormat};
use unicode_normalization::UnicodeNormalization;

use super::fonts;

/// The first character that no document of ours can show, so that a form can refuse it where it is typed.
pub fn first_unprintable(text: &str) -> Option<char> {
    clean(text).chars().find(|&c| c != '\n' && !fonts::is_printable(c))
}

/// The beginning of a text, at most so many characters, as the faces can draw it: what they lack is a dot.
#[must_use]
pub fn printable(text: &str, most: usize) -> String {
    let drawn = |c: char| if first_unprintable(c.encode_utf8(&mut [0; 4])).is_some() { '·' } else { c };
    text.chars().take(most).map(drawn).collect()
}

/// Composes letters with their accents and drops what is invisible: control characters, soft hyphens, joiners,
/// direction overrides. Line breaks stay, every other kind of white space becomes a plain space.
pub(super) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").nfc().filter_map(visible).collect()
}

fn visible(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\t' => Some(' '),
        '\u{AD}' | '\u{61C}' | '\u{FEFF}' => None,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
        '\u{FE00}'..='\u{FE0E}' => None,
        _ if c.is_control() => None,
        _ if c.is_whitespace() && !is_unbreakable_space(c) => Some(' '),
        _ => Some(c),
    }
}

/// Spaces at which a line must not be broken.
pub(super) fn is_unbreakable_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// A text string: ASCII as it is, anything else as UTF-16BE with a byte order mark.
pub(super) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// UTF-16BE with a byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

/// Reads a text string back; bytes that are neither UTF-16 nor UTF-8 are shown as well as possible.
pub(super) fn read_text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units: Vec<u16> = units.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)).into_owned(),
    }
}

/// A PDF name.
pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_dropped_and_accents_composed() {
        assert_eq!(clean("e\u{301}\u{AD}t\u{202E}a\u{0}t\tdu\r\nmonde"), "\u{e9}tat du\nmonde");
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        assert_eq!(first_unprintable("Čšž, Žofia, Привет, Nguyễn, €, §"), None);
        assert_eq!(first_unprintable("party \u{1F389}!"), Some('\u{1F389}'));
        assert_eq!(first_unprintable("\u{5E9}\u{5DC}\u{5D5}\u{5DD}"), Some('\u{5E9}'));
        assert_eq!(first_unprintable("\u{928}\u{92E}"), Some('\u{928}'), "drawn without shaping it would be wrong");
    }

    #[test]
    fn strings_come_back_as_they_were() {
        for text in ["plain", "Žiga"] {
            let Object::String(bytes, _) = text_string(text) else { panic!("not a string") };
            assert_eq!(read_text(&bytes), text);
        }
    }
}
