//! Queries of exports.

use entity::export;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::State;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::files::StoredFile;
use crate::kernel::page::{self, Page, Paging, Sort};

/// The key that lets a workspace have one export in the making.
pub const ONE_RUNNING: &str = "export__key";

pub async fn insert(tx: &TenantTx, tables: usize) -> Result<export::Model, Error> {
    let row = export::ActiveModel {
        id: Set(tx.new_id()?),
        state: Set(State::Requested.as_str().to_owned()),
        requested_by: Set(tx.person()?),
        requested_at: Set(tx.now()),
        tables_total: Set(i32::try_from(tables).unwrap_or(i32::MAX)),
        tables_done: Set(0),
        rows_done: Set(0),
        size: Set(0),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<export::Model, Error> {
    tx.rows::<export::Entity>().by_id(id).await
}

pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<export::Model>, Error> {
    page::read(tx, tx.rows::<export::Entity>(), Sort::Newest, paging, "exports").await
}

/// The newest export that was finished.
pub async fn last_finished(tx: &TenantTx) -> Result<Option<export::Model>, Error> {
    let finished = [State::Ready, State::Expired].map(State::as_str);
    let rows = tx.rows::<export::Entity>().among(export::Column::State, finished);
    rows.descending(export::Column::FinishedAt).limit(1).one().await
}

pub async fn set_progress(tx: &TenantTx, id: Uuid, tables: i32, rows: i64) -> Result<(), Error> {
    let values = [
        (export::Column::State, Expr::value(State::Building.as_str())),
        (export::Column::TablesDone, Expr::value(tables)),
        (export::Column::RowsDone, Expr::value(rows)),
    ];
    tx.rows::<export::Entity>().filter(export::Column::Id.eq(id)).set(values).await?;
    Ok(())
}

pub async fn set_ready(tx: &TenantTx, id: Uuid, file_id: Uuid, file: &StoredFile, rows: i64) -> Result<(), Error> {
    let size = i64::try_from(file.size).unwrap_or(i64::MAX);
    let row = export::ActiveModel {
        id: Set(id),
        state: Set(State::Ready.as_str().to_owned()),
        finished_at: Set(Some(tx.now())),
        expires_at: Set(Some(tx.now() + super::model::KEPT)),
        rows_done: Set(rows),
        size: Set(size),
        file_id: Set(Some(file_id)),
        sha256: Set(Some(file.sha256_hex())),
        ..Default::default()
    };
    tx.update(row).await
}

pub async fn set_failed(tx: &TenantTx, id: Uuid, code: &str) -> Result<(), Error> {
    let row = export::ActiveModel {
        id: Set(id),
        state: Set(State::Failed.as_str().to_owned()),
        finished_at: Set(Some(tx.now())),
        failure: Set(Some(code.to_owned())),
        ..Default::default()
    };
    tx.update(row).await
}

pub async fn set_expired(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    let state = Set(State::Expired.as_str().to_owned());
    tx.update(export::ActiveModel { id: Set(id), state, file_id: Set(None), ..Default::default() }).await
}

pub async fn set_downloaded(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(export::ActiveModel { id: Set(id), downloaded_at: Set(Some(tx.now())), ..Default::default() }).await
}
