//! Phrases that claim much and state nothing (trust design, 1): an agreement says what is done.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::kernel::i18n::Locale;

#[derive(Default, Deserialize)]
struct Register {
    empty_words: Phrases,
}

/// The phrases by language.
#[derive(Default, Deserialize)]
struct Phrases {
    en: Vec<String>,
    de: Vec<String>,
}

/// The phrases of the register of measures; the tests see that it can be read.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let register: Result<Register, _> = toml::from_str(include_str!("../../../templates/legal/measures.toml"));
    register.unwrap_or_default().empty_words
});

/// The empty phrases in a text of this language, each once.
#[must_use]
pub fn empty_phrases(locale: Locale, text: &str) -> Vec<&'static str> {
    let phrases = match locale {
        Locale::En => &PHRASES.en,
        Locale::De => &PHRASES.de,
    };
    let text = flat(text);
    let mut found: Vec<&str> = phrases.iter().map(String::as_str).filter(|phrase| stands_in(&text, &flat(phrase))).collect();
    found.dedup_by_key(|phrase| flat(phrase));
    found
}

/// Small letters, one space between words, and a hyphen is a space: however it is typed, it is the same phrase.
#[must_use]
pub fn flat(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Whether a word of the text begins the phrase; how the last word ends is the grammar's.
fn stands_in(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_however_it_is_typed() {
        assert_eq!(empty_phrases(Locale::En, "We use Industry\u{2011}Standard\u{A0}tools"), ["industry standard"]);
        assert_eq!(empty_phrases(Locale::De, "nach dem  Stand der\u{A0}Technik"), ["Stand der Technik"]);
        assert_eq!(empty_phrases(Locale::De, "branchenüblicher Schutz"), ["branchenüblich"]);
        assert!(empty_phrases(Locale::En, "AES-256-GCM with a key of its own").is_empty());
        assert!(empty_phrases(Locale::En, "corroborated").is_empty(), "“robust” stands at the start of no word here");
    }
}
