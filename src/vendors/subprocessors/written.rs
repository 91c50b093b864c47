//! A register written down by people, as the one that the demo starts with.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::countries::country;
use super::model::{Applies, Facts, Upkeep, Vendor};
use super::transfer::Transfer;

#[derive(Deserialize)]
struct Written {
    subprocessors: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    legal_name: String,
    address: String,
    country: String,
    contact_email: String,
    category: String,
    data_categories: Vec<String>,
    location: String,
    transfer_mechanism: Transfer,
    applies: Applies,
    since: toml::value::Datetime,
    purpose: Purpose,
    assessment: Option<Assessed>,
    #[serde(default)]
    models: Vec<String>,
}

/// What the register says of the assessment of a transfer.
#[derive(Deserialize)]
struct Assessed {
    reference: String,
    at: toml::value::Datetime,
    holds_until: toml::value::Datetime,
}

#[derive(Deserialize)]
struct Purpose {
    en: String,
    de: String,
}

/// Reads a register written as TOML, as the demo's.
///
/// # Errors
/// What is not understood, with its line.
pub fn read_register(source: &str) -> anyhow::Result<Vec<Vendor>> {
    let written: Written = toml::from_str(source)?;
    written.subprocessors.into_iter().map(Entry::vendor).collect()
}

impl Entry {
    fn vendor(self) -> anyhow::Result<Vendor> {
        anyhow::ensure!(country(&self.country).is_some(), "{} is not the code of a country", self.country);
        let begin = |day: &toml::value::Datetime| -> anyhow::Result<DateTime<Utc>> {
            Ok(day.to_string().parse::<NaiveDate>()?.and_time(NaiveTime::MIN).and_utc())
        };
        let since = begin(&self.since)?;
        let mut upkeep = Upkeep::default();
        if let Some(assessed) = self.assessment {
            upkeep.assessed_at = Some(begin(&assessed.at)?);
            upkeep.assessment_expires_at = Some(begin(&assessed.holds_until)? + Duration::days(1));
            upkeep.assessment_reference = Some(assessed.reference);
        }
        let facts = Facts {
            legal_name: self.legal_name,
            address: self.address,
            country: self.country,
            contact_email: self.contact_email,
            category: self.category,
            purpose_en: self.purpose.en,
            purpose_de: self.purpose.de,
            data_categories: self.data_categories,
            location: self.location,
            transfer_mechanism: self.transfer_mechanism,
            applies: self.applies,
            models: self.models,
        };
        Ok(Vendor { upkeep, ..Vendor::new(Uuid::nil(), facts, since) })
    }
}
