//! Queries of the news.

use chrono::{DateTime, Utc};
use entity::change_news;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};
use crate::vendors::changes::{Noticed, Step};

/// Enters a change for the public, once.
pub async fn enter(tx: &TenantTx, change: Uuid, told: &Noticed) -> Result<(), Error> {
    let facts = told.content.after.as_ref().or(told.content.before.as_ref());
    let facts = facts.ok_or_else(|| anyhow::anyhow!("a change that says nothing of a vendor"))?;
    let row = change_news::ActiveModel {
        id: Set(tx.new_id()?),
        change_id: Set(change),
        kind: Set(told.content.kind.as_str().to_owned()),
        emergency: Set(told.content.emergency),
        category: Set(facts.category.clone()),
        purpose_en: Set(facts.purpose_en.clone()),
        purpose_de: Set(facts.purpose_de.clone()),
        location: Set(facts.location.clone()),
        transfer_mechanism: Set(facts.transfer_mechanism.as_str().to_owned()),
        noticed_at: Set(told.noticed_at),
        starts_at: Set(told.earliest),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_new(row).await.map(|_| ())
}

pub async fn hold(tx: &TenantTx, change: Uuid) -> Result<Option<change_news::Model>, Error> {
    tx.rows::<change_news::Entity>().filter(change_news::Column::ChangeId.eq(change)).locked().one().await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<change_news::Model, Error> {
    tx.rows::<change_news::Entity>().by_id(id).await
}

/// The change has come to its end.
pub async fn set_end(tx: &TenantTx, id: Uuid, step: Step, at: DateTime<Utc>) -> Result<(), Error> {
    let mut row = change_news::ActiveModel { id: Set(id), updated_at: Set(tx.now()), ..Default::default() };
    match step {
        Step::Noticed => {}
        Step::Started => row.started_at = Set(Some(at)),
        Step::Withdrawn => row.withdrawn_at = Set(Some(at)),
    }
    tx.update(row).await
}

/// The news, the newest first.
pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<change_news::Model>, Error> {
    page::read(tx, tx.rows::<change_news::Entity>(), Sort::Newest, paging, "news").await
}

/// The news that changed last, the newest first.
pub async fn changed_last(tx: &TenantTx, most: u64) -> Result<Vec<change_news::Model>, Error> {
    let rows = tx.rows::<change_news::Entity>().descending(change_news::Column::UpdatedAt);
    rows.descending(change_news::Column::Id).limit(most).all().await
}

/// What has yet to start, and what changed since a moment; the newest first.
pub async fn since(tx: &TenantTx, moment: DateTime<Utc>, most: u64) -> Result<Vec<change_news::Model>, Error> {
    let open = Condition::all().add(change_news::Column::StartedAt.is_null()).add(change_news::Column::WithdrawnAt.is_null());
    let wanted = Condition::any().add(open).add(change_news::Column::UpdatedAt.gte(moment));
    tx.rows::<change_news::Entity>().filter(wanted).descending(change_news::Column::Id).limit(most).all().await
}
