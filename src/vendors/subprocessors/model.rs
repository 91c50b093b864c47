//! Vendors, what they are for, and the two views of the register: by category, and by name.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::countries::country;
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

/// A vendor that processes tenants' data on the operator's behalf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vendor {
    /// The row; nil before it is entered.
    pub id: Uuid,
    /// Its full name.
    pub legal_name: String,
    /// Its address, without the country.
    pub address: String,
    /// Its country, ISO 3166-1 alpha-2.
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
    /// Since when.
    pub since: DateTime<Utc>,
}

impl Vendor {
    /// What it does, in a language.
    #[must_use]
    pub fn purpose(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.purpose_en,
            Locale::De => &self.purpose_de,
        }
    }

    /// Whether data stay in the European Economic Area.
    #[must_use]
    pub fn is_within_eea(&self) -> bool {
        self.transfer_mechanism == Transfer::NoneWithinEea && country(&self.country).is_some_and(|country| country.is_eea)
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

/// A vendor as customers see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Detail {
    /// The row.
    pub id: Uuid,
    /// Its full name.
    pub legal_name: String,
    /// Its address.
    pub address: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Whom to write to about data protection.
    pub contact_email: String,
    /// What kind of vendor it is.
    pub category: String,
    /// What it does.
    pub purpose: String,
    /// Which data it sees.
    pub data_categories: Vec<String>,
    /// Where it processes.
    pub location: String,
    /// On what ground data go there.
    pub transfer_mechanism: Transfer,
    /// When it takes part.
    pub applies: Applies,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Whether it takes part for this workspace, as its settings are now.
    pub used: bool,
}

impl Detail {
    /// What a workspace sees of a vendor.
    #[must_use]
    pub fn of(vendor: Vendor, locale: Locale, ai_enabled: bool) -> Self {
        let used = match vendor.applies {
            Applies::Always => true,
            Applies::AiEnabled => ai_enabled,
            // Single sign-on cannot be switched on yet, so nobody uses its vendors.
            Applies::SsoEnabled => false,
        };
        Self {
            purpose: vendor.purpose(locale).to_owned(),
            used,
            id: vendor.id,
            legal_name: vendor.legal_name,
            address: vendor.address,
            country: vendor.country,
            contact_email: vendor.contact_email,
            category: vendor.category,
            data_categories: vendor.data_categories,
            location: vendor.location,
            transfer_mechanism: vendor.transfer_mechanism,
            applies: vendor.applies,
            since: vendor.since,
        }
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
        Ok(Vendor {
            id: Uuid::nil(),
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
            since: day.and_time(NaiveTime::MIN).and_utc(),
        })
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
    fn what_is_off_is_not_used() {
        let vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let used =
            |ai| vendors.iter().cloned().map(|vendor| Detail::of(vendor, Locale::En, ai)).filter(|detail| detail.used).count();
        assert_eq!((used(false), used(true)), (6, 7));
        assert_eq!(vendors.iter().filter(|vendor| vendor.is_within_eea()).count(), 5);
    }
}
