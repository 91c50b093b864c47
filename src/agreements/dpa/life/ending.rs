//! How an agreement in force is ended: only when nothing is processed under it any more. The workspaces that hold or held it say
//! so by being gone, or covered by another agreement; where one of them is neither, or none ever held it, one member of staff says
//! what became of the data and another confirms it.

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
use crate::kernel::revision;
use crate::people::{tenants, users};

/// Why an agreement is ended, and what became of the data that were processed under it.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AgreementTermination)]
pub struct Termination {
    /// In a sentence; stands in the agreement's file and is told to the other side.
    pub reason: String,
    /// What became of the data: returned, deleted, or never received. Needed where no workspace holds the agreement, or one that
    /// held it is there still, because nothing else says it.
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

/// Which statement a second member of staff has read and confirms.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AgreementEndConfirmation)]
pub struct EndConfirmation {
    /// The revision of the statement.
    pub revision: usize,
}

/// What one member of staff said before the end.
#[derive(Debug, Serialize, Deserialize)]
struct Statement {
    reason: String,
    data: String,
    by: Uuid,
    at: DateTime<Utc>,
    /// Which workspace held the agreement then. One from before this was kept counts only where none holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held_by: Option<Uuid>,
    /// By whom and when the agreement was ended on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confirmed: Option<Confirmed>,
}

/// Who confirmed a statement, and when.
#[derive(Debug, Serialize, Deserialize)]
struct Confirmed {
    by: Uuid,
    at: DateTime<Utc>,
}

/// The operator ends an agreement that is in force. Where no workspace says by its end what became of all data, this is a statement
/// that a second member of staff confirms; the earlier ones stay in the file.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason, or without a word on the data where it is needed; `Refused` with
/// `agreement-not-in-force` or `data-not-gone`.
pub async fn terminate(caller: &Authorized<ManageAgreements>, id: Uuid, ending: &Termination) -> Result<Outcome, Error> {
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    may_end(&tx, &row).await?;
    let is_stated = ends_by_two(&tx, &row).await?;
    let mut fields = Fields::new();
    let reason = fields.take(read_reason("reason", &ending.reason, true));
    let data = fields.take(read_reason("data", &ending.data, is_stated));
    fields.check()?;
    let (reason, data) = (reason.flatten().unwrap_or_default(), data.flatten());
    if is_stated {
        let mut all = statements(&row)?;
        let (data, confirmed) = (data.unwrap_or_default(), None);
        all.push(Statement { reason, data, by: tx.person()?, at: tx.now(), held_by: row.held_by, confirmed });
        store::set_ending(&tx, id, serde_json::to_value(all)?).await?;
        let link = format!("/operator/dpa-requests/{id}");
        users::asks_a_second::<ManageAgreements>(&tx, "mail-second-ending", &link, &[]).await?;
        tx.commit(Event::EndingStated { dpa_id: id }).await?;
        return Ok(Outcome::Stated);
    }
    end(tx, &row, reason, data).await?;
    Ok(Outcome::Ended)
}

/// A second member of staff confirms what the first has said of the data: the agreement is ended.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-in-force`, `data-not-gone`, `ending-not-stated`, `ending-outdated` when another
/// workspace came to hold it since, or all that held it are gone, `changed-elsewhere` when it is another statement than was read,
/// or `own-statement`.
pub async fn confirm_end(caller: &Authorized<ManageAgreements>, id: Uuid, read: EndConfirmation) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    may_end(&tx, &row).await?;
    let mut all = statements(&row)?;
    if all.is_empty() {
        return Err(not_stated());
    }
    if !is_waiting(&tx, &row, &all).await? {
        let detail = "What was said does not speak of the workspaces that hold or held this agreement now. \
                      Look at the agreement again, and say it anew.";
        return Err(Error::refused("ending-outdated", detail));
    }
    revision::check(&all.len(), Some(&read.revision))?;
    let last = all.last_mut().ok_or_else(not_stated)?;
    if last.by == tx.person()? {
        return Err(Error::refused("own-statement", "A second member of staff confirms what you have said of the data."));
    }
    last.confirmed = Some(Confirmed { by: tx.person()?, at: tx.now() });
    let (reason, data) = (last.reason.clone(), last.data.clone());
    store::set_ending(&tx, id, serde_json::to_value(all)?).await?;
    end(tx, &row, reason, Some(data)).await
}

fn not_stated() -> Error {
    Error::refused("ending-not-stated", "Nobody has said yet why this agreement ends and where the data are.")
}

/// It is in force, and the workspace that holds it is gone or covered by another agreement in force. One that held it before does
/// not keep it from ending: it may have come to hold it by mistake. But then two members of staff say so ([`ends_by_two`]).
async fn may_end(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    if row.state != State::InForce.as_str() {
        return Err(Error::refused("agreement-not-in-force", "Only an agreement that is in force can be ended."));
    }
    if is_at_work(tx, row).await? {
        let detail = "The workspace that holds this agreement still exists. \
                      Its data must be returned and deleted first, or another agreement in force must cover it.";
        return Err(Error::refused("data-not-gone", detail));
    }
    Ok(())
}

/// Whether the workspace that holds it has data under it.
async fn is_at_work(tx: &TenantTx, row: &agreement::Model) -> Result<bool, Error> {
    match row.held_by {
        Some(holder) => has_data(tx, holder, row.id).await,
        None => Ok(false),
    }
}

