//! Addresses in narrow places: they go over to the next line after their @ and their dots, and no word of them is cut.

use std::fmt;

/// A text whose addresses may break after their @ and their dots.
#[derive(Clone, Debug)]
pub struct Breaking(String);

impl Breaking {
    /// The text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Breaking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for word in self.0.split_inclusive(char::is_whitespace) {
            let safe = askama::filters::escape(word, askama::filters::Html).map_err(|_| fmt::Error)?.to_string();
            match safe.contains('@') {
                true => f.write_str(&safe.replace('@', "@<wbr>").replace('.', ".<wbr>"))?,
                false => f.write_str(&safe)?,
            }
        }
        Ok(())
    }
}

impl askama::filters::HtmlSafe for Breaking {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_breaks_between_its_parts_and_other_words_stay_whole() {
        let said = |text: &str| Breaking::new(text).to_string();
        assert_eq!(said("To privacy@acme.example, on 3.4."), "To privacy@<wbr>acme.<wbr>example, on 3.4.");
        assert_eq!(said("<b> a&b@c.de"), format!("{} {}@<wbr>c.<wbr>de", escaped("<b>"), escaped("a&b")));
    }

    fn escaped(text: &str) -> String {
        askama::filters::escape(text, askama::filters::Html).unwrap().to_string()
    }
}
