//! The customer's verbs: read notices, say that they were read, object, and take an objection back.

use std::collections::HashSet;

use entity::change_notice;
use uuid::Uuid;

use super::deliveries::{self, Seen};
use super::model::{self, NewObjection, Outcome};
use super::objections::{self, NewFiling};
use super::policy::{Object, ReadNotices};
use super::store;
use super::view::{Around, Content, Notice};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::people::settings::{self, Subject};
use crate::people::{tenants, users};
use crate::vendors::contacts;

/// The notices of the caller's workspace, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadNotices>, paging: &Paging) -> Result<Page<Notice>, Error> {
    let tx = caller.read().await?;
    let page = store::notices(&tx, paging).await?;
    Ok(Page { items: views(&tx, page.items).await?, next: page.next })
}

/// One notice. That somebody who is signed in has opened it is kept: it is evidence that they were reached, also when nobody
/// wrote to them.
///
/// # Errors
/// `NotFound`.
pub async fn open(caller: &Authorized<ReadNotices>, change: Uuid) -> Result<Notice, Error> {
    let seen = get(caller, change).await?;
    let person = caller.session().user_id;
    // A program that fetches a notice with somebody's token is no person who has opened it.
    if caller.session().is_token {
        return Ok(seen);
    }
    if seen.deliveries.iter().any(|one| one.user_id == Some(person) && one.opened_at.is_some()) {
        return Ok(seen);
    }
    sees(caller, change, Seen::Opened).await
}

/// One notice as it stands. That it was looked at is not kept.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadNotices>, change: Uuid) -> Result<Notice, Error> {
    let tx = caller.read().await?;
    let row = store::notice(&tx, change).await?;
    views(&tx, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// Says that the caller has read a notice; each says it for themselves.
///
/// # Errors
/// `NotFound`.
pub async fn acknowledge(caller: &Authorized<ReadNotices>, change: Uuid) -> Result<Notice, Error> {
    sees(caller, change, Seen::Acknowledged).await
}

async fn sees(caller: &Authorized<ReadNotices>, change: Uuid, what: Seen) -> Result<Notice, Error> {
    let tx = caller.begin().await?;
    let row = store::hold_notice(&tx, change).await?;
    let is_first = deliveries::see(&tx, &row, tx.person()?, what).await?;
    if is_first && what == Seen::Acknowledged {
        instruct(&tx, &row, "acknowledged").await?;
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
    let (row, _) = objections::file(&tx, change, NewFiling { grounds, by: tx.person()?, received_at: None }).await?;
    instruct(&tx, &row, "objected").await?;
    kept(tx, change).await
}

/// Takes an objection back.
///
/// # Errors
/// `NotFound`; `Refused` with `objection-resolved`.
pub async fn take_back(caller: &Authorized<Object>, change: Uuid, objection: Uuid) -> Result<Notice, Error> {
    let tx = caller.begin().await?;
    let by = tx.person()?;
    objections::end(&tx, (change, objection), Outcome::ObjectionWithdrawn, None, by).await?;
    instruct(&tx, &store::notice(&tx, change).await?, "withdrawn").await?;
    kept(tx, change).await
}

/// What a workspace decides on a change is an instruction of it (M-2.2), kept with the decision or not at all.
async fn instruct(tx: &TenantTx, notice: &change_notice::Model, decision: &str) -> Result<(), Error> {
    let content: Content = serde_json::from_value(notice.content.clone())?;
    settings::instruct(tx, Subject::Subprocessors, content.decided(notice.change_id, decision)).await.map(|_| ())
}

async fn kept(tx: TenantTx, change: Uuid) -> Result<Notice, Error> {
    let row = store::notice(&tx, change).await?;
    let seen = views(&tx, vec![row]).await?.pop().ok_or(Error::NotFound)?;
    tx.commit_noted().await?;
    Ok(seen)
}

async fn views(tx: &TenantTx, rows: Vec<change_notice::Model>) -> Result<Vec<Notice>, Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let deliveries = deliveries::store::of_notices(tx, &ids).await?;
    let people: HashSet<Uuid> = deliveries.iter().filter_map(|one| one.user_id).collect();
    let mut named = contacts::names_to_show(tx).await?;
    let people = users::names_and_addresses(tx, &people).await?;
    named.extend(people.into_iter().map(|(id, (name, email))| (id, (name, Some(email)))));
    let around = Around {
        objections: &objections::of_notices(tx, &ids).await?,
        deliveries: &deliveries,
        named: &named,
        zone: tenants::own(tx).await?.ok_or(Error::NotFound)?.zone,
        ai_is_on: settings::ai_is_enabled(tx).await?,
        now: tx.now(),
    };
    rows.into_iter().map(|row| Notice::of(row, &around)).collect()
}

/// A change that is in force in the register but not in a workspace, never will be there, or is objected to.
#[derive(Clone, Debug)]
pub struct Hold {
    /// The change; a vendor that joins by it has its id.
    pub change_id: Uuid,
    /// What it changes.
    pub content: Content,
    /// Whether an objection ended with the vendor left out; otherwise the days run on, or an objection is open: in an
    /// emergency also one that was filed after the start.
    pub left_out: bool,
}

/// The changes that the workspace of the transaction keeps away, whether or not they are in force elsewhere, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn held_back(tx: &TenantTx) -> Result<Vec<Hold>, Error> {
    let hold = |row: change_notice::Model| {
        Ok(Hold { change_id: row.change_id, content: serde_json::from_value(row.content)?, left_out: row.left_out })
    };
    store::held_back(tx).await?.into_iter().map(hold).collect()
}
