//! What a workspace has seen of a promise: a sentence with figures, read from its own rows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::kernel::html::Count;
use crate::kernel::i18n::Texts;

/// What a workspace has seen of a promise.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Evidence {
    /// The promise, as `M-8.3`.
    pub promise: &'static str,
    /// The sentence that says it, as `evidence-log`.
    key: &'static str,
    /// The figures in it, by name. `n` is the one that is counted.
    figures: BTreeMap<&'static str, Figure>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Figure {
    /// How many.
    Count(i64),
    /// When.
    At(DateTime<Utc>),
    /// A name or a number that is not counted.
    Text(String),
}

/// What a workspace answers to a query: the sentence, and the figures in it.
#[derive(Clone, Debug)]
pub struct Answer {
    key: &'static str,
    figures: BTreeMap<&'static str, Figure>,
}

impl Answer {
    /// Nothing has happened yet of what the promise is about.
    #[must_use]
    pub fn of(key: &'static str) -> Self {
        Self { key, figures: BTreeMap::new() }
    }

    /// With a count.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: impl Count) -> Self {
        self.figures.insert(name, Figure::Count(count.count()));
        self
    }

    /// With a moment.
    #[must_use]
    pub fn at(mut self, name: &'static str, at: DateTime<Utc>) -> Self {
        self.figures.insert(name, Figure::At(at));
        self
    }

    /// With a name.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.figures.insert(name, Figure::Text(text.into()));
        self
    }

    /// As the evidence of a promise.
    #[must_use]
    pub fn of_promise(self, promise: &'static str) -> Evidence {
        Evidence { promise, key: self.key, figures: self.figures }
    }
}

impl Evidence {
    /// The sentence, with days as the workspace counts them.
    #[must_use]
    pub fn say(&self, texts: Texts, zone: Tz) -> String {
        let said: Vec<(&str, String)> = self.figures.iter().map(|(&name, figure)| (name, figure.say(texts, zone))).collect();
        let said: Vec<(&str, &str)> = said.iter().map(|(name, text)| (*name, text.as_str())).collect();
        match self.figures.get("n") {
            Some(Figure::Count(n)) => texts.tna(self.key, *n, &said),
            _ => texts.ta(self.key, &said),
        }
    }
}

impl Figure {
    fn say(&self, texts: Texts, zone: Tz) -> String {
        match self {
            Self::Count(count) => texts.number(*count),
            Self::At(at) => texts.date(at.with_timezone(&zone)),
            Self::Text(text) => text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::i18n::Locale;

    #[test]
    fn a_sentence_counts_and_dates_as_its_reader_does() {
        let at = "2026-03-10T23:30:00Z".parse().unwrap();
        let log = Answer::of("evidence-log").count("n", 1204_u64).at("last", at).of_promise("M-8.3");
        let said = |locale| log.say(Texts::new(locale), chrono_tz::Europe::Berlin);
        assert!(said(Locale::En).contains("1,204") && said(Locale::En).contains("11 Mar 2026"), "{}", said(Locale::En));
        assert!(said(Locale::De).contains("1.204") && said(Locale::De).contains("11. März 2026"), "{}", said(Locale::De));
    }
}