/// Whether a workspace that holds or held an agreement is there, and covered by no other one in force.
async fn has_data(tx: &TenantTx, workspace: Uuid, agreement: Uuid) -> Result<bool, Error> {
    Ok(tenants::exists(tx, workspace).await? && !store::is_covered(tx, workspace, agreement).await?)
}

/// Whether two members of staff say what became of the data: nothing else says it where no workspace holds the agreement, or one
/// that held it has data still.
async fn ends_by_two(tx: &TenantTx, row: &agreement::Model) -> Result<bool, Error> {
    for workspace in former_holders(row)? {
        if has_data(tx, workspace, row.id).await? {
            return Ok(true);
        }
    }
    Ok(row.held_by.is_none())
}

/// Every workspace from which an agreement was taken.
pub(super) fn former_holders(row: &agreement::Model) -> Result<Vec<Uuid>, Error> {
    Ok(row.released_from.clone().map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// Every workspace that holds or held an agreement.
///
/// # Errors
/// When what is kept cannot be read.
pub fn holders(row: &agreement::Model) -> Result<Vec<Uuid>, Error> {
    let mut all = former_holders(row)?;
    all.extend(row.held_by.filter(|holder| !all.contains(holder)));
    Ok(all)
}

/// What was said before the end, the oldest first.
fn statements(row: &agreement::Model) -> Result<Vec<Statement>, Error> {
    Ok(row.ending.clone().map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// Whether the newest statement can be confirmed: of a workspace that came to hold the agreement after it was made, it says
/// nothing, whether the agreement was taken from that one again or that one is gone.
async fn is_waiting(tx: &TenantTx, row: &agreement::Model, all: &[Statement]) -> Result<bool, Error> {
    let speaks_of_all =
        |last: &Statement| last.held_by == row.held_by && row.released_at.is_none_or(|released| released <= last.at);
    let may_wait = all.last().is_some_and(speaks_of_all) && row.state == State::InForce.as_str();
    Ok(may_wait && !is_at_work(tx, row).await? && ends_by_two(tx, row).await?)
}

async fn end(tx: TenantTx, row: &agreement::Model, reason: String, data: Option<String>) -> Result<(), Error> {
    tell_end(&tx, row, "mail-dpa-ended-terminated", &reason).await?;
    store::set_terminated(&tx, row, reason, data).await?;
    tell(&tx, row, None, Told::Terminated).await?;
    tx.enqueue(BringTerms { agreement_id: row.id }).await?;
    tx.commit(Event::Terminated { dpa_id: row.id }).await
}

/// What whoever ends an agreement has to know.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AgreementEnding)]
pub struct Ending {
    /// Whether two members of staff say what became of the data before it ends.
    pub by_two: bool,
    /// The workspaces from which it was taken.
    pub former_holders: Vec<FormerHolder>,
    /// What members of staff have said before its end, the oldest first.
    pub statements: Vec<Said>,
}

/// A workspace from which an agreement was taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AgreementFormerHolder)]
pub struct FormerHolder {
    /// Which one.
    pub workspace: Uuid,
    /// What it is called; absent when it is gone.
    pub name: Option<String>,
}

/// What a member of staff said before the end.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AgreementEndStatement)]
pub struct Said {
    /// Which one: the first is 1.
    pub revision: usize,
    /// Why the agreement ends.
    pub reason: String,
    /// What became of the data.
    pub data: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who confirmed it; absent until then, and where that was not kept yet.
    pub confirmed_by: Option<String>,
    /// When: the agreement ended then.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Whether it waits for a second member of staff.
    pub waits: bool,
    /// Whether the reader said so: somebody else confirms it.
    pub is_own: bool,
}

/// What whoever ends an agreement has to know.
///
/// # Errors
/// `NotFound`.
pub async fn ending(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<Ending, Error> {
    let tx = caller.read().await?;
    of(&tx, &agreements::by_id(&tx, id).await?).await
}

/// What whoever ends this agreement has to know.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &TenantTx, row: &agreement::Model) -> Result<Ending, Error> {
    let mut former = Vec::new();
    for workspace in former_holders(row)? {
        former.push(FormerHolder { workspace, name: tenants::name_of(tx, workspace).await? });
    }
    let all = statements(row)?;
    let (reader, waits, newest) = (tx.person()?, is_waiting(tx, row, &all).await?, all.len());
    let people = all.iter().flat_map(|one| [Some(one.by), one.confirmed.as_ref().map(|confirmed| confirmed.by)]);
    let names = users::names(tx, &people.flatten().collect()).await?;
    let name = |person: Uuid| names.get(&person).cloned().unwrap_or_default();
    let said = |(place, one): (usize, Statement)| Said {
        revision: place + 1,
        by: name(one.by),
        confirmed_by: one.confirmed.as_ref().map(|confirmed| name(confirmed.by)),
        confirmed_at: one.confirmed.map(|confirmed| confirmed.at),
        is_own: one.by == reader,
        waits: waits && place + 1 == newest,
        reason: one.reason,
        data: one.data,
        at: one.at,
    };
    let statements = all.into_iter().enumerate().map(said).collect();
    Ok(Ending { by_two: ends_by_two(tx, row).await?, former_holders: former, statements })
}
