//! A question as words that can be compared: the same for English and German.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A stem keeps at least so many letters.
const LEAST_STEM: usize = 4;
/// A part of a German compound counts when it has at least so many letters.
const LEAST_PART: usize = 5;
/// A question is read until here: what follows is explanation.
const MOST_CHARACTERS: usize = 2_000;
/// Endings of both languages, the longest first; one is taken off.
const ENDINGS: &[&str] = &[
    "ierungen", "ierung", "ungen", "ation", "ungs", "iert", "ieren", "ments", "ions", "ing", "ung", "ion", "ment", "ens", "ers",
    "ern", "end", "est", "ies", "ed", "er", "en", "em", "es", "al", "ly", "e", "s", "n", "t", "y",
];

/// A word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// By which it is compared.
    pub meaning: String,
    /// As it stands in the question.
    pub said: String,
}

#[derive(Deserialize)]
struct Table {
    /// Words that say nothing.
    empty: Vec<String>,
    /// Words that turn a question round.
    negation: Vec<String>,
    /// What means the same, by the word that it becomes.
    same: BTreeMap<String, Vec<String>>,
}

/// What is known of words.
pub struct Speech {
    empty: BTreeSet<String>,
    negation: BTreeSet<String>,
    /// By their stems, in order.
    phrases: BTreeMap<Vec<String>, String>,
    longest: usize,
    /// Single words that may be a part of a compound.
    parts: Vec<(String, String)>,
}

impl Speech {
    /// The embedded table.
    ///
    /// # Errors
    /// What is wrong with it; the tests insist on nothing.
    pub fn current() -> Result<&'static Self, anyhow::Error> {
        static SPEECH: LazyLock<Result<Speech, String>> = LazyLock::new(|| Speech::read(include_str!("synonyms.toml")));
        SPEECH.as_ref().map_err(|error| anyhow::anyhow!("synonyms.toml: {error}"))
    }

    fn read(table: &str) -> Result<Self, String> {
        let table: Table = toml::from_str(table).map_err(|error| error.to_string())?;
        let listed = |words: &[String]| words.iter().flat_map(|word| split(word)).map(|(word, _)| word).collect();
        let (empty, negation) = (listed(&table.empty), listed(&table.negation));
        let (mut phrases, mut parts) = (BTreeMap::new(), Vec::new());
        for (meaning, ways) in &table.same {
            for way in ways {
                let stems: Vec<String> = split(way).into_iter().map(|(word, _)| stem(&word)).collect();
                if let [alone] = stems.as_slice()
                    && alone.len() >= LEAST_PART
                {
                    parts.push((alone.clone(), meaning.clone()));
                }
                if let Some(other) = phrases.insert(stems, meaning.clone())
                    && other != *meaning
                {
                    return Err(format!("“{way}” means {meaning} and {other}"));
                }
            }
        }
        // Of two parts that fit, the longer one says more.
        parts.sort_by_key(|(part, _)| std::cmp::Reverse(part.len()));
        let longest = phrases.keys().map(Vec::len).max().unwrap_or(1);
        Ok(Self { empty, negation, phrases, longest, parts })
    }

    /// Whether a text denies something: “confirm that data are not used” is answered by the opposite of “are data used?”.
    #[must_use]
    pub fn denies(&self, text: &str) -> bool {
        let text: String = text.chars().take(MOST_CHARACTERS).collect();
        // “can’t” and its like: the rest of it says nothing.
        let is_short = |word: &str| {
            let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            ["n't", "n’t", "N'T", "N’T"].iter().any(|ending| word.ends_with(ending))
        };
        split(&text).iter().any(|(word, _)| self.negation.contains(word)) || text.split_whitespace().any(is_short)
    }

    /// The words of a text that say something.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<Word> {
        let text: String = text.chars().take(MOST_CHARACTERS).collect();
        let tokens = split(&text);
        let stems: Vec<String> = tokens.iter().map(|(word, _)| stem(word)).collect();
        let (mut words, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let known = (1..=self.longest.min(tokens.len() - at))
                .rev()
                .find_map(|long| self.phrases.get(&stems[at..at + long]).map(|meaning| (long, meaning)));
            if let Some((long, meaning)) = known {
                let said: Vec<&str> = tokens[at..at + long].iter().map(|(_, said)| said.as_str()).collect();
                words.push(Word { meaning: meaning.clone(), said: said.join(" ") });
                at += long;
                continue;
            }
            let (word, said) = &tokens[at];
            if !self.empty.contains(word) && !self.negation.contains(word) {
                let parts = self.parts_of(&stems[at]);
                if parts.is_empty() {
                    words.push(Word { meaning: stems[at].clone(), said: said.clone() });
                }
                words.extend(parts.into_iter().map(|meaning| Word { meaning, said: said.clone() }));
            }
            at += 1;
        }
        words
    }

    /// What a compound is made of, at its beginning and at its end: `Passwortrichtlinie` is about passwords and rules.
    fn parts_of(&self, word: &str) -> Vec<String> {
        let is_longer = |part: &str| word.len() >= part.len() + 3;
        let first = self.parts.iter().find(|(part, _)| is_longer(part) && word.starts_with(part));
        let last = self.parts.iter().find(|(part, _)| is_longer(part) && word.ends_with(part));
        let mut found: Vec<String> = first.into_iter().chain(last).map(|(_, meaning)| meaning.clone()).collect();
        found.dedup();
        found
    }
}

