//! When a vendor is due, and what a look at it takes.

use chrono::{DateTime, Duration, Months, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, Fields};
use crate::kernel::line;
use crate::vendors::subprocessors::{Facts, Transfer, Vendor};

/// The list is reviewed every year (S-11.1).
const REVIEW_EVERY: Months = Months::new(12);
/// Staff hears so many days before a review is due, and when it is overdue.
const REVIEW_ALARMS: [i32; 2] = [30, 0];
/// Staff hears so many days before an assessment runs out, and when it has.
const ASSESSMENT_ALARMS: [i32; 4] = [60, 30, 7, 0];
/// What was found is at most this long.
const MOST_NOTE: usize = 2_000;

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LookKind)]
pub enum Kind {
    /// The yearly look at a vendor.
    Review,
    /// The assessment of a transfer.
    Assessment,
}

impl Kind {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Assessment => "assessment",
        }
    }

    const fn alarms(self) -> &'static [i32] {
        match self {
            Self::Review => &REVIEW_ALARMS,
            Self::Assessment => &ASSESSMENT_ALARMS,
        }
    }
}

/// A year later; of 29 February, the 28th.
#[must_use]
pub fn next_review(at: DateTime<Utc>) -> DateTime<Utc> {
    at.checked_add_months(REVIEW_EVERY).unwrap_or(at + Duration::days(365))
}

/// The alarm that holds now: of the days before the end that have come, the fewest.
#[must_use]
pub fn alarm(kind: Kind, due_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<i32> {
    kind.alarms().iter().copied().filter(|days| now >= due_at - Duration::days((*days).into())).min()
}

/// A vendor and when it is due to be looked at.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Watched {
    /// The row in the register.
    pub id: Uuid,
    /// Its full name.
    pub legal_name: String,
    /// Whether data stay in the European Economic Area.
    pub within_eea: bool,
    /// On what ground they go elsewhere: that is what is assessed.
    pub transfer_mechanism: Transfer,
    /// When somebody looked at it last.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When somebody looks at it next.
    pub review_due: DateTime<Utc>,
    /// Whether that is over.
    pub is_overdue: bool,
    /// When its transfer was assessed.
    pub assessed_at: Option<DateTime<Utc>>,
    /// Until when that holds.
    pub assessment_expires_at: Option<DateTime<Utc>>,
    /// The document with it.
    pub assessment_reference: Option<String>,
    /// Whether it has run out: agreements are not made meanwhile.
    pub is_expired: bool,
    /// Whether data go elsewhere and nobody has ever assessed it: agreements are not made meanwhile.
    pub is_missing: bool,
    #[serde(skip)]
    since: DateTime<Utc>,
}

impl Watched {
    /// A vendor as it is due now. One that was never looked at is due a year after it joined.
    #[must_use]
    pub fn of(vendor: &Vendor, now: DateTime<Utc>) -> Self {
        let review_due = vendor.upkeep.review_due_at.unwrap_or_else(|| next_review(vendor.since));
        Self {
            id: vendor.id,
            legal_name: vendor.facts.legal_name.clone(),
            within_eea: vendor.facts.is_within_eea(),
            transfer_mechanism: vendor.facts.transfer_mechanism,
            reviewed_at: vendor.upkeep.reviewed_at,
            review_due,
            is_overdue: review_due <= now,
            assessed_at: vendor.upkeep.assessed_at,
            assessment_expires_at: vendor.upkeep.assessment_expires_at,
            assessment_reference: vendor.upkeep.assessment_reference.clone(),
            is_expired: vendor.is_assessed_no_more(now),
            is_missing: vendor.was_never_assessed(),
            since: vendor.since,
        }
    }

    /// When the transfer is due to be assessed: one that never was, since the vendor joined.
    #[must_use]
    pub fn assessment_due(&self) -> Option<DateTime<Utc>> {
        if self.is_missing { Some(self.since) } else { self.assessment_expires_at.filter(|_| !self.within_eea) }
    }

    /// The alarms that hold now, each with the end it is about.
    #[must_use]
    pub fn alarms(&self, now: DateTime<Utc>) -> Vec<(Kind, DateTime<Utc>, i32)> {
        let transfer = self.assessment_due().map(|at| (Kind::Assessment, at));
        let due = [Some((Kind::Review, self.review_due)), transfer].into_iter().flatten();
        // One that was never assessed is due at once, whenever the vendor joined.
        let holds = |kind, at| if kind == Kind::Assessment && self.is_missing { Some(0) } else { alarm(kind, at, now) };
        due.filter_map(|(kind, at)| Some((kind, at, holds(kind, at)?))).collect()
    }
}

/// A look at a vendor, as it is sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewLook {
    /// What was looked at and found.
    pub note: String,
}

impl NewLook {
    /// The note.
    ///
    /// # Errors
    /// `Invalid` without one.
    pub fn check(&self) -> Result<String, Error> {
        line::said("note", &self.note, MOST_NOTE).map_err(|error| Error::Invalid(vec![error]))
    }
}

/// The assessment of a transfer, as it is sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewAssessment {
    /// What was found.
    pub note: String,
    /// The document with the assessment: a number or an address in the operator's files.
    pub reference: String,
    /// The last day on which it holds, as `2027-11-30`: at most a year ahead under the Data Privacy Framework, and three years on
    /// another ground, but not longer than the decision of the Commission on which the transfer rests.
    pub holds_until: String,
}

