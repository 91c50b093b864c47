//! How an agreement in force is ended: only when nothing is processed under it any more (M-1.3). The workspaces that hold or held
//! it are proof of that; where there never was one, one member of staff says what became of the data and another confirms it.

use chrono::{DateTime, Utc};
use entity::agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::events::Event;
use super::super::policy::ManageAgreements;
use super::super::states::State;
use super::super::store as agreements;
use super::customer::read_reason;
use super::force::tell_end;
use super::store;
use super::terms::BringTerms;
use super::told::{Told, tell};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::{Error, Fields};
use crate::people::{tenants, users};

/// Why an agreement is ended, and what became of the data that were processed under it.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AgreementTermination)]
pub struct Termination {
    /// In a sentence; stands in the agreement's file and is told to the other side.
    pub reason: String,
    /// What became of the data: returned, deleted, or never received. Needed where no workspace ever held the agreement, because
    /// nothing else says it.
    pub data: String,
}

/// What became of the wish to end an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is ended.
    Ended,
    /// What became of the data is stated; another member of staff confirms it.
    Stated,
}

/// What one member of staff said, until another confirms it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Statement {
    reason: String,
    data: String,
    by: Uuid,
    at: DateTime<Utc>,
}

/// The operator ends an agreement that is in force. Where no workspace ever held it, this is a statement that a second member of
/// staff confirms; a newer one takes its place.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason, or without a word on the data where it is needed; `Refused` with
/// `agreement-not-in-force` or `data-not-gone`.
pub async fn terminate(caller: &Authorized<ManageAgreements>, id: Uuid, ending: &Termination) -> Result<Outcome, Error> {
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    let workspaces = may_end(&tx, &row).await?;
    let mut fields = Fields::new();
    let reason = fields.take(read_reason("reason", &ending.reason, true));
    let data = fields.take(read_reason("data", &ending.data, workspaces.is_empty()));
    fields.check()?;
    let (reason, data) = (reason.flatten().unwrap_or_default(), data.flatten());
    if workspaces.is_empty() {
        let stated = Statement { reason, data: data.unwrap_or_default(), by: tx.person()?, at: tx.now() };
        store::set_ending(&tx, id, serde_json::to_value(stated)?).await?;
        tx.commit(Event::EndingStated { dpa_id: id }).await?;
        return Ok(Outcome::Stated);
    }
    end(tx, &row, reason, data).await?;
    Ok(Outcome::Ended)
}

/// A second member of staff confirms what the first has said of the data: the agreement is ended.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-in-force`, `data-not-gone`, `ending-not-stated` or `own-statement`.
pub async fn confirm_end(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    may_end(&tx, &row).await?;
    let not_stated =
        || Error::refused("ending-not-stated", "Nobody has said yet why this agreement ends and where the data are.");
    let Statement { reason, data, by, .. } = stated(&row)?.ok_or_else(not_stated)?;
    if by == tx.person()? {
        return Err(Error::refused("own-statement", "A second member of staff confirms what you have said of the data."));
    }
    end(tx, &row, reason, Some(data)).await
}

/// The workspaces that hold or held an agreement in force: none of them is there any more, or another agreement in force covers
/// what is processed for it.
async fn may_end(tx: &TenantTx, row: &agreement::Model) -> Result<Vec<Uuid>, Error> {
    if row.state != State::InForce.as_str() {
        return Err(Error::refused("agreement-not-in-force", "Only an agreement that is in force can be ended."));
    }
    let workspaces = holders(row)?;
    for workspace in &workspaces {
        if tenants::exists(tx, *workspace).await? && !store::is_covered(tx, *workspace, row.id).await? {
            let detail = "A workspace that holds or held this agreement still exists. \
                          Its data must be returned and deleted first, or another agreement in force must cover it.";
            return Err(Error::refused("data-not-gone", detail));
        }
    }
    Ok(workspaces)
}

/// Every workspace that holds or held an agreement.
///
/// # Errors
/// When what is kept cannot be read.
pub fn holders(row: &agreement::Model) -> Result<Vec<Uuid>, Error> {
    let mut all: Vec<Uuid> = row.released_from.clone().map(serde_json::from_value).transpose()?.unwrap_or_default();
    all.extend(row.held_by.filter(|holder| !all.contains(holder)));
    Ok(all)
}

fn stated(row: &agreement::Model) -> Result<Option<Statement>, Error> {
    Ok(row.ending.clone().map(serde_json::from_value).transpose()?)
}

async fn end(tx: TenantTx, row: &agreement::Model, reason: String, data: Option<String>) -> Result<(), Error> {
    tell_end(&tx, row, "mail-dpa-ended-terminated", &reason).await?;
    store::set_terminated(&tx, row, reason, data).await?;
    tell(&tx, row, None, Told::Terminated).await?;
    tx.enqueue(BringTerms { agreement_id: row.id }).await?;
    tx.commit(Event::Terminated { dpa_id: row.id }).await
}

/// A statement that waits for a second member of staff.
pub struct Waiting {
    /// Why the agreement ends.
    pub reason: String,
    /// What became of the data.
    pub data: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the reader said so: somebody else confirms it.
    pub is_own: bool,
}

/// The statement that waits, of an agreement that is in force.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &TenantTx, row: &agreement::Model) -> Result<Option<Waiting>, Error> {
    let Some(Statement { reason, data, by, at }) = stated(row)?.filter(|_| row.state == State::InForce.as_str()) else {
        return Ok(None);
    };
    let name = users::names(tx, &[by].into()).await?.remove(&by).unwrap_or_default();
    Ok(Some(Waiting { reason, data, by: name, at, is_own: tx.person()? == by }))
}