/// The words of a text, as they are compared and as they stand there.
fn split(text: &str) -> Vec<(String, String)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| (plain(word), word.to_owned())).filter(|(word, _)| !word.is_empty()).collect()
}

/// Small letters without marks; `ä` and `ae` are the same.
fn plain(word: &str) -> String {
    let small = word.to_lowercase().replace('ß', "ss");
    let bare: String = small.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    bare.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// A word without its ending, so that its forms are one.
fn stem(word: &str) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let cut = |ending: &&str| word.strip_suffix(*ending).filter(|rest| rest.chars().count() >= LEAST_STEM);
    ENDINGS.iter().find_map(cut).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(text: &str) -> Vec<String> {
        Speech::current().unwrap().words(text).into_iter().map(|word| word.meaning).collect()
    }

    #[test]
    fn both_languages_come_to_the_same_words() {
        assert_eq!(meanings("Unterauftragsverarbeiter"), meanings("sub-processors"));
        assert_eq!(meanings("Passwörter"), meanings("PASSWOERTER"));
        assert_eq!(meanings("Zwei-Faktor-Authentifizierung"), meanings("MFA"));
        assert_eq!(meanings("Datensicherungen"), meanings("backup"));
        assert!(meanings("What do you do with the").is_empty());
    }

    #[test]
    fn a_denial_is_heard_in_both_languages() {
        let speech = Speech::current().unwrap();
        for denies in [
            "It is NOT shared.",
            "You don't train.",
            "Can’t we?",
            "Es findet keine Weitergabe statt",
            "ohne Passwort",
            "non-EU",
            "unencrypted",
        ] {
            assert!(speech.denies(denies), "{denies}");
        }
        for asks in ["Is it shared?", "Wird trainiert?", "Notes on knots", "Nichte", "Keynote", "the 'trust' page"] {
            assert!(!speech.denies(asks), "{asks}");
        }
        assert!(meanings("not no nicht kein ohne").is_empty(), "what turns a question round says nothing by itself");
    }

    #[test]
    fn a_compound_is_its_parts() {
        let meant = meanings("Passwortrichtlinie");
        assert!(meant.contains(&"password".to_owned()), "{meant:?}");
    }

    #[test]
    fn a_way_of_saying_it_has_one_meaning() {
        let twice = "empty = []\nnegation = []\n[same]\na = [\"one\"]\nb = [\"one\"]";
        assert!(Speech::read(twice).is_err());
    }
}