/// An assessment whose every field was found right.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// What was found.
    pub note: String,
    /// The document.
    pub reference: String,
    /// When it holds no more.
    pub expires_at: DateTime<Utc>,
}

impl NewAssessment {
    /// Checks every field against the transfer that was assessed.
    ///
    /// # Errors
    /// `Refused` with `no-transfer` where data stay inside; `Invalid` with each field that is wrong.
    pub fn check(&self, of: &Facts, now: DateTime<Utc>) -> Result<Assessment, Error> {
        if of.is_within_eea() {
            let detail = "Data stay in the European Economic Area here: there is no transfer to assess.";
            return Err(Error::refused("no-transfer", detail));
        }
        let mut fields = Fields::new();
        let note = fields.take(line::said("note", &self.note, MOST_NOTE));
        let reference = fields.take(line::read("reference", &self.reference, 200));
        let expires_at = fields.take(of.assessed_until("holds_until", self.holds_until.trim().parse().ok(), now, now));
        fields.check()?;
        match (note, reference, expires_at) {
            (Some(note), Some(reference), Some(expires_at)) => Ok(Assessment { note, reference, expires_at }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// A look at a vendor or at its transfer.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Look {
    /// Which of the two.
    pub kind: Kind,
    /// What was found.
    pub note: String,
    /// The document, of an assessment.
    pub reference: Option<String>,
    /// Who looked.
    pub reviewed_by: Uuid,
    /// When.
    pub reviewed_at: DateTime<Utc>,
    /// Until when it holds.
    pub due_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::subprocessors::read_register;

    fn day(text: &str) -> DateTime<Utc> {
        format!("{text}T09:00:00Z").parse().unwrap()
    }

    #[test]
    fn a_review_is_due_a_year_later() {
        assert_eq!(next_review(day("2026-03-02")), day("2027-03-02"));
        assert_eq!(next_review(day("2028-02-29")), day("2029-02-28"));
    }

    #[test]
    fn the_nearest_alarm_holds() {
        let due = day("2027-03-02");
        let review = |at| alarm(Kind::Review, due, at);
        let second = Duration::seconds(1);
        assert_eq!(review(due - Duration::days(30) - second), None);
        assert_eq!((review(due - Duration::days(30)), review(due - second)), (Some(30), Some(30)));
        assert_eq!((review(due), review(due + Duration::days(99))), (Some(0), Some(0)));
        let transfer = |days| alarm(Kind::Assessment, due, due - Duration::days(days));
        assert_eq!(
            [61, 60, 31, 30, 8, 7, 1, 0].map(transfer),
            [None, Some(60), Some(60), Some(30), Some(30), Some(7), Some(7), Some(0)]
        );
    }

    fn going_to(country: &str, location: &str, transfer_mechanism: Transfer) -> Facts {
        let register = include_str!("../../../templates/demo/subprocessors.toml");
        let facts = read_register(register).unwrap().remove(0).facts;
        Facts { country: country.into(), location: location.into(), transfer_mechanism, ..facts }
    }

    fn until(of: &Facts, holds_until: &str, now: &str) -> Result<String, String> {
        let new = NewAssessment { note: "x".into(), reference: "TIA-7".into(), holds_until: holds_until.into() };
        let checked = new.check(of, day(now)).map(|checked| checked.expires_at.to_rfc3339());
        checked.map_err(|error| error.fields().first().map_or_else(|| error.code().to_owned(), |wrong| wrong.code.to_string()))
    }

    #[test]
    fn an_assessment_names_every_wrong_field_and_holds_to_the_end_of_its_day() {
        let india = going_to("IN", "Mumbai, India", Transfer::SccM3);
        let error = NewAssessment::default().check(&india, day("2026-03-02")).unwrap_err();
        assert_eq!(
            error.fields().iter().map(|wrong| wrong.field.as_str()).collect::<Vec<_>>(),
            ["note", "reference", "holds_until"]
        );
        assert_eq!(until(&india, " 2026-03-02 ", "2026-03-02").unwrap(), "2026-03-03T00:00:00+00:00");
        assert!(until(&india, "2029-03-01", "2026-03-02").is_ok());
        for wrong in ["2026-03-01", "2029-03-02", "soon", "2027-02-30"] {
            assert_eq!(until(&india, wrong, "2026-03-02"), Err("day-to-come".into()), "{wrong}");
        }
    }

    #[test]
    fn what_is_assessed_holds_no_longer_than_its_ground() {
        let certified = going_to("US", "Oregon, United States", Transfer::Dpf);
        assert!(until(&certified, "2027-03-01", "2026-03-02").is_ok());
        assert_eq!(until(&certified, "2027-03-02", "2026-03-02"), Err("day-within-a-year".into()));
        let swiss = going_to("CH", "Bern, Switzerland", Transfer::Adequacy);
        assert!(until(&swiss, "2029-03-01", "2026-03-02").is_ok());
        assert_eq!(until(&swiss, "2029-03-02", "2026-03-02"), Err("day-to-come".into()));
        let british = going_to("GB", "London, United Kingdom", Transfer::Adequacy);
        assert!(until(&british, "2031-12-27", "2030-03-02").is_ok());
        assert_eq!(until(&british, "2031-12-28", "2030-03-02"), Err("day-after-decision".into()));
        let inside = going_to("DE", "Berlin, Germany", Transfer::NoneWithinEea);
        assert_eq!(until(&inside, "2027-03-01", "2026-03-02"), Err("no-transfer".into()));
    }
}
