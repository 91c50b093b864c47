//! How a measure goes out of use: one person proposes it and says why, a second one approves. A draft is given up by one.

use entity::measure;
use uuid::Uuid;

use super::actions::{open_of, seen_and_kept};
use super::events::Event;
use super::policy::{ApproveMeasures, WriteMeasures};
use super::release::measures;
use super::store;
use super::view::{OperatorMeasure, standing};
use super::{jobs, model};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Proposes to take a measure out of use; it stays in use until a second person approves.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `measure-not-in-use`, `measure-retirement-proposed`, or with
/// `measure-heading-empty` for the last measure under a heading.
pub async fn propose_retirement(caller: &Authorized<WriteMeasures>, id: Uuid, note: &str) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let in_use = store::hold_in_use(&tx).await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.retirement_may_be_proposed()?;
    can_be_spared(&in_use, id)?;
    store::propose_retirement(&tx, id, model::reason(note)?).await?;
    jobs::ask_for_approval(&tx, id).await?;
    tx.note(Event::RetirementProposed { measure_id: id, code: row.code, version: row.version }).await?;
    seen_and_kept(tx, id).await
}

/// Takes a measure out of use as somebody else proposed, with the version of it that is being written.
///
/// # Errors
/// `NotFound`; `Refused` with `measure-own`, `measure-not-in-use`, `measure-retirement-none`, or with `measure-heading-empty` for
/// the last measure under a heading.
pub async fn approve_retirement(caller: &Authorized<ApproveMeasures>, id: Uuid) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let in_use = store::hold_in_use(&tx).await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.retirement_may_be_approved(tx.person()?)?;
    can_be_spared(&in_use, id)?;
    let draft = open_of(&store::versions(&tx, &row.code).await?).cloned();
    for one in std::iter::once(row).chain(draft) {
        retire(&tx, one).await?;
    }
    seen_and_kept(tx, id).await
}

/// Leaves a measure in use: whoever proposed to retire it takes that back, or somebody else rejects it.
///
/// # Errors
/// `NotFound`; `Refused` with `measure-not-in-use` or `measure-retirement-none`.
pub async fn drop_retirement(caller: &Authorized<WriteMeasures>, id: Uuid) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.retirement_proposed_by()?;
    store::drop_retirement(&tx, id).await?;
    tx.note(Event::RetirementDropped { measure_id: id, code: row.code, version: row.version }).await?;
    seen_and_kept(tx, id).await
}

/// Gives up a draft, also one that was rejected.
///
/// # Errors
/// `NotFound`; `Refused` with `measure-not-draft`.
pub async fn give_up(caller: &Authorized<WriteMeasures>, id: Uuid) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_rewritten(None)?;
    retire(&tx, row).await?;
    seen_and_kept(tx, id).await
}

async fn retire(tx: &TenantTx, row: measure::Model) -> Result<(), Error> {
    store::retire(tx, row.id).await?;
    tx.note(Event::Retired { measure_id: row.id, code: row.code, version: row.version }).await
}

/// Whether annex II says something under every aim without this measure.
fn can_be_spared(in_use: &[measure::Model], id: Uuid) -> Result<(), Error> {
    let others: Vec<&str> = in_use.iter().filter(|other| other.id != id).map(|other| other.heading.as_str()).collect();
    model::every_heading_is_served(measures()?, &others)
}
