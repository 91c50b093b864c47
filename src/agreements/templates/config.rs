//! `template.toml`: numbers, labels, coded words, the public summary, the duties and the variables of a version.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use super::clauses;
use super::complaint::{Complaints, File};
use super::liability;
use super::parts::{Lines, Reader};
use super::terms::{Life, Terms};
use crate::kernel::i18n::Locale;

/// What may stand in `template.toml`; the first four are for people, and are not read.
const SETTINGS: &[&str] = &[
    "effective",
    "languages",
    "paper",
    "changes",
    "version",
    "title",
    "terms",
    "annexes",
    "tables",
    "flags",
    "labels",
    "values",
    "periods",
    "summary",
    "variable",
    "duty",
    "clause",
    "liability",
    "quoted",
    "life",
];

/// Everything a version needs besides its text.
#[derive(Debug)]
pub struct Config {
    /// The version.
    pub version: String,
    /// The title by language.
    pub title: BTreeMap<String, String>,
    /// The numbers.
    pub terms: Terms,
    /// The public summary.
    pub summary: Vec<Summary>,
    pub(super) annexes: Vec<Spanned<String>>,
    pub(super) tables: Vec<Spanned<String>>,
    pub(super) flags: BTreeMap<String, String>,
    pub(super) labels: BTreeMap<String, Labels>,
    pub(super) values: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    pub(super) periods: BTreeMap<String, Periods>,
    pub(super) variables: Vec<Variable>,
    pub(super) duties: Vec<Duty>,
    pub(super) clauses: Vec<clauses::Entry>,
    pub(super) liability: Vec<liability::Entry>,
    pub(super) quoted: Vec<Quoted>,
    /// The periods of an agreement's own life.
    pub life: Life,
    lines: Lines,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Annexes {
    order: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    required: Vec<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Periods {
    years: [String; 2],
    months: [String; 2],
    days: [String; 2],
    hours: [String; 2],
}

impl Periods {
    /// Every word.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [&self.years, &self.months, &self.days, &self.hours].into_iter().flatten().map(String::as_str)
    }
}

/// A line of the public summary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    pub(super) anchor: Spanned<String>,
    pub(super) title: BTreeMap<String, Spanned<String>>,
    pub(super) text: BTreeMap<String, Spanned<String>>,
}

impl Summary {
    /// In two words and in a sentence, in a language.
    #[must_use]
    pub fn words(&self, locale: Locale) -> [&str; 2] {
        [&self.title, &self.text].map(|words| words.get(locale.code()).map_or("", |words| words.get_ref()))
    }

    /// The clause it puts in short words.
    #[must_use]
    pub fn anchor(&self) -> &str {
        self.anchor.get_ref()
    }
}

/// A variable that the text uses, with what it means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variable {
    pub name: Spanned<String>,
    required: bool,
    #[serde(rename = "meaning")]
    _meaning: String,
}

/// Which clause answers a duty of Art. 28(3) GDPR.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Duty {
    pub letter: Spanned<String>,
    pub anchor: Spanned<String>,
}

/// A phrase that would be refused as empty, but repeats the words of a law.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quoted {
    pub phrase: Spanned<String>,
    pub source: String,
}

/// What the renderer itself puts on the page, by name; a list where it is the head of a table.
#[derive(Debug, Default, Deserialize)]
pub struct Labels(BTreeMap<String, toml::Value>);

impl Labels {
    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(toml::Value::as_str)
    }

    /// The head of a table, or the names of its rows.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        self.0.get(name)?.as_array()?.iter().map(toml::Value::as_str).collect()
    }

    /// The names of all labels.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Takes from another version what is missing here, and a list whose length is no longer that of its table.
    fn fill(&mut self, other: &Self) {
        let length = |value: &toml::Value| value.as_array().map(Vec::len);
        for (name, value) in &other.0 {
            if self.0.get(name).is_none_or(|own| length(own) != length(value)) {
                self.0.insert(name.clone(), value.clone());
            }
        }
    }

    /// Every text, with the name of its label.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, value)| {
            let list = value.as_array().map(Vec::as_slice).unwrap_or_else(|| std::slice::from_ref(value));
            list.iter().filter_map(toml::Value::as_str).map(move |text| (name.as_str(), text))
        })
    }
}

impl Config {
    /// Reads it; `None` when a part that everything else leans on is missing or broken.
    pub(super) fn read(source: &str, wrong: &mut Complaints) -> Option<Self> {
        let lines = Lines::of(source);
        let (table, errors) = DeTable::parse_recoverable(source);
        let mut reader = Reader { table: table.get_ref(), lines: &lines, wrong };
        for error in &errors {
            reader.say(error, 0);
        }
        if !errors.is_empty() {
            return None;
        }
        for (name, _) in table.get_ref() {
            if !SETTINGS.contains(&name.get_ref().as_ref()) {
                reader.wrong.add(File::Config, lines.line(name.span().start), "setting-unknown", name.get_ref().as_ref());
            }
        }
        let version: Option<Spanned<String>> = reader.part("version");
        if let Some(version) = version.as_ref().filter(|version| !is_version(version.get_ref())) {
            reader.wrong.add(File::Config, lines.line(version.span().start), "version-form", version.get_ref());
        }
        let title = reader.part("title");
        let terms: Option<Terms> = reader.part("terms");
        let annexes: Option<Annexes> = reader.part("annexes");
        let tables: Option<Tables> = reader.part("tables");
        let flags = reader.part("flags");
        let labels = reader.part("labels");
        let values = reader.part("values");
        let periods = reader.part("periods");
        let summary = reader.list("summary");
        let variables = reader.list("variable");
        let duties = reader.list("duty");
        let clauses = reader.list("clause");
        let liability = reader.list("liability");
        let quoted = reader.list("quoted");
        let life = if table.get_ref().get("life").is_some() { reader.part("life") } else { Some(Life::default()) };
        Some(Self {
            version: version?.into_inner(),
            title: title?,
            terms: terms?,
            annexes: annexes?.order,
            tables: tables?.required,
            flags: flags?,
            labels: labels?,
            values: values?,
            periods: periods?,
            summary,
            variables,
            duties,
            clauses,
            liability,
            quoted,
            life: life?,
            lines,
        })
    }

