//! Vendors, what they are for, and the two views of the register: by category, and by name.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::countries::{countries_of, country};
use crate::kernel::i18n::Locale;

/// When a vendor takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    /// For every tenant.
    Always,
    /// Only where AI is switched on.
    AiEnabled,
    /// Only where single sign-on is switched on.
    SsoEnabled,
}

impl Applies {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::AiEnabled => "ai_enabled",
            Self::SsoEnabled => "sso_enabled",
        }
    }

    /// Whether a workspace with this AI switch uses such a vendor. Single sign-on cannot be switched on yet, so nobody uses
    /// its vendors.
    #[must_use]
    pub const fn is_used(self, ai_is_on: bool) -> bool {
        match self {
            Self::Always => true,
            Self::AiEnabled => ai_is_on,
            Self::SsoEnabled => false,
        }
    }
}

/// On what ground data may go there (Chapter V GDPR).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Transfer {
    /// None is needed.
    NoneWithinEea,
    /// An adequacy decision of the Commission.
    Adequacy,
    /// The adequacy decision for the EU-US Data Privacy Framework.
    Dpf,
    /// Standard contractual clauses, controller to processor.
    SccM2,
    /// Standard contractual clauses, processor to processor.
    SccM3,
    /// Binding corporate rules.
    Bcr,
}

impl Transfer {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoneWithinEea => "none_within_eea",
            Self::Adequacy => "adequacy",
            Self::Dpf => "dpf",
            Self::SccM2 => "scc_m2",
            Self::SccM3 => "scc_m3",
            Self::Bcr => "bcr",
        }
    }
}

/// What is said of a vendor: in the register, in a change, and kept in a notice as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Facts {
    /// Its full name.
    pub legal_name: String,
    /// Its address, without the country.
    pub address: String,
    /// The country of its seat, ISO 3166-1 alpha-2.
    pub country: String,
    /// Whom to write to about data protection.
    pub contact_email: String,
    /// What kind of vendor it is, as `email_delivery`.
    pub category: String,
    /// What it does, in English.
    pub purpose_en: String,
    /// What it does, in German.
    pub purpose_de: String,
    /// Which data it sees, as in the annex on processing.
    pub data_categories: Vec<String>,
    /// Where it processes.
    pub location: String,
    /// On what ground data go there.
    pub transfer_mechanism: Transfer,
    /// When it takes part.
    pub applies: Applies,
}

impl Facts {
    /// What it does, in a language.
    #[must_use]
    pub fn purpose(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.purpose_en,
            Locale::De => &self.purpose_de,
        }
    }

    /// Whether data stay in the European Economic Area: its seat and every place of processing count.
    #[must_use]
    pub fn is_within_eea(&self) -> bool {
        self.transfer_mechanism == Transfer::NoneWithinEea && !leaves_eea(&self.country, &self.location)
    }
}

/// Whether the seat or a place of processing is outside the European Economic Area, or nobody can say.
#[must_use]
pub fn leaves_eea(seat: &str, location: &str) -> bool {
    let seat = country(seat).is_some_and(|country| country.is_eea);
    !seat || !countries_of(location).is_some_and(|places| places.iter().all(|country| country.is_eea))
}

/// A vendor that processes tenants' data on the operator's behalf: its facts, and what the register knows besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vendor {
    /// The row; nil before it is entered.
    pub id: Uuid,
    /// What is said of it.
    #[serde(flatten)]
    pub facts: Facts,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What the operator does to keep what is said true.
    #[serde(skip)]
    pub upkeep: Upkeep,
}

/// What the operator does to keep true what the register says of a vendor (S-11.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// When somebody looked at it last.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When somebody looks at it next.
    pub review_due_at: Option<DateTime<Utc>>,
    /// When its transfer was assessed.
    pub assessed_at: Option<DateTime<Utc>>,
    /// Until when that assessment holds.
    pub assessment_expires_at: Option<DateTime<Utc>>,
    /// The document with the assessment.
    pub assessment_reference: Option<String>,
}

/// A vendor is spoken of by its facts.
impl std::ops::Deref for Vendor {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl std::ops::DerefMut for Vendor {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.facts
    }
}

