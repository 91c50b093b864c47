//! Queries of requests for the list by name.

use chrono::{DateTime, Utc};
use entity::list_request;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::model::{Draft, ListRequestState};
use crate::kernel::db::{Scoped, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

pub async fn insert(tx: &TenantTx, draft: &Draft, hash: Vec<u8>, until: DateTime<Utc>) -> Result<Uuid, Error> {
    let id = tx.new_id()?;
    let row = list_request::ActiveModel {
        id: Set(id),
        name: Set(draft.name.clone()),
        company: Set(draft.company.clone()),
        email: Set(draft.email.as_str().to_owned()),
        reason: Set(draft.reason.clone()),
        locale: Set(draft.locale.code().to_owned()),
        state: Set(ListRequestState::Requested.as_str().to_owned()),
        confirm_hash: Set(Some(hash)),
        confirm_until: Set(Some(until)),
        requested_at: Set(tx.now()),
        openings: Set(0),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await?;
    Ok(id)
}

pub async fn by_link(tx: &TenantTx, hash: Vec<u8>) -> Result<list_request::Model, Error> {
    of_link(tx, hash).one().await?.ok_or(Error::NotFound)
}

/// As [`by_link`], held until the end of the transaction.
pub async fn hold_by_link(tx: &TenantTx, hash: Vec<u8>) -> Result<list_request::Model, Error> {
    of_link(tx, hash).locked().one().await?.ok_or(Error::NotFound)
}

fn of_link(tx: &TenantTx, hash: Vec<u8>) -> Scoped<'_, list_request::Entity> {
    tx.rows::<list_request::Entity>().filter(list_request::Column::ConfirmHash.eq(hash))
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<list_request::Model, Error> {
    tx.rows::<list_request::Entity>().by_id(id).await
}

/// The request, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<list_request::Model, Error> {
    tx.rows::<list_request::Entity>().locked().by_id(id).await
}

/// The request that this secret opens, held until the end of the transaction.
pub async fn by_access(tx: &TenantTx, id: Uuid, hash: Vec<u8>) -> Result<list_request::Model, Error> {
    tx.rows::<list_request::Entity>().filter(list_request::Column::AccessHash.eq(hash)).locked().by_id(id).await
}

/// Requests whose address was confirmed, the newest first. The others are nobody's yet.
pub async fn page(tx: &TenantTx, state: Option<ListRequestState>, paging: &Paging) -> Result<Page<list_request::Model>, Error> {
    let mut rows = tx.rows::<list_request::Entity>().filter(list_request::Column::ConfirmedAt.is_not_null());
    let is_over = list_request::Column::ExpiresAt.lte(tx.now());
    let granted = || list_request::Column::State.eq(ListRequestState::Granted.as_str());
    match state {
        None => {}
        // As `state_of` says, before the job has written it down.
        Some(ListRequestState::Granted) => rows = rows.filter(granted()).filter(list_request::Column::ExpiresAt.gt(tx.now())),
        Some(ListRequestState::Expired) => {
            let over = Condition::all().add(granted()).add(is_over);
            rows =
                rows.filter(Condition::any().add(list_request::Column::State.eq(ListRequestState::Expired.as_str())).add(over));
        }
        Some(state) => rows = rows.filter(list_request::Column::State.eq(state.as_str())),
    }
    page::read(tx, rows, Sort::Newest, paging, &format!("list requests {state:?}")).await
}

/// The address was confirmed, and its link is used up.
pub async fn set_confirmed(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(list_request::ActiveModel {
        id: Set(id),
        state: Set(ListRequestState::Confirmed.as_str().to_owned()),
        confirm_hash: Set(None),
        confirmed_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

/// The list may be read with a secret until a moment.
pub async fn set_granted(tx: &TenantTx, id: Uuid, access_hash: Vec<u8>, until: DateTime<Utc>) -> Result<(), Error> {
    tx.update(list_request::ActiveModel {
        id: Set(id),
        state: Set(ListRequestState::Granted.as_str().to_owned()),
        decided_by: Set(Some(tx.person()?)),
        decided_at: Set(Some(tx.now())),
        access_hash: Set(Some(access_hash)),
        expires_at: Set(Some(until)),
        mail_failed_at: Set(None),
        ..Default::default()
    })
    .await
}

/// The list may be read with another secret, and the old one opens nothing. What became of the mail with that one counts no more.
pub async fn set_access(tx: &TenantTx, id: Uuid, access_hash: Vec<u8>) -> Result<(), Error> {
    let (access_hash, mail_failed_at) = (Set(Some(access_hash)), Set(None));
    tx.update(list_request::ActiveModel { id: Set(id), access_hash, mail_failed_at, ..Default::default() }).await
}

pub async fn set_refused(tx: &TenantTx, id: Uuid, answer: String) -> Result<(), Error> {
    tx.update(list_request::ActiveModel {
        id: Set(id),
        state: Set(ListRequestState::Refused.as_str().to_owned()),
        decided_by: Set(Some(tx.person()?)),
        decided_at: Set(Some(tx.now())),
        answer: Set(Some(answer)),
        ended_at: Set(Some(tx.now())),
        mail_failed_at: Set(None),
        ..Default::default()
    })
    .await
}

/// The time of the grant is over, and its secret opens nothing.
pub async fn set_expired(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(over(tx, id, ListRequestState::Expired)).await
}

/// The grant was taken back, and its secret opens nothing.
pub async fn set_revoked(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    let revoked = over(tx, id, ListRequestState::Revoked);
    tx.update(list_request::ActiveModel { mail_failed_at: Set(None), ..revoked }).await
}

fn over(tx: &TenantTx, id: Uuid, state: ListRequestState) -> list_request::ActiveModel {
    list_request::ActiveModel {
        id: Set(id),
        state: Set(state.as_str().to_owned()),
        access_hash: Set(None),
        ended_at: Set(Some(tx.now())),
        ..Default::default()
    }
}

/// The list was read.
pub async fn set_opened(tx: &TenantTx, row: &list_request::Model) -> Result<(), Error> {
    let (openings, opened_at) = (Set(row.openings.saturating_add(1)), Set(Some(tx.now())));
    tx.update(list_request::ActiveModel { id: Set(row.id), openings, opened_at, ..Default::default() }).await
}

/// The request, if there is one, held until the end of the transaction.
pub async fn hold_if_any(tx: &TenantTx, id: Uuid) -> Result<Option<list_request::Model>, Error> {
    tx.rows::<list_request::Entity>().locked().find(id).await
}

/// A mail about it did not arrive.
pub async fn set_mail_failed(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(list_request::ActiveModel { id: Set(id), mail_failed_at: Set(Some(tx.now())), ..Default::default() }).await
}
