//! The examination of a transfer before data go there: a change that brings a vendor outside the European Economic Area, on
//! whatever ground, starts once somebody has assessed it (agreement, clause on transfers; Articles 45 and 46 GDPR).
//!
//! What is assessed is what a second person approved, so that nothing can change under it.

use entity::subprocessor_change;
use uuid::Uuid;

use super::actions::{may_end, state_of};
use super::events::Event;
use super::model::{Kind, State};
use super::policy::ReadChanges;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::vendors::reviews::{self, Look, NewAssessment, ReviewVendors};
use crate::vendors::subprocessors::{self, Facts, Upkeep, Vendor};

/// Writes down what was found of the transfer that a change proposes.
///
/// # Errors
/// `Invalid` with every wrong field; `NotFound`; `Refused` with `no-transfer` where data stay inside, `assessment-early` before
/// the review, `already-active` or `already-withdrawn` after it.
pub async fn assess(caller: &Authorized<ReviewVendors>, id: Uuid, new: &NewAssessment) -> Result<Look, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    may_end(&row)?;
    if !matches!(state_of(&row)?, State::Reviewed | State::Noticed) {
        let detail = "This draft may still change. Assess the transfer once a second person has approved it.";
        return Err(Error::refused("assessment-early", detail));
    }
    let nowhere = || Error::refused("no-transfer", "A vendor that leaves receives nothing: there is no transfer to assess.");
    let checked = new.check(&proposed(&row)?.ok_or_else(nowhere)?, tx.now())?;
    let expires_at = checked.expires_at;
    reviews::keep(&tx, id, checked).await?;
    let look = reviews::assessment_of(&tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit(Event::TransferAssessed { change_id: id, expires_at }).await?;
    Ok(look)
}

/// What was found last of the transfer that a change proposes.
///
/// # Errors
/// `NotFound`.
pub async fn found(caller: &Authorized<ReadChanges>, id: Uuid) -> Result<Option<Look>, Error> {
    let tx = caller.read().await?;
    store::by_id(&tx, id).await?;
    reviews::assessment_of(&tx, id).await
}

/// What of the transfer that a change proposes keeps it from starting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nobody has assessed it.
    Assessment,
    /// What was found of it holds no longer.
    NewAssessment,
}

/// What of the transfer keeps a change from starting now.
///
/// # Errors
/// `NotFound`.
pub async fn lack(caller: &Authorized<ReadChanges>, id: Uuid) -> Result<Option<Lack>, Error> {
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    match assessed(&tx, &row).await {
        Ok(_) => Ok(None),
        Err(Error::Refused { code: "assessment-missing", .. }) => Ok(Some(Lack::Assessment)),
        Err(Error::Refused { code: "assessment-expired", .. }) => Ok(Some(Lack::NewAssessment)),
        Err(error) => Err(error),
    }
}

/// What the register takes over with a change that starts now.
///
/// # Errors
/// `Refused` with `assessment-missing` or `assessment-expired` where data go elsewhere than before, or on another ground, and
/// nobody has assessed it.
pub(super) async fn assessed(tx: &TenantTx, row: &subprocessor_change::Model) -> Result<Upkeep, Error> {
    let Some(facts) = proposed(row)? else { return Ok(Upkeep::default()) };
    let before = match row.subprocessor_id.filter(|_| row.kind != Kind::Replace.as_str()) {
        Some(id) => subprocessors::find(tx, id).await?,
        None => None,
    };
    let upkeep = reviews::assessment_of(tx, row.id).await?.map_or_else(Upkeep::default, |look| Upkeep {
        assessed_at: Some(look.reviewed_at),
        assessment_expires_at: Some(look.due_at),
        assessment_reference: look.reference,
        ..Upkeep::default()
    });
    let vendor = Vendor { upkeep, ..Vendor::new(row.subprocessor_id.unwrap_or(row.id), facts, tx.now()) };
    if before.is_none_or(|before| vendor.facts.goes_elsewhere_than(&before.facts)) {
        vendor.may_receive(tx.now())?;
    }
    Ok(vendor.upkeep)
}

fn proposed(row: &subprocessor_change::Model) -> Result<Option<Facts>, Error> {
    Ok(row.proposed.clone().map(serde_json::from_value).transpose()?)
}
