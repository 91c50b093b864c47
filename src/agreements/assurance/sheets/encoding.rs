//! The encodings of CSV files: what a file is in, and the same again when it is written.
//!
//! UTF-8 with or without its mark, UTF-16 with its mark, and the old code page of western Windows. That one and its eastern
//! neighbour (Windows-1250) cannot be told apart by their bytes, and hold other letters under the same numbers: a file is taken
//! only while both read it alike, which they do for German. Anything else is refused, because a guess would change letters.

use super::Trouble;

/// The mark with which some programs begin UTF-8.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// What a file is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8 { marked: bool },
    /// UTF-16 with its mark, the smaller or the larger byte first.
    Utf16 { little: bool },
    /// Windows-1252, as far as it is Windows-1250, too.
    Windows,
}

/// The letters of both between 0x80 and 0xFF; `\0` where they differ, or one has none.
const BOTH: [char; 128] = [
    '€', '\0', '‚', '\0', '„', '…', '†', '‡', '\0', '‰', 'Š', '‹', '\0', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•', '–',
    '—', '\0', '™', 'š', '›', '\0', '\0', 'ž', '\0', '\u{A0}', '\0', '\0', '\0', '¤', '\0', '¦', '§', '¨', '©', '\0', '«', '¬',
    '\u{AD}', '®', '\0', '°', '±', '\0', '\0', '´', 'µ', '¶', '·', '¸', '\0', '\0', '»', '\0', '\0', '\0', '\0', '\0', 'Á', 'Â',
    '\0', 'Ä', '\0', '\0', 'Ç', '\0', 'É', '\0', 'Ë', '\0', 'Í', 'Î', '\0', '\0', '\0', '\0', 'Ó', 'Ô', '\0', 'Ö', '×', '\0',
    '\0', 'Ú', '\0', 'Ü', 'Ý', '\0', 'ß', '\0', 'á', 'â', '\0', 'ä', '\0', '\0', 'ç', '\0', 'é', '\0', 'ë', '\0', 'í', 'î', '\0',
    '\0', '\0', '\0', 'ó', 'ô', '\0', 'ö', '÷', '\0', '\0', 'ú', '\0', 'ü', 'ý', '\0', '\0',
];

impl Encoding {
    /// What a file is in, and its text without the mark.
    ///
    /// # Errors
    /// `Encoding` for one that cannot be read without a guess.
    pub fn read(bytes: &[u8]) -> Result<(Self, String), Trouble> {
        if let Some(rest) = bytes.strip_prefix(MARK) {
            let text = std::str::from_utf8(rest).map_err(|_| Trouble::Encoding)?;
            return Ok((Self::Utf8 { marked: true }, text.to_owned()));
        }
        if let [first @ (0xFE | 0xFF), second @ (0xFE | 0xFF), rest @ ..] = bytes
            && first != second
        {
            let little = *first == 0xFF;
            return Ok((Self::Utf16 { little }, utf16(rest, little)?));
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok((Self::Utf8 { marked: false }, text.to_owned()));
        }
        let text: Option<String> = bytes.iter().map(|byte| letter(*byte)).collect();
        Ok((Self::Windows, text.ok_or(Trouble::Encoding)?))
    }

    /// The text as a file. Where the old code page lacks a letter, the file becomes UTF-8 with its mark: no letter is lost.
    #[must_use]
    pub fn write(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 { marked: false } => text.as_bytes().to_vec(),
            Self::Utf8 { marked: true } => [MARK, text.as_bytes()].concat(),
            Self::Utf16 { little } => {
                let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
            }
            Self::Windows => {
                let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
                bytes.unwrap_or_else(|| Self::Utf8 { marked: true }.write(text))
            }
        }
    }
}

fn utf16(bytes: &[u8], little: bool) -> Result<String, Trouble> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Trouble::Encoding);
    }
    let units = pairs.iter().map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) });
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| Trouble::Encoding)?;
    if text.contains('\0') { Err(Trouble::Kind) } else { Ok(text) }
}

fn letter(byte: u8) -> Option<char> {
    match byte.checked_sub(0x80) {
        None => Some(char::from(byte)),
        Some(at) => BOTH.get(usize::from(at)).copied().filter(|letter| *letter != '\0'),
    }
}

fn byte(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return u8::try_from(letter).ok();
    }
    let at = BOTH.iter().position(|known| *known == letter)?;
    u8::try_from(0x80 + at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_in_the_old_code_page_is_read_and_what_is_not_clear_is_refused() {
        let (encoding, text) = Encoding::read(b"Pr\xFCfung \x84gr\xF6\xDFer\x93 \x80").unwrap();
        assert_eq!((encoding, text.as_str()), (Encoding::Windows, "Prüfung „größer“ €"));
        assert_eq!(encoding.write(&text), b"Pr\xFCfung \x84gr\xF6\xDFer\x93 \x80");
        // Slovenian in Windows-1250: the western code page would make `è` of `č`.
        assert_eq!(Encoding::read(b"varnostno kopiranje: \xE8as\xFC").unwrap_err(), Trouble::Encoding);
        assert_eq!(Encoding::read(b"\xFF\xFEa").unwrap_err(), Trouble::Encoding, "half a letter");
        assert_eq!(Encoding::read(b"\xEF\xBB\xBF\xFF").unwrap_err(), Trouble::Encoding);
    }

    #[test]
    fn no_letter_is_lost() {
        let (encoding, text) = Encoding::read(b"Pr\xFCfung").unwrap();
        let written = encoding.write(&format!("{text} čšž"));
        assert_eq!(Encoding::read(&written).unwrap(), (Encoding::Utf8 { marked: true }, "Prüfung čšž".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_again(text in "[^\u{0}\u{FEFF}]{0,60}", little: bool, marked: bool) {
            for encoding in [Encoding::Utf16 { little }, Encoding::Utf8 { marked }] {
                proptest::prop_assert_eq!(Encoding::read(&encoding.write(&text)).unwrap(), (encoding, text.clone()));
            }
        }

        #[test]
        fn bytes_that_are_read_come_back(bytes in proptest::collection::vec(proptest::arbitrary::any::<u8>(), 0..80)) {
            if let Ok((encoding, text)) = Encoding::read(&bytes) {
                proptest::prop_assert_eq!(encoding.write(&text), bytes);
            }
        }
    }
}
