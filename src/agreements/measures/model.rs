//! A measure of the operator's people on its way: what somebody writes, how far it has come, and when somebody looks again.

use chrono::{DateTime, Duration, Months, Utc};
use serde::{Deserialize, Serialize};

use super::evidence::{Document, Evidence, NewEvidence, plain};
use super::release::Measures;
use crate::agreements::promises;
use crate::kernel::error::{Error, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::line;

/// Longest name, in characters: three lines of annex II.
const MOST_NAME: usize = 100;
/// Longest text, in characters: a row of annex II stays on its page.
const MOST_TEXT: usize = 1_200;
/// What a check found, and why something is rejected, is at most this long.
const MOST_NOTE: usize = 2_000;
/// So many documents show at most that a measure is carried out.
pub const MOST_EVIDENCE: usize = 5;
/// A measure serves at most so many promises.
const MOST_PROMISES: usize = 20;
/// A measure is checked every year at the latest: annex II promises it (clause on security, last paragraph).
pub const LONGEST_MONTHS: i32 = 12;
/// Staff hears so many days before a check is due, at most.
const LONGEST_LEAD: i32 = 30;
/// Where a check found a shortcoming, somebody looks again after so many days.
const DAYS_AFTER_SHORTCOMING: i32 = 30;

/// How far a version has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MeasureState)]
pub enum State {
    /// It waits for a second person.
    Draft,
    /// A second person said no; it may be written anew.
    Rejected,
    /// Agreements print it.
    InUse,
    /// Another version took its place.
    Replaced,
    /// It is not carried out any more, or was given up as a draft.
    Retired,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Rejected, Self::InUse, Self::Replaced, Self::Retired];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Rejected => "rejected",
            Self::InUse => "in_use",
            Self::Replaced => "replaced",
            Self::Retired => "retired",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether it is still being written.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Rejected)
    }
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MeasureCheckResult)]
pub enum Outcome {
    /// The measure is carried out as it is written.
    Holds,
    /// It is not, or not wholly.
    Shortcoming,
}

impl Outcome {
    /// Every result.
    pub const ALL: [Self; 2] = [Self::Holds, Self::Shortcoming];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Shortcoming => "shortcoming",
        }
    }

    /// The result with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.as_str() == word)
    }
}

/// A measure as it is written.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewMeasure {
    /// The aim that it serves, as annex II orders them.
    pub heading: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in German.
    pub name_de: String,
    /// What is done, in English.
    pub text_en: String,
    /// What is done, in German.
    pub text_de: String,
    /// The promises of the public register that it serves.
    pub promises: Vec<String>,
    /// What shows that it is carried out: 1 to 5 documents.
    pub evidence: Vec<NewEvidence>,
    /// It is checked every so many months, 1 to 12; 12 when absent.
    pub check_every_months: Option<i32>,
    /// Of a draft that is written anew: which revision of it was read.
    pub revision: Option<i32>,
}

/// A measure whose every field was found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The aim.
    pub heading: String,
    /// Its name in English and in German.
    pub name: [String; 2],
    /// What is done, in English and in German.
    pub text: [String; 2],
    /// The promises that it serves.
    pub promises: Vec<String>,
    /// What shows that it is carried out.
    pub evidence: Vec<Evidence>,
    /// Months between two checks.
    pub check_every_months: i32,
}