    /// The line on which a name stands.
    pub(super) fn line<T>(&self, name: &Spanned<T>) -> usize {
        self.lines.line(name.span().start)
    }

    /// The line that begins with a name; the first one when there is none.
    pub(super) fn line_of(&self, beginning: &str) -> usize {
        self.lines.beginning(beginning)
    }

    /// The line of a name under the head of its part, as `[labels.en]`.
    pub(super) fn line_under(&self, head: &str, name: &str) -> usize {
        self.lines.under(head, name)
    }

    /// Takes the labels and the coded words that this version does not have from another one: it was entered before the
    /// program put them on the page.
    pub(super) fn fill(&mut self, other: &Self) {
        for (language, labels) in &other.labels {
            self.labels.entry(language.clone()).or_default().fill(labels);
        }
        for (language, kinds) in &other.values {
            let own = self.values.entry(language.clone()).or_default();
            for (kind, words) in kinds {
                let own = own.entry(kind.clone()).or_default();
                for (code, word) in words {
                    own.entry(code.clone()).or_insert_with(|| word.clone());
                }
            }
        }
        for (language, periods) in &other.periods {
            self.periods.entry(language.clone()).or_insert_with(|| periods.clone());
        }
        for (language, title) in &other.title {
            self.title.entry(language.clone()).or_insert_with(|| title.clone());
        }
    }

    /// The word for an annex in a language.
    pub(super) fn annex_word(&self, locale: Locale) -> Option<&str> {
        self.labels.get(locale.code())?.text("annex")
    }

    /// The word for a coded value: `transfer_mechanism`, `scc_m3`.
    #[must_use]
    pub fn word(&self, locale: Locale, kind: &str, code: &str) -> Option<&str> {
        self.values.get(locale.code())?.get(kind)?.get(code).map(String::as_str)
    }

    /// A period (ISO 8601 with one unit: `P30D`, `P5Y`, `PT12H`) in words.
    #[must_use]
    pub fn period(&self, locale: Locale, period: &str) -> Option<String> {
        let units = self.periods.get(locale.code())?;
        let (digits, forms) = match period.strip_prefix("PT") {
            Some(time) => (time.strip_suffix('H')?, &units.hours),
            None => {
                let date = period.strip_prefix('P')?;
                let (digits, unit) = date.split_at_checked(date.len().checked_sub(1)?)?;
                let forms = match unit {
                    "Y" => &units.years,
                    "M" => &units.months,
                    "D" => &units.days,
                    _ => return None,
                };
                (digits, forms)
            }
        };
        let count: u32 = digits.parse().ok()?;
        Some(format!("{count} {}", forms[usize::from(count != 1)]))
    }

    /// The variables of the text: name, and whether it must have a value.
    pub fn variables(&self) -> impl Iterator<Item = (&str, bool)> {
        self.variables.iter().map(|variable| (variable.name.get_ref().as_str(), variable.required))
    }

    /// The names of the tables that this version says it has.
    pub(super) fn declares_table(&self, name: &str) -> bool {
        self.tables.iter().any(|table| table.get_ref() == name)
    }
}

/// Whether a text is the number of a version: three numbers, and a label of its own after a hyphen if it has one.
#[must_use]
pub fn is_version(version: &str) -> bool {
    let (numbers, label) = version.split_once('-').map_or((version, None), |(numbers, label)| (numbers, Some(label)));
    let is_number = |part: &str| {
        !part.is_empty()
            && part.len() <= 4
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
    };
    version.len() <= 40 && numbers.split('.').count() == 3 && numbers.split('.').all(is_number) && label.is_none_or(is_label)
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary;
    use super::*;

    #[test]
    fn a_version_is_three_numbers_and_maybe_a_label() {
        for good in ["1.0.0", "10.20.3000", "2.0.0-acme", "2.0.0-acme.7-b"] {
            assert!(is_version(good), "{good}");
        }
        for bad in
            ["", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.0-", "1.0.0-A", "1.0.0 ", "v1.0.0", "1.0.x", "1.0.99999", "1.0.0-../x"]
        {
            assert!(!is_version(bad), "{bad}");
        }
    }

    #[test]
    fn the_vocabulary_names_nothing_twice() {
        let mut names: Vec<&str> = vocabulary::VARIABLES.iter().map(|variable| variable.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
