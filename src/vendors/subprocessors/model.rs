//! Vendors, what they are for, and the two views of the register: by category, and by name.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::countries::{Country, countries_of, country};
use crate::kernel::error::Error;
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

    /// Whether this ground can carry data to the seat and to every place of processing (Chapter V GDPR). The decisions of the
    /// Commission carry them where there is one; clauses and rules carry them anywhere, once the transfer was assessed. A
    /// place that nobody can name is outside every one of them.
    #[must_use]
    pub fn reaches(self, seat: &str, location: &str) -> bool {
        let everywhere = |fits: fn(&Country) -> bool| {
            country(seat).is_some_and(fits) && countries_of(location).is_some_and(|places| places.into_iter().all(fits))
        };
        match self {
            Self::NoneWithinEea => everywhere(|country| country.is_eea),
            Self::Adequacy => everywhere(|country| country.is_eea || country.adequacy.is_some()),
            Self::Dpf => everywhere(|country| country.is_eea || country.code == "US"),
            Self::SccM2 | Self::SccM3 | Self::Bcr => true,
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

    /// Whether somebody must examine the law and practice of the country before data go there (Article 46 GDPR): always,
    /// unless they stay inside or a decision of the Commission reaches every place.
    #[must_use]
    pub fn needs_assessment(&self) -> bool {
        let is_decided = matches!(self.transfer_mechanism, Transfer::Adequacy | Transfer::Dpf);
        !(self.is_within_eea() || is_decided && self.transfer_mechanism.reaches(&self.country, &self.location))
    }

    /// Whether data go elsewhere, or on another ground: what was found of the one says nothing of the other.
    #[must_use]
    pub fn goes_elsewhere_than(&self, other: &Self) -> bool {
        (&self.country, &self.location, self.transfer_mechanism) != (&other.country, &other.location, other.transfer_mechanism)
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

    /// Whether data leave the European Economic Area on an assessment that has run out.
    #[must_use]
    pub fn is_assessed_no_more(&self, now: DateTime<Utc>) -> bool {
        !self.is_within_eea() && self.upkeep.assessment_expires_at.is_some_and(|expires| expires <= now)
    }

    /// Whether data leave the European Economic Area on an assessment that nobody has made.
    #[must_use]
    pub fn was_never_assessed(&self) -> bool {
        self.needs_assessment() && self.upkeep.assessment_expires_at.is_none()
    }

    /// Data go there on an assessment that holds, or on none where none is needed. Where even the ground is missing, an
    /// assessment would not help: that is said where the agreement is made.
    ///
    /// # Errors
    /// `Refused` with `assessment-missing` or `assessment-expired`: no agreement names the vendor, and no change of it starts.
    pub fn may_receive(&self, now: DateTime<Utc>) -> Result<(), Error> {
        if self.was_never_assessed() && self.transfer_mechanism != Transfer::NoneWithinEea {
            let detail = format!("The transfer to the sub-processor {} was never assessed. Assess it first.", self.id);
            return Err(Error::refused("assessment-missing", detail));
        }
        if self.is_assessed_no_more(now) {
            let detail = format!("The assessment of the transfer to the sub-processor {} has expired. Assess it anew.", self.id);
            return Err(Error::refused("assessment-expired", detail));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::written::read_register;
    use super::*;

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

    #[test]
    fn clauses_ask_for_an_assessment_and_decisions_reach_their_countries_alone() {
        let facts = |country: &str, location: &str, transfer_mechanism| {
            let vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
            Facts { country: country.into(), location: location.into(), transfer_mechanism, ..vendors[0].facts.clone() }
        };
        let oregon = "Portland, United States";
        for (seat, location, ground, reaches, needs) in [
            ("DE", "Berlin, Germany", Transfer::NoneWithinEea, true, false),
            ("DE", "Berlin", Transfer::NoneWithinEea, false, true),
            ("DE", oregon, Transfer::NoneWithinEea, false, true),
            ("CH", "Zürich, Switzerland; Berlin, Germany", Transfer::Adequacy, true, false),
            ("CH", "Mumbai, India", Transfer::Adequacy, false, true),
            ("US", oregon, Transfer::Adequacy, false, true),
            ("CA", "Toronto, Canada", Transfer::Adequacy, true, false),
            ("BR", "Brasília, Brazil", Transfer::Adequacy, false, true),
            ("US", oregon, Transfer::Dpf, true, false),
            ("US", "Berlin, Germany", Transfer::Dpf, true, false),
            ("IE", oregon, Transfer::Dpf, true, false),
            ("US", "Mumbai, India", Transfer::Dpf, false, true),
            ("US", "Wilmington, DE", Transfer::Dpf, false, true),
            ("GB", oregon, Transfer::Dpf, false, true),
            ("US", oregon, Transfer::SccM2, true, true),
            ("IN", "Mumbai, India", Transfer::SccM3, true, true),
            ("IN", "Mumbai, India", Transfer::Bcr, true, true),
        ] {
            let one = facts(seat, location, ground);
            assert_eq!(
                (ground.reaches(seat, location), one.needs_assessment()),
                (reaches, needs),
                "{seat} {location} {ground:?}"
            );
            let vendor = Vendor::new(Uuid::nil(), one, DateTime::UNIX_EPOCH);
            let refused = vendor.may_receive(DateTime::UNIX_EPOCH).err().map(|error| error.code());
            let is_refused = needs && ground != Transfer::NoneWithinEea;
            assert_eq!(refused, is_refused.then_some("assessment-missing"), "{seat} {location} {ground:?}");
        }
    }
}
