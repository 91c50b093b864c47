//! Texts in the person's language (Fluent), and numbers, dates and sizes written as that language writes them.
//!
//! A text that exists in one language only does not pass the tests; a key that is missing shows as `⟪key⟫` and in the log.

mod format;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A text in every language, as registers hold it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Words {
    en: String,
    de: String,
}

impl Words {
    /// The text in English and in German.
    #[must_use]
    pub const fn of(en: String, de: String) -> Self {
        Self { en, de }
    }

    /// The text in a language.
    #[must_use]
    pub fn say(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::De => &self.de,
        }
    }
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Locale {
    /// Every language, the fallback first.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The language tag: in the database, in addresses and in `<html lang>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language in its own words: that is how its readers find it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// The language of a tag (`de`, `de-AT`), if we speak it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.code().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header; English when none fits.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (Self::En, 0.0_f32);
        for wish in accept_language.split(',').take(20) {
            let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
            let weight = weight.trim().parse().unwrap_or(0.0);
            if let Some(locale) = Self::of(tag).filter(|_| weight > best.1) {
                best = (locale, weight);
            }
        }
        best.0
    }
}

impl std::fmt::Display for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// The texts in one language. Cheap to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    locale: Locale,
}

impl Texts {
    /// The texts in this language.
    #[must_use]
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The language.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| missing(key))
    }

    /// The text of a key that counts something: `{ $n }` with its plural.
    #[must_use]
    pub fn tn(&self, key: &str, n: i64) -> String {
        self.tna(key, n, &[])
    }

    /// The text of a key with named arguments.
    #[must_use]
    pub fn ta(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.find(key, Some(&named(arguments))).unwrap_or_else(|| missing(key))
    }

    /// The text of a key that counts something and has named arguments as well.
    #[must_use]
    pub fn tna(&self, key: &str, n: i64, arguments: &[(&str, &str)]) -> String {
        let mut named = named(arguments);
        named.set("n", n);
        self.find(key, Some(&named)).unwrap_or_else(|| missing(key))
    }

    /// The text of a key that may not exist: for codes of errors, which have a sentence of their own to fall back on.
    #[must_use]
    pub fn try_t(&self, key: &str) -> Option<String> {
        self.find(key, None)
    }

    /// The keys that begin so, in the order of the files: for lists of whatever has a text.
    #[must_use]
    pub fn keys(self, start: &str) -> Vec<&'static str> {
        let sources = FILES.iter().filter(|(language, _, _)| *language == self.locale.code()).map(|(_, _, source)| *source);
        let keys = sources.flat_map(str::lines).filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        keys.filter(|key| key.starts_with(start)).collect()
    }

    fn find(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = bundle(self.locale);
        let pattern = bundle.get_message(key)?.value()?;
        let mut problems = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut problems).into_owned();
        if !problems.is_empty() {
            tracing::error!(text.key = key, text.problems = ?problems, "A text could not be filled in.");
        }
        Some(text)
    }
}

fn named<'a>(arguments: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    arguments.iter().map(|(name, value)| (*name, FluentValue::from(*value))).collect()
}

fn missing(key: &str) -> String {
    tracing::error!(text.key = key, "A text is missing.");
    format!("⟪{key}⟫")
}

fn bundle(locale: Locale) -> &'static FluentBundle<FluentResource> {
    static EN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static DE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    match locale {
        Locale::En => EN.get_or_init(|| load(Locale::En).0),
        Locale::De => DE.get_or_init(|| load(Locale::De).0),
    }
}

/// The bundle of a language and what is wrong with its files; the tests insist on nothing.
fn load(locale: Locale) -> (FluentBundle<FluentResource>, Vec<String>) {
    let language: LanguageIdentifier = locale.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Names and addresses stand in running text of one direction: isolation marks would only spoil copying.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::En => |value, _| format::fluent_number(value, ','),
        Locale::De => |value, _| format::fluent_number(value, '.'),
    }));
    let mut problems = Vec::new();
    for (_, file, source) in FILES.iter().filter(|(language, _, _)| *language == locale.code()) {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
            problems.push(format!("{locale}/{file}: {errors:?}"));
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            problems.push(format!("{locale}/{file}: {errors:?}"));
        }
    }
    for problem in &problems {
        tracing::error!(text.problem = problem, "A locale file is not in order.");
    }
    (bundle, problems)
}
