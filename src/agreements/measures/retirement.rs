//! How a measure goes out of use: one person proposes it and says why, a second one approves what they read, or says why not. A
//! draft is given up by one.

use chrono::{DateTime, Utc};
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
    jobs::ask_for_retirement(&tx, id).await?;
    tx.note(Event::RetirementProposed { measure_id: id, code: row.code, version: row.version }).await?;
    seen_and_kept(tx, id).await
}

/// Takes a measure out of use as somebody else proposed at the moment that was read, with the version of it that is being written.
///
/// # Errors
/// `NotFound`; `Refused` with `measure-own`, `measure-not-in-use`, `measure-retirement-none`, `changed-elsewhere` when it is another
/// proposal than was read, or with `measure-heading-empty` for the last measure under a heading.
pub async fn approve_retirement(
    caller: &Authorized<ApproveMeasures>,
    id: Uuid,
    read: DateTime<Utc>,
) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let in_use = store::hold_in_use(&tx).await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.retirement_may_be_decided(tx.person()?, Some(read))?;
    can_be_spared(&in_use, id)?;
    let draft = open_of(&store::versions(&tx, &row.code).await?).cloned();
    for one in std::iter::once(row).chain(draft) {
        retire(&tx, one).await?;
    }
    seen_and_kept(tx, id).await
}

/// Takes the proposal to retire a measure back; it stays in use.
///
/// # Errors
/// `NotFound`; `Refused` with `measure-not-in-use`, `measure-retirement-none`, or `measure-retirement-others` when somebody else
/// made it.
pub async fn take_back_retirement(caller: &Authorized<WriteMeasures>, id: Uuid) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.retirement_may_be_taken_back(tx.person()?)?;
    drop_retirement(tx, row, None).await
}

/// Says no to the proposal to retire a measure that was read, and why; it stays in use.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `measure-own`, `measure-not-in-use`, `measure-retirement-none`, or
/// `changed-elsewhere` when it is another proposal than was read.
pub async fn reject_retirement(
    caller: &Authorized<ApproveMeasures>,
    id: Uuid,
    read: DateTime<Utc>,
    note: &str,
) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.retirement_may_be_decided(tx.person()?, Some(read))?;
    drop_retirement(tx, row, Some(model::reason(note)?)).await
}

async fn drop_retirement(tx: TenantTx, row: measure::Model, note: Option<String>) -> Result<OperatorMeasure, Error> {
    store::drop_retirement(&tx, &row, note).await?;
    tx.note(Event::RetirementDropped { measure_id: row.id, code: row.code, version: row.version }).await?;
    seen_and_kept(tx, row.id).await
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