impl Vendor {
    /// A vendor of which nothing more is known than its facts.
    #[must_use]
    pub fn new(id: Uuid, facts: Facts, since: DateTime<Utc>) -> Self {
        Self { id, facts, since, upkeep: Upkeep::default() }
    }

    /// Whether data leave the European Economic Area on an assessment that has run out: no agreement names it until somebody
    /// assesses the transfer anew.
    #[must_use]
    pub fn is_assessed_no_more(&self, now: DateTime<Utc>) -> bool {
        !self.is_within_eea() && self.upkeep.assessment_expires_at.is_some_and(|expires| expires <= now)
    }
}

/// The register in short, for everybody.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Summary {
    /// The moment of the extract.
    pub as_of: DateTime<Utc>,
    /// How many vendors there are.
    pub total: usize,
    /// By kind.
    pub categories: Vec<Group>,
}

/// The vendors of one kind, without their names.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = VendorGroup)]
pub struct Group {
    /// The kind, as `email_delivery`.
    pub category: String,
    /// How many.
    pub count: usize,
    /// What is said of each in public.
    pub vendors: Vec<Listed>,
}

/// What is said of a vendor in public.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = VendorListed)]
pub struct Listed {
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it processes.
    pub location: String,
    /// Whether data stay in the European Economic Area.
    pub within_eea: bool,
    /// What it does.
    pub purpose: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it takes part.
    pub applies: Applies,
}

impl Summary {
    /// Puts the vendors together by kind, in the order of the register.
    #[must_use]
    pub fn of(vendors: &[Vendor], as_of: DateTime<Utc>, locale: Locale) -> Self {
        let mut categories: Vec<Group> = Vec::new();
        for vendor in vendors {
            let listed = Listed {
                country: vendor.country.clone(),
                location: vendor.location.clone(),
                within_eea: vendor.is_within_eea(),
                purpose: vendor.purpose(locale).to_owned(),
                since: vendor.since,
                applies: vendor.applies,
            };
            match categories.iter_mut().find(|group| group.category == vendor.category) {
                Some(group) => {
                    group.count += 1;
                    group.vendors.push(listed);
                }
                None => categories.push(Group { category: vendor.category.clone(), count: 1, vendors: vec![listed] }),
            }
        }
        Self { as_of, total: vendors.len(), categories }
    }
}

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
        let day: NaiveDate = self.since.to_string().parse()?;
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
        };
        Ok(Vendor::new(Uuid::nil(), facts, day.and_time(NaiveTime::MIN).and_utc()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_what_is_done_but_not_by_whom() {
        let vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let summary = Summary::of(&vendors, vendors[0].since, Locale::De);
        assert_eq!((vendors.len(), summary.total), (8, 8));
        let text = serde_json::to_string(&summary).unwrap();
        assert!(vendors.iter().all(|vendor| !text.contains(&vendor.legal_name) && !text.contains(&vendor.contact_email)));
        assert!(text.contains("Betreibt die Server"));
    }

    #[test]
    fn the_seat_and_every_place_of_processing_count() {
        let vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        assert_eq!(vendors.iter().filter(|vendor| vendor.is_within_eea()).count(), 5);
        for (seat, location, leaves) in [
            ("BE", "Brussels, Belgium", false),
            ("BE", "Brussels, Belgium; Wien, Österreich", false),
            ("BE", "Oregon, United States", true),
            ("BE", "Brussels, Belgium; Oregon, United States", true),
            ("US", "Brussels, Belgium", true),
            ("IE", "San Francisco, CA", true),
            ("BE", "", true),
        ] {
            assert_eq!(leaves_eea(seat, location), leaves, "{seat} {location}");
        }
    }

    #[test]
    fn an_assessment_counts_outside_the_area_alone() {
        let vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let now = DateTime::UNIX_EPOCH;
        let expired = |mut vendor: Vendor, expires| {
            vendor.upkeep.assessment_expires_at = expires;
            vendor.is_assessed_no_more(now)
        };
        let outside = vendors.iter().find(|vendor| !vendor.is_within_eea()).unwrap();
        let inside = vendors.iter().find(|vendor| vendor.is_within_eea()).unwrap();
        assert!(expired(outside.clone(), Some(now)) && !expired(outside.clone(), Some(now + chrono::Duration::seconds(1))));
        assert!(!expired(outside.clone(), None) && !expired(inside.clone(), Some(now)));
    }
}
