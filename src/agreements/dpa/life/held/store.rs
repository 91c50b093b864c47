//! Queries of what a workspace holds: rows of its own realm.

use entity::held_agreement;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use crate::agreements::dpa::model::{NewRequest, number};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

pub async fn insert_held(
    tx: &TenantTx,
    id: Uuid,
    number_of: Option<String>,
    request: Option<&NewRequest>,
) -> Result<held_agreement::Model, Error> {
    let row = held_agreement::ActiveModel {
        id: Set(id),
        number: Set(number_of.unwrap_or_else(|| number(id, tx.now()))),
        asked_by: Set(tx.person()?),
        asked_at: Set(tx.now()),
        attached_at: Set(request.is_none().then(|| tx.now())),
        request: Set(request.map(serde_json::to_value).transpose()?),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn held(tx: &TenantTx, id: Uuid) -> Result<held_agreement::Model, Error> {
    tx.rows::<held_agreement::Entity>().by_id(id).await
}

pub async fn find_held(tx: &TenantTx, id: Uuid) -> Result<Option<held_agreement::Model>, Error> {
    tx.rows::<held_agreement::Entity>().find(id).await
}

/// The same; nobody else changes it until the transaction ends.
pub async fn held_locked(tx: &TenantTx, id: Uuid) -> Result<Option<held_agreement::Model>, Error> {
    tx.rows::<held_agreement::Entity>().locked().find(id).await
}

/// So many lines are remembered: a job that is done again follows within some minutes.
const MOST_REMEMBERED: usize = 50;

/// Remembers that a job has written its line into the log of the workspace; `false` when it had before.
pub async fn note_told(tx: &TenantTx, held: &held_agreement::Model, job: Uuid) -> Result<bool, Error> {
    let mut told: Vec<Uuid> = held.told.clone().map(serde_json::from_value).transpose()?.unwrap_or_default();
    if told.contains(&job) {
        return Ok(false);
    }
    told.push(job);
    let told = told.split_off(told.len().saturating_sub(MOST_REMEMBERED));
    let told = Some(serde_json::to_value(told)?);
    tx.update(held_agreement::ActiveModel { id: Set(held.id), told: Set(told), ..Default::default() }).await?;
    Ok(true)
}

pub async fn helds(tx: &TenantTx, paging: &Paging) -> Result<Page<held_agreement::Model>, Error> {
    page::read(tx, tx.rows::<held_agreement::Entity>(), Sort::Newest, paging, "held agreements").await
}

/// What was asked has arrived at the operator and need not lie here, too.
pub async fn clear_request(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(held_agreement::ActiveModel { id: Set(id), request: Set(None), lost_at: Set(None), ..Default::default() }).await
}

/// What was asked never came to the operator; it is kept for whoever asks again.
pub async fn set_lost(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(held_agreement::ActiveModel { id: Set(id), lost_at: Set(Some(tx.now())), ..Default::default() }).await
}

/// A request that never came to the operator is asked again: nobody needs what was answered in it any longer.
pub async fn forget_lost(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    match held_locked(tx, id).await? {
        Some(held) if held.lost_at.is_some() => forget_request(tx, id).await,
        _ => Ok(()),
    }
}

/// The requests that never came to the operator and whose answers are kept, the newest first.
pub async fn lost(tx: &TenantTx, most: u64) -> Result<Vec<held_agreement::Model>, Error> {
    let lost = tx.rows::<held_agreement::Entity>().filter(held_agreement::Column::LostAt.is_not_null());
    let lost = lost.filter(held_agreement::Column::Request.is_not_null());
    lost.descending(held_agreement::Column::Id).limit(most).all().await
}

/// What was asked never came to the operator and is not kept any longer; that it was lost stays.
pub async fn forget_request(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(held_agreement::ActiveModel { id: Set(id), request: Set(None), ..Default::default() }).await
}

/// Lets an agreement go that another workspace turned out to hold, or that never came to the operator.
pub async fn let_go(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.rows::<held_agreement::Entity>().filter(held_agreement::Column::Id.eq(id)).delete().await?;
    Ok(())
}
