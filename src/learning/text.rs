//! What authors write, checked before it is kept: a line, or a text of many lines.

use crate::kernel::error::FieldError;

/// Reads one line: trimmed, not empty, at most `most` characters, nothing unprintable.
///
/// # Errors
/// The field error with `required`, `line-long` or `characters`.
pub fn line(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new(field, "required", "Fill this in."));
    }
    if text.chars().count() > most {
        return Err(FieldError::new(field, "line-long", format!("Shorten this to {most} characters.")));
    }
    if text.chars().any(char::is_control) {
        return Err(unprintable(field));
    }
    Ok(text.to_owned())
}

/// Reads a text of many lines, which may be empty: line ends as `\n` (forms send `\r\n`), at most `most` characters.
///
/// # Errors
/// The field error with `text-long` or `characters`.
pub fn prose(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    let characters = text.chars().count();
    if characters > most {
        let detail = format!("This text has {characters} characters; {most} fit. Shorten it, or split it in two.");
        return Err(FieldError::new(field, "text-long", detail));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(unprintable(field));
    }
    Ok(text)
}

/// As [`prose`], but something must stand there.
///
/// # Errors
/// Those of [`prose`], and `required`.
pub fn some_prose(field: &str, text: &str, most: usize) -> Result<String, FieldError> {
    let text = prose(field, text, most)?;
    if text.trim().is_empty() { Err(FieldError::new(field, "required", "Fill this in.")) } else { Ok(text) }
}

fn unprintable(field: &str) -> FieldError {
    FieldError::new(field, "characters", "There is a character in it that cannot be shown. Type it again instead of pasting.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_short() {
        assert_eq!(line("title", "  Ladders ", 10).unwrap(), "Ladders");
        assert_eq!(line("title", " ", 10).unwrap_err().code, "required");
        assert_eq!(line("title", "Scaffolding", 10).unwrap_err().code, "line-long");
        assert_eq!(line("title", "a\u{0}b", 10).unwrap_err().code, "characters");
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(prose("body_md", "a\r\nb\rc\n", 10).unwrap(), "a\nb\nc\n");
        assert_eq!(prose("body_md", "\u{0}", 10).unwrap_err().code, "characters");
        assert_eq!(some_prose("stem_md", " \n", 10).unwrap_err().code, "required");
        assert_eq!(prose("body_md", "ääää", 3).unwrap_err().code, "text-long");
    }
}
