//! Finds the question of the library that a customer's question means, and says by which words.
//!
//! The same question gives the same answer, today and in a year, and a person can follow it: no model, no network. A question is
//! turned into words ([`words`]): small letters without marks, light stems of English and German, and what means the same
//! becomes one word by a table (`synonyms.toml`). Rare words weigh more than common ones (inverse frequency over the library).
//!
//! The score is between 0 and 1: 55 % is how much of the question's weight stands in the entry at all, 45 % how well the
//! question fits the entry's closest wording (F-measure of the weights). Where two entries are nearly as good, nobody should
//! believe either: then the confidence is at most [`Confidence::Possible`]. So it is where a question denies something: its words
//! are those of the question without the denial, and the answer would be the wrong way round. The thresholds were set on the labelled paraphrases
//! in `tests/it/paraphrases.tsv`, and the test beside this module holds precision and recall there.

mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use words::Speech;

/// From here on, and alone in front, an entry is what was meant: no wrong one among the labelled paraphrases reaches it often.
pub const HIGH: f64 = 0.60;
/// Below this, it is better to say that nothing was found.
pub const POSSIBLE: f64 = 0.34;
/// An entry in front by less than this is not alone.
const LEAD: f64 = 0.04;
/// How much of the score is what stands in the entry at all.
const COVERAGE: f64 = 0.55;
/// A word that no entry has weighs this part of the heaviest one: it may be a name.
const UNKNOWN: f64 = 0.55;
/// So many entries are offered.
const OFFERED: usize = 3;

/// How sure it is that an entry is what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nothing was found.
    None,
    /// A person has to choose.
    Possible,
    /// Most likely it is.
    High,
}

impl Confidence {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Possible => "possible",
            Self::High => "high",
        }
    }

    /// The confidence of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::None, Self::Possible, Self::High].into_iter().find(|one| one.as_str() == word)
    }
}

/// What an entry is found by.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Its question, in each language, and other wordings.
    pub wordings: Vec<String>,
    /// What it is about.
    pub topic: Vec<String>,
}

/// An entry that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub id: String,
    /// From 0 to 1.
    pub score: f64,
    /// The words of the question by which it was found.
    pub words: Vec<String>,
}

/// What was found for a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The best entries, the best first; empty when nothing was found.
    pub candidates: Vec<Candidate>,
    /// How sure it is that the first one is meant.
    pub confidence: Confidence,
}

struct Indexed {
    id: String,
    all: BTreeSet<String>,
    wordings: Vec<BTreeSet<String>>,
}

/// The library by its words.
pub struct Matcher {
    speech: &'static Speech,
    entries: Vec<Indexed>,
    weights: BTreeMap<String, f64>,
    heaviest: f64,
}

impl Matcher {
    /// Reads the entries.
    ///
    /// # Errors
    /// What is wrong with the table of words; the tests insist on nothing.
    pub fn new(subjects: &[Subject]) -> Result<Self, anyhow::Error> {
        let speech = Speech::current()?;
        let bag = |text: &String| -> BTreeSet<String> { speech.words(text).into_iter().map(|word| word.meaning).collect() };
        let entries: Vec<Indexed> = subjects
            .iter()
            .map(|subject| {
                let wordings: Vec<_> = subject.wordings.iter().map(bag).filter(|bag| !bag.is_empty()).collect();
                let all = wordings.iter().flatten().cloned().chain(subject.topic.iter().flat_map(bag)).collect();
                Indexed { id: subject.id.clone(), all, wordings }
            })
            .collect();
        let mut holders: BTreeMap<String, f64> = BTreeMap::new();
        for word in entries.iter().flat_map(|entry| &entry.all) {
            *holders.entry(word.clone()).or_default() += 1.0;
        }
        let total = count(entries.len());
        let weights: BTreeMap<String, f64> =
            holders.into_iter().map(|(word, holders)| (word, ((total + 1.0) / (holders + 0.5)).ln())).collect();
        let heaviest = weights.values().copied().fold(1.0, f64::max);
        Ok(Self { speech, entries, weights, heaviest })
    }

    /// What is meant by a question.
    #[must_use]
    pub fn find(&self, question: &str) -> Finding {
        let words = self.speech.words(question);
        let asked: BTreeSet<&str> = words.iter().map(|word| word.meaning.as_str()).collect();
        let mut scored: Vec<(f64, &Indexed)> = self.entries.iter().map(|entry| (self.score(&asked, entry), entry)).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.id.cmp(&other.1.id)));
        let second = scored.get(1).map_or(0.0, |(score, _)| *score);
        let best = scored.first().map_or(0.0, |(score, _)| *score);
        let confidence = match () {
            () if best < POSSIBLE => Confidence::None,
            () if best >= HIGH && best - second >= LEAD && !self.speech.denies(question) => Confidence::High,
            () => Confidence::Possible,
        };
        let candidate = |(score, entry): (f64, &Indexed)| {
            let shown = words.iter().filter(|word| entry.all.contains(&word.meaning)).map(|word| word.said.clone());
            let mut seen = BTreeSet::new();
            let shown = shown.filter(|said| seen.insert(said.clone())).collect();
            Candidate { id: entry.id.clone(), score, words: shown }
        };
        let found = scored.into_iter().filter(|(score, _)| *score >= POSSIBLE).take(OFFERED);
        Finding { candidates: found.map(candidate).collect(), confidence }
    }

    fn weight(&self, word: &str) -> f64 {
        self.weights.get(word).copied().unwrap_or(self.heaviest * UNKNOWN)
    }

    fn weigh<'a>(&self, words: impl Iterator<Item = &'a str>) -> f64 {
        words.map(|word| self.weight(word)).sum()
    }

    fn score(&self, asked: &BTreeSet<&str>, entry: &Indexed) -> f64 {
        let whole = self.weigh(asked.iter().copied());
        if whole <= 0.0 {
            return 0.0;
        }
        let both = || asked.iter().copied().filter(|word| entry.all.contains(*word));
        // A number alone says nothing of what is asked: “Chapter 1” is not about TLS 1.3.
        if both().all(|word| word.chars().all(|c| c.is_ascii_digit())) {
            return 0.0;
        }
        let shared = self.weigh(both());
        let fit = |wording: &BTreeSet<String>| {
            let both = self.weigh(asked.iter().copied().filter(|word| wording.contains(*word)));
            2.0 * both / (whole + self.weigh(wording.iter().map(String::as_str)))
        };
        let closest = entry.wordings.iter().map(fit).fold(0.0, f64::max);
        COVERAGE * shared / whole + (1.0 - COVERAGE) * closest
    }
}

fn count(of: usize) -> f64 {
    u32::try_from(of).map_or(f64::from(u32::MAX), f64::from)
}
