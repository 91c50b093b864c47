//! Vendors, what they are for, and the two views of the register: by category, and by name.

use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::transfer::{Transfer, leaves_eea};
use crate::kernel::error::{Error, FieldError};
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

/// The category of vendors that run AI models: only they name models, and they do.
pub const AI: &str = "ai";

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
    /// The AI models by name; empty for a vendor of another category, and in what was said before models were named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
}

impl Facts {
    /// The end of the last day on which an assessment of this transfer holds, as somebody gives it now; nothing that is no day
    /// fits. The longest time counts from when it was made.
    ///
    /// # Errors
    /// `day-to-come`, `day-within-a-year` or `day-after-decision`.
    pub fn assessed_until(
        &self,
        field: &str,
        day: Option<NaiveDate>,
        made_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, FieldError> {
        let years = self.transfer_mechanism.longest_years();
        let latest = made_at.checked_add_months(Months::new(12 * years)).unwrap_or(made_at);
        let end = day.and_then(|day| day.succ_opt()).map(|next| next.and_time(NaiveTime::MIN).and_utc());
        let end = end.filter(|end| *end > now && *end > made_at && *end <= latest).ok_or_else(|| match years {
            1 => {
                let detail =
                    "Give a day to come, as 2027-11-30, at most a year after the assessment: the vendor certifies itself anew every year.";
                FieldError::new(field, "day-within-a-year", detail)
            }
            _ => {
                let detail = format!("Give a day to come, as 2027-11-30, at most {years} years after the assessment.");
                FieldError::new(field, "day-to-come", detail)
            }
        })?;
        match self.transfer_mechanism.decision_ends(&self.country, &self.location) {
            Some(last) if day > Some(last) => {
                let detail = format!("The decision of the Commission holds until {last}: give that day or an earlier one.");
                Err(FieldError::new(field, "day-after-decision", detail))
            }
            _ => Ok(end),
        }
    }

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

    /// Whether data go elsewhere, or on another ground: what was found of the one says nothing of the other.
    #[must_use]
    pub fn goes_elsewhere_than(&self, other: &Self) -> bool {
        (&self.country, &self.location, self.transfer_mechanism) != (&other.country, &other.location, other.transfer_mechanism)
    }
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
        !self.is_within_eea() && self.upkeep.assessment_expires_at.is_none()
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
