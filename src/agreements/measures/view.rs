//! A measure of the operator's people as staff sees it.

use chrono::{DateTime, Utc};
use entity::{measure, measure_check};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::evidence::{Document, Evidence};
use super::model::{Outcome, State};
use super::standing::Standing;
use crate::kernel::error::Error;

/// A version of a measure that the operator's people carry out.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct OperatorMeasure {
    /// The row.
    pub id: Uuid,
    /// Which measure it is, whatever its version: annex II names it by this.
    pub code: String,
    /// Its number among the versions of the measure.
    pub version: i32,
    /// How far it has come.
    pub state: State,
    /// `shipped`: a duty of the release; or `written` by staff.
    pub origin: String,
    /// The aim that it serves.
    pub heading: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in German.
    pub name_de: String,
    /// What is done, in English.
    pub text_en: String,
    /// What is done, in German.
    pub text_de: String,
    /// The promises that it serves.
    pub promises: Vec<String>,
    /// What shows that it is carried out; empty: it is an undertaking.
    pub evidence: Vec<Evidence>,
    /// Months between two checks.
    pub check_every_months: i32,
    /// When somebody last found that it is carried out as it is written.
    pub checked_at: Option<DateTime<Utc>>,
    /// When a check found that it is not, and none has found since that it is.
    pub shortcoming_at: Option<DateTime<Utc>>,
    /// When it is checked next; only while it is in use.
    pub check_due_at: Option<DateTime<Utc>>,
    /// Counts how often a draft was written.
    pub revision: i32,
    /// Who wrote it; nobody for a duty of the release.
    pub written_by: Option<Uuid>,
    /// When.
    pub written_at: DateTime<Utc>,
    /// Who wrote it last.
    pub changed_by: Option<Uuid>,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
    /// When.
    pub approved_at: Option<DateTime<Utc>>,
    /// Who rejected it.
    pub rejected_by: Option<Uuid>,
    /// When.
    pub rejected_at: Option<DateTime<Utc>>,
    /// Why.
    pub rejection_note: Option<String>,
    /// Who proposed to retire it.
    pub retirement_by: Option<Uuid>,
    /// When.
    pub retirement_at: Option<DateTime<Utc>>,
    /// Why.
    pub retirement_note: Option<String>,
    /// Who retired it: the second person, or whoever gave up a draft.
    pub retired_by: Option<Uuid>,
    /// When.
    pub retired_at: Option<DateTime<Utc>>,
    /// When another version took its place.
    pub replaced_at: Option<DateTime<Utc>>,
    /// The proposals to retire it that came to nothing, the oldest first.
    pub dropped_retirements: Vec<DroppedRetirement>,
}

/// A proposal to retire a measure that came to nothing.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MeasureDroppedRetirement)]
pub struct DroppedRetirement {
    /// Who made it.
    pub proposed_by: Uuid,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Why.
    pub note: String,
    /// Who left the measure in use: whoever made the proposal, or a second person.
    pub dropped_by: Uuid,
    /// When.
    pub dropped_at: DateTime<Utc>,
    /// Why the second person said no; absent where the proposal was taken back.
    pub rejection_note: Option<String>,
}

/// A look at a measure.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MeasureCheck {
    /// Whether the measure was carried out as it is written.
    pub result: Outcome,
    /// What was looked at and found.
    pub note: String,
    /// The document that shows it.
    pub evidence: Document,
    /// Who looked.
    pub checked_by: Uuid,
    /// When.
    pub checked_at: DateTime<Utc>,
    /// Until when it holds.
    pub due_at: DateTime<Utc>,
}

impl OperatorMeasure {
    /// The row as it is shown.
    ///
    /// # Errors
    /// When the row is in a state that this program does not know, or does not hold what it should.
    pub fn of(row: measure::Model) -> Result<Self, Error> {
        Ok(Self {
            state: standing(&row)?.state,
            evidence: serde_json::from_value(row.evidence)?,
            promises: serde_json::from_value(row.promises)?,
            dropped_retirements: dropped_retirements(row.dropped_retirements)?,
            id: row.id,
            code: row.code,
            version: row.version,
            origin: row.origin,
            heading: row.heading,
            name_en: row.name_en,
            name_de: row.name_de,
            text_en: row.text_en,
            text_de: row.text_de,
            check_every_months: row.check_every_months,
            checked_at: row.checked_at,
            shortcoming_at: row.shortcoming_at,
            check_due_at: row.check_due_at,
            revision: row.revision,
            written_by: row.written_by,
            written_at: row.written_at,
            changed_by: row.changed_by,
            changed_at: row.changed_at,
            approved_by: row.approved_by,
            approved_at: row.approved_at,
            rejected_by: row.rejected_by,
            rejected_at: row.rejected_at,
            rejection_note: row.rejection_note,
            retirement_by: row.retirement_by,
            retirement_at: row.retirement_at,
            retirement_note: row.retirement_note,
            retired_by: row.retired_by,
            retired_at: row.retired_at,
            replaced_at: row.replaced_at,
        })
    }

    /// What the rules look at.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing {
            state: self.state,
            revision: self.revision,
            written_by: self.written_by,
            changed_by: self.changed_by,
            retirement_by: self.retirement_by,
            retirement_at: self.retirement_at,
        }
    }

    /// Everybody who did something to it.
    pub fn people(&self) -> impl Iterator<Item = Uuid> {
        let decided = [self.approved_by, self.rejected_by, self.retirement_by, self.retired_by];
        let dropped = self.dropped_retirements.iter().flat_map(|one| [one.proposed_by, one.dropped_by]);
        [self.written_by, self.changed_by].into_iter().chain(decided).flatten().chain(dropped)
    }
}

impl MeasureCheck {
    /// The row as it is shown.
    ///
    /// # Errors
    /// When the row does not hold what it should.
    pub fn of(row: measure_check::Model) -> Result<Self, Error> {
        Ok(Self {
            result: Outcome::parse(&row.result).ok_or_else(|| anyhow::anyhow!("a check with an unknown result"))?,
            evidence: serde_json::from_value(row.evidence)?,
            note: row.note,
            checked_by: row.checked_by,
            checked_at: row.checked_at,
            due_at: row.due_at,
        })
    }
}

/// The proposals to retire a measure that came to nothing, as its row keeps them.
///
/// # Errors
/// When the row does not hold what it should.
pub fn dropped_retirements(kept: Option<serde_json::Value>) -> Result<Vec<DroppedRetirement>, Error> {
    Ok(kept.map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// What the rules look at in a row.
///
/// # Errors
/// When this program does not know its state.
pub fn standing(row: &measure::Model) -> Result<Standing, Error> {
    let state = State::parse(&row.state).ok_or_else(|| anyhow::anyhow!("a measure in an unknown state"))?;
    Ok(Standing {
        state,
        revision: row.revision,
        written_by: row.written_by,
        changed_by: row.changed_by,
        retirement_by: row.retirement_by,
        retirement_at: row.retirement_at,
    })
}
