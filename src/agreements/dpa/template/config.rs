//! `template.toml`: numbers, labels, coded words, the public summary and the variables of a version.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Complaint;
use crate::kernel::i18n::Locale;

/// Everything a version needs besides its text.
#[derive(Debug, Deserialize)]
pub struct Config {
    /// The version.
    pub version: String,
    /// The title by language.
    pub title: BTreeMap<String, String>,
    /// The numbers.
    pub terms: Terms,
    annexes: Annexes,
    tables: Tables,
    /// The flags, with what they mean.
    pub flags: BTreeMap<String, String>,
    labels: BTreeMap<String, Labels>,
    values: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    periods: BTreeMap<String, Periods>,
    /// The public summary.
    pub summary: Vec<Summary>,
    variable: Vec<Variable>,
}

/// The numbers of the text.
#[derive(Debug, Deserialize)]
pub struct Terms {
    /// Days between the notice of a sub-processor and its start (M-5.6).
    pub notice_days: Term,
    /// Hours within which an incident is reported (M-9.1).
    pub incident_hours: Term,
    /// Working days within which a request is forwarded.
    pub request_days: Term,
    /// Days for the return of data (M-3.1).
    pub return_days: Term,
}

/// A number with its bounds.
#[derive(Debug, Deserialize)]
pub struct Term {
    /// The number.
    pub value: u32,
    floor: Option<u32>,
    ceiling: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Annexes {
    order: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Tables {
    required: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Periods {
    years: [String; 2],
    months: [String; 2],
    days: [String; 2],
    hours: [String; 2],
}

/// A line of the public summary.
#[derive(Debug, Deserialize)]
pub struct Summary {
    /// The clause it puts in short words.
    pub anchor: String,
    /// In two words, by language.
    pub title: BTreeMap<String, String>,
    /// In a sentence, by language.
    pub text: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Variable {
    name: String,
    required: bool,
}

/// What the renderer itself puts on the page, by name; a list where it is the head of a table.
#[derive(Debug, Deserialize)]
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
}

impl Config {
    pub(super) fn read(source: &str) -> Result<Self, Complaint> {
        let config: Self = toml::from_str(source).map_err(|error| {
            let line = error.span().map_or(0, |span| source[..span.start.min(source.len())].matches('\n').count() + 1);
            Complaint::new("template.toml", line, error.message())
        })?;
        let terms = &config.terms;
        for (name, term) in [
            ("notice_days", &terms.notice_days),
            ("incident_hours", &terms.incident_hours),
            ("request_days", &terms.request_days),
            ("return_days", &terms.return_days),
        ] {
            let low = term.floor.is_some_and(|floor| term.value < floor);
            let high = term.ceiling.is_some_and(|ceiling| term.value > ceiling);
            if low || high || term.value == 0 {
                return Err(Complaint::new(
                    "template.toml",
                    line_of(source, name),
                    format!("{name} = {} is outside its bounds", term.value),
                ));
            }
        }
        Ok(config)
    }

    /// The labels of a language.
    ///
    /// # Errors
    /// When there are none.
    pub fn labels(&self, locale: Locale) -> Result<&Labels, Complaint> {
        let missing = || Complaint::new("template.toml", 0, format!("[labels.{locale}] is missing"));
        self.labels.get(locale.code()).ok_or_else(missing)
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

    pub(super) fn annexes(&self) -> &[String] {
        &self.annexes.order
    }

    pub(super) fn tables(&self) -> &[String] {
        &self.tables.required
    }

    /// The variables of the text: name, and whether it must have a value.
    pub fn variables(&self) -> impl Iterator<Item = (&str, bool)> {
        self.variable.iter().map(|variable| (variable.name.as_str(), variable.required))
    }
}

fn line_of(source: &str, name: &str) -> usize {
    source.lines().position(|line| line.starts_with(name)).map_or(0, |at| at + 1)
}
