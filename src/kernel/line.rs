//! What people write: a text on one line that our documents can print (names, addresses, titles), and one of many lines.

use unicode_normalization::UnicodeNormalization as _;

use super::error::FieldError;
use super::pdf;

/// Reads such a text.
///
/// # Errors
/// The field error: empty, longer than `most` characters, or with a character that no embedded font draws.
pub fn read(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = composed(text);
    if text.is_empty() {
        return Err(FieldError::new(field, "required", "Fill this in."));
    }
    if text.chars().count() > most {
        return Err(FieldError::new(field, "too-long", format!("Use at most {most} characters.")));
    }
    match pdf::first_unprintable(&text) {
        None => Ok(text),
        Some(c) => {
            let detail =
                format!("Our documents cannot print this character: {c} (U+{:04X}). Use another spelling.", u32::from(c));
            Err(FieldError::new(field, "characters", detail))
        }
    }
}

/// Reads a text of any number of lines that must say something.
///
/// # Errors
/// The field error: empty, or longer than `most` characters.
pub fn said(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new(field, "required", "Fill this in.")),
        count if count > most => Err(FieldError::new(field, "too-long", format!("Use at most {most} characters."))),
        _ => Ok(text.to_owned()),
    }
}

/// Reads such a text where it may be left out.
///
/// # Errors
/// As [`read`], but not for an empty one.
pub fn read_optional(field: &str, text: &str, most: usize) -> Result<Option<String>, FieldError> {
    if composed(text).is_empty() { Ok(None) } else { read(field, text, most).map(Some) }
}

/// Composed letters, one space between words, nothing invisible.
#[must_use]
pub fn composed(text: &str) -> String {
    let visible = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let composed: String = text.nfc().filter(visible).map(|c| if c.is_control() { ' ' } else { c }).collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}
