//! The verbs of reviews.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::events::Event;
use super::model::{Assessment, Kind, Look, NewAssessment, NewLook, Watched, next_review};
use super::policy::{ReadReviews, ReviewVendors};
use super::store::{self, Kept};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::users;
use crate::vendors::subprocessors::{self, Upkeep, Vendor};

/// Every vendor in use, and when it is due; the most urgent first. And whether the operator has said whom it engages, be it
/// nobody.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ReadReviews>) -> Result<(Vec<Watched>, bool), Error> {
    let tx = caller.read().await?;
    let mut all: Vec<Watched> = subprocessors::in_use(&tx).await?.iter().map(|vendor| Watched::of(vendor, tx.now())).collect();
    let end = |one: &Watched| one.assessment_due().map_or(one.review_due, |at| at.min(one.review_due));
    all.sort_by_key(|one| (end(one), one.id));
    let is_declared = !all.is_empty() || subprocessors::is_declared(&tx).await?;
    Ok((all, is_declared))
}

/// One vendor with every look at it, and who looked.
///
/// # Errors
/// `NotFound`.
pub async fn one(caller: &Authorized<ReadReviews>, id: Uuid) -> Result<(Watched, Vec<Look>, HashMap<Uuid, String>), Error> {
    let tx = caller.read().await?;
    let vendor = subprocessors::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let looks = store::of_vendor(&tx, id).await?;
    let people: HashSet<Uuid> = looks.iter().map(|look| look.reviewed_by).collect();
    Ok((Watched::of(&vendor, tx.now()), looks, users::names(&tx, &people).await?))
}

/// Writes down that somebody looked at a vendor: it is due again in a year.
///
/// # Errors
/// `NotFound`; `Invalid` without a note.
pub async fn review(caller: &Authorized<ReviewVendors>, id: Uuid, new: &NewLook) -> Result<Watched, Error> {
    let note = new.check()?;
    let tx = caller.begin_platform().await?;
    let now = tx.realm().now();
    let vendor = subprocessors::hold(&tx, id).await?.ok_or(Error::NotFound)?;
    let due_at = next_review(now);
    store::insert(tx.realm(), id, Kept { kind: Kind::Review, note, reference: None, due_at }).await?;
    let upkeep = Upkeep { reviewed_at: Some(now), review_due_at: Some(due_at), ..vendor.upkeep.clone() };
    subprocessors::maintain(&tx, id, upkeep.clone()).await?;
    tx.commit(Event::Reviewed { entry_id: id, due_at }).await?;
    Ok(Watched::of(&Vendor { upkeep, ..vendor }, now))
}

/// Writes down the assessment of a transfer out of the European Economic Area.
///
/// # Errors
/// `NotFound`; `Invalid` with every wrong field; `Refused` with `no-transfer` for a vendor that keeps data inside.
pub async fn assess(caller: &Authorized<ReviewVendors>, id: Uuid, new: &NewAssessment) -> Result<Watched, Error> {
    let tx = caller.begin_platform().await?;
    let now = tx.realm().now();
    let vendor = subprocessors::hold(&tx, id).await?.ok_or(Error::NotFound)?;
    let checked = new.check(&vendor.facts, now)?;
    let expires_at = checked.expires_at;
    let reference = Some(checked.reference.clone());
    keep(tx.realm(), id, checked).await?;
    let upkeep = Upkeep {
        assessed_at: Some(now),
        assessment_expires_at: Some(expires_at),
        assessment_reference: reference,
        ..vendor.upkeep.clone()
    };
    subprocessors::maintain(&tx, id, upkeep.clone()).await?;
    tx.commit(Event::Assessed { entry_id: id, expires_at }).await?;
    Ok(Watched::of(&Vendor { upkeep, ..vendor }, now))
}

/// Keeps what was found of a transfer, under the id of the vendor or of the change that proposes it. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &TenantTx, subject: Uuid, checked: Assessment) -> Result<(), Error> {
    let Assessment { note, reference, expires_at } = checked;
    store::insert(tx, subject, Kept { kind: Kind::Assessment, note, reference: Some(reference), due_at: expires_at }).await
}

/// What was found last of the transfer that a change proposes.
///
/// # Errors
/// When the database fails.
pub async fn assessment_of(tx: &TenantTx, change: Uuid) -> Result<Option<Look>, Error> {
    Ok(store::of_vendor(tx, change).await?.into_iter().find(|look| look.kind == Kind::Assessment))
}
