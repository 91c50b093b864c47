//! The customer's verbs: read notices, say that they were read, object, and take an objection back.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entity::change_notice;
use uuid::Uuid;

use super::events::Event;
use super::model::{self, NewObjection, Outcome};
use super::policy::{Object, ReadNotices};
use super::store;
use super::view::{Notice, Objection, may_object};
use crate::kernel::Kernel;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::kernel::tenancy::TenantId;
use crate::people::users;

/// The notices of the caller's workspace, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadNotices>, paging: &Paging) -> Result<Page<Notice>, Error> {
    let tx = caller.read().await?;
    let page = store::notices(&tx, paging).await?;
    Ok(Page { items: views(&tx, page.items, tx.now()).await?, next: page.next })
}

/// One notice. That a contact has opened it is kept: it is evidence that they were reached.
///
/// # Errors
/// `NotFound`.
pub async fn open(caller: &Authorized<ReadNotices>, change: Uuid) -> Result<Notice, Error> {
    let tx = caller.begin().await?;
    let row = store::notice(&tx, change).await?;
    let person = tx.person()?;
    let mine = store::deliveries(&tx, &[row.id]).await?.into_iter().find(|one| one.user_id == person);
    if let Some(delivery) = mine.filter(|one| one.opened_at.is_none()) {
        store::set_opened(&tx, delivery.id).await?;
        store::start_clock(&tx, &row, caller.session().workspace.zone).await?;
        tx.note(Event::NoticeOpened { change_id: change, user_id: person }).await?;
    }
    kept(tx, change).await
}

/// One notice as it stands. That it was looked at is not kept.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadNotices>, change: Uuid) -> Result<Notice, Error> {
    let tx = caller.read().await?;
    let row = store::notice(&tx, change).await?;
    views(&tx, vec![row], tx.now()).await?.pop().ok_or(Error::NotFound)
}

/// Says that a notice was read.
///
/// # Errors
/// `NotFound`.
pub async fn acknowledge(caller: &Authorized<ReadNotices>, change: Uuid) -> Result<Notice, Error> {
    let tx = caller.begin().await?;
    let row = store::hold_notice(&tx, change).await?;
    if row.acknowledged_at.is_none() {
        let user_id = tx.person()?;
        store::start_clock(&tx, &row, caller.session().workspace.zone).await?;
        store::acknowledge(&tx, row.id).await?;
        tx.note(Event::NoticeAcknowledged { change_id: change, user_id }).await?;
    }
    kept(tx, change).await
}

/// Objects to a change: it does not start here while the objection is open.
///
/// # Errors
/// `Invalid` without grounds; `Refused` with `objection-open` or `objection-late`.
pub async fn object(caller: &Authorized<Object>, change: Uuid, new: NewObjection) -> Result<Notice, Error> {
    let grounds = model::said("grounds", &new.grounds).map_err(|error| Error::Invalid(vec![error]))?;
    let tx = caller.begin().await?;
    let row = store::hold_notice(&tx, change).await?;
    if row.has_objection {
        return Err(Error::refused("objection-open", "Your workspace objects already. Its objection waits for an answer."));
    }
    if !may_object(&row, tx.now()) {
        return Err(Error::refused("objection-late", "This change has started or was withdrawn: there is nothing to object to."));
    }
    let filed = store::insert_objection(&tx, row.id, grounds).await?;
    store::set_objection(&tx, row.id, true, false).await?;
    tx.note(Event::ObjectionFiled { change_id: change, objection_id: filed.id }).await?;
    kept(tx, change).await
}

/// Takes an objection back.
///
/// # Errors
/// `NotFound`; `Refused` with `objection-resolved`.
pub async fn take_back(caller: &Authorized<Object>, change: Uuid, objection: Uuid) -> Result<Notice, Error> {
    let tx = caller.begin().await?;
    let by = tx.person()?;
    ended(&tx, (change, objection), Outcome::ObjectionWithdrawn, None, by).await?;
    tx.note(Event::ObjectionWithdrawn { change_id: change, objection_id: objection }).await?;
    kept(tx, change).await
}

/// The objection of this customer to a change that waits for an answer.
pub(super) async fn open_objection(kernel: &Kernel, tenant: TenantId, change: Uuid) -> Result<Option<Objection>, Error> {
    let tx = kernel.read_as_system(tenant).await?;
    let notice = store::notice(&tx, change).await?;
    let all = store::objections(&tx, &[notice.id]).await?;
    Ok(all.iter().find(|one| one.resolved_at.is_none()).map(Objection::of))
}

/// Ends an objection with the operator's answer, in the customer's workspace and log.
pub(super) async fn end_objection(
    kernel: &Kernel,
    tenant: TenantId,
    of: (Uuid, Uuid),
    outcome: Outcome,
    answer: Option<String>,
    by: Uuid,
) -> Result<(), Error> {
    let tx = kernel.as_system(tenant).await?;
    ended(&tx, of, outcome, answer, by).await?;
    let (change_id, objection_id) = of;
    tx.commit(Event::ObjectionResolved { change_id, objection_id, outcome: outcome.as_str().to_owned() }).await
}

async fn ended(
    tx: &TenantTx,
    (change, objection): (Uuid, Uuid),
    outcome: Outcome,
    answer: Option<String>,
    by: Uuid,
) -> Result<(), Error> {
    let notice = store::hold_notice(tx, change).await?;
    let row = store::hold_objection(tx, notice.id, objection).await?;
    if row.resolved_at.is_some() {
        return Err(Error::refused("objection-resolved", "This objection has ended already."));
    }
    store::resolve(tx, objection, outcome, answer, by).await?;
    store::set_objection(tx, notice.id, false, outcome.leaves_out()).await
}

async fn kept(tx: TenantTx, change: Uuid) -> Result<Notice, Error> {
    let row = store::notice(&tx, change).await?;
    let now = tx.now();
    let seen = views(&tx, vec![row], now).await?.pop().ok_or(Error::NotFound)?;
    tx.commit_noted().await?;
    Ok(seen)
}

async fn views(tx: &TenantTx, rows: Vec<change_notice::Model>, now: DateTime<Utc>) -> Result<Vec<Notice>, Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let deliveries = store::deliveries(tx, &ids).await?;
    let objections = store::objections(tx, &ids).await?;
    let people: HashSet<Uuid> = deliveries.iter().map(|one| one.user_id).collect();
    let names = users::names(tx, &people).await?;
    rows.into_iter().map(|row| Notice::of(row, &deliveries, &objections, &names, now)).collect()
}
