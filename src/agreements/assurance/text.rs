//! Texts that people type.

use crate::kernel::error::FieldError;

/// Reads a text of several lines.
///
/// # Errors
/// The field error: empty, or longer than `most` characters.
pub fn said(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = text.trim().replace("\r\n", "\n");
    match text.chars().count() {
        0 => Err(FieldError::new(field, "required", "Fill this in.")),
        long if long > most => Err(FieldError::new(field, "too-long", format!("Use at most {most} characters."))),
        _ => Ok(text),
    }
}

/// Reads a text that may be left out.
///
/// # Errors
/// The field error: longer than `most` characters.
pub fn maybe(field: &str, text: &str, most: usize) -> Result<Option<String>, FieldError> {
    if text.trim().is_empty() { Ok(None) } else { said(field, text, most).map(Some) }
}