impl NewMeasure {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid` with each that is wrong: an unknown heading or promise, a text that is missing in a language or claims much and
    /// states nothing, no document or more than five, an address that cannot be followed.
    pub fn check(&self, release: &Measures) -> Result<Written, Error> {
        let mut fields = Fields::new();
        if !release.headings.iter().any(|heading| heading.id == self.heading) {
            fields.add("heading", "heading-unknown", "Choose one of the aims of annex II.");
        }
        let mut said = |field: &str, locale: Locale, typed: &str, most: usize| {
            let text = fields.take(line::read(field, typed, most))?;
            fields.take(plain(field, &[locale], text))
        };
        let name_en = said("name_en", Locale::En, &self.name_en, MOST_NAME);
        let name_de = said("name_de", Locale::De, &self.name_de, MOST_NAME);
        let text_en = said("text_en", Locale::En, &self.text_en, MOST_TEXT);
        let text_de = said("text_de", Locale::De, &self.text_de, MOST_TEXT);
        let promises = self.promises(&mut fields)?;
        let evidence = self.evidence(&mut fields);
        let months = self.check_every_months.unwrap_or(LONGEST_MONTHS);
        if !(1..=LONGEST_MONTHS).contains(&months) {
            fields.add("check_every_months", "check-months", format!("Give 1 to {LONGEST_MONTHS} months."));
        }
        fields.check()?;
        match (name_en.zip(name_de), text_en.zip(text_de)) {
            (Some((name_en, name_de)), Some((text_en, text_de))) => Ok(Written {
                heading: self.heading.clone(),
                name: [name_en, name_de],
                text: [text_en, text_de],
                promises,
                evidence,
                check_every_months: months,
            }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }

    fn promises(&self, fields: &mut Fields) -> Result<Vec<String>, Error> {
        let known = &promises::register()?.promises;
        let mut named: Vec<String> = self.promises.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        named.sort();
        named.dedup();
        if named.is_empty() || named.len() > MOST_PROMISES || named.iter().any(|id| !known.iter().any(|one| one.id == *id)) {
            fields.add("promises", "promise-unknown", "Name 1 to 20 promises of the register, such as M-8.4.");
        }
        Ok(named)
    }

    fn evidence(&self, fields: &mut Fields) -> Vec<Evidence> {
        if self.evidence.is_empty() || self.evidence.len() > MOST_EVIDENCE {
            fields.add("evidence", "evidence-count", format!("Name 1 to {MOST_EVIDENCE} documents that show it."));
        }
        let all = self.evidence.iter().take(MOST_EVIDENCE).enumerate();
        all.filter_map(|(at, one)| one.check(&format!("evidence.{at}"), fields)).collect()
    }
}

/// A look at a measure, as it is sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewMeasureCheck {
    /// Whether the measure is carried out as it is written; required.
    pub result: Option<Outcome>,
    /// What was looked at and found.
    pub note: String,
    /// The document that shows it.
    pub evidence: Document,
}

/// A look at a measure whose every field was found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether the measure is carried out as it is written.
    pub result: Outcome,
    /// What was looked at and found.
    pub note: String,
    /// The document that shows it.
    pub evidence: Document,
}

impl NewMeasureCheck {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid` with each that is wrong.
    pub fn check(&self) -> Result<Found, Error> {
        let mut fields = Fields::new();
        if self.result.is_none() {
            fields.add("result", "required", "Say whether the measure holds or falls short.");
        }
        let note = fields.take(line::said("note", &self.note, MOST_NOTE));
        let evidence = self.evidence.check("evidence", &mut fields);
        fields.check()?;
        match (self.result, note, evidence) {
            (Some(result), Some(note), Some(evidence)) => Ok(Found { result, note, evidence }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// Why something is rejected or retired.
///
/// # Errors
/// `Invalid` without a reason.
pub fn reason(note: &str) -> Result<String, Error> {
    line::said("note", note, MOST_NOTE).map_err(|error| Error::Invalid(vec![error]))
}

/// Whether every aim of annex II is still served when the operator's people carry out what stands under these headings.
///
/// # Errors
/// `Refused` with `measure-heading-empty`.
pub fn every_heading_is_served(release: &Measures, carried_out: &[&str]) -> Result<(), Error> {
    match release.empty_headings(carried_out).next() {
        None => Ok(()),
        Some(heading) => {
            let name = heading.name(Locale::En);
            let detail = format!("Annex II would say nothing under “{name}”. Put another measure there first.");
            Err(Error::refused("measure-heading-empty", detail))
        }
    }
}

/// When somebody looks again.
#[must_use]
pub fn next_check(at: DateTime<Utc>, months: i32) -> DateTime<Utc> {
    let months = u32::try_from(months.clamp(1, LONGEST_MONTHS)).unwrap_or(12);
    at.checked_add_months(Months::new(months)).unwrap_or(at + Duration::days(365))
}

/// When somebody looks again after a check that found this.
#[must_use]
pub fn due_after(result: Outcome, at: DateTime<Utc>, months: i32) -> DateTime<Utc> {
    match result {
        Outcome::Holds => next_check(at, months),
        Outcome::Shortcoming => at + Duration::days(DAYS_AFTER_SHORTCOMING.into()),
    }
}

/// So many days before a check is due staff hears of it: a third of the time between two checks, 30 at most, so that nobody is
/// reminded right after a check. A month counts 30 days.
#[must_use]
pub fn lead(months: i32, fell_short: bool) -> i32 {
    let days = if fell_short { DAYS_AFTER_SHORTCOMING } else { months.clamp(1, LONGEST_MONTHS) * 30 };
    (days / 3).min(LONGEST_LEAD)
}

/// The alarm that holds now: 0 when the check is overdue, `lead` when it is due within so many days.
#[must_use]
pub fn alarm(due_at: DateTime<Utc>, now: DateTime<Utc>, lead: i32) -> Option<i32> {
    [lead, 0].into_iter().filter(|days| now >= due_at - Duration::days((*days).into())).min()
}

#[cfg(test)]
mod tests;
