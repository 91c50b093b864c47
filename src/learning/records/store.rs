//! Queries of unit and module progress.

use std::collections::HashSet;

use entity::{module_progress, unit_progress};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Record, Step, UnitRecord};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Ids in one `IN (…)`.
const AT_ONCE: usize = 5_000;

pub async fn one(tx: &TenantTx, user: Uuid, module: Uuid) -> Result<Option<module_progress::Model>, Error> {
    tx.rows::<module_progress::Entity>()
        .filter(module_progress::Column::UserId.eq(user))
        .filter(module_progress::Column::ModuleId.eq(module))
        .one()
        .await
}

/// The progress of a person in a module, held until the end of the transaction, so that a module is finished once.
pub async fn hold(tx: &TenantTx, user: Uuid, module: Uuid) -> Result<Option<module_progress::Model>, Error> {
    tx.rows::<module_progress::Entity>()
        .filter(module_progress::Column::UserId.eq(user))
        .filter(module_progress::Column::ModuleId.eq(module))
        .locked()
        .one()
        .await
}

pub async fn units(tx: &TenantTx, user: Uuid, module: Uuid) -> Result<Vec<unit_progress::Model>, Error> {
    tx.rows::<unit_progress::Entity>()
        .filter(unit_progress::Column::UserId.eq(user))
        .filter(unit_progress::Column::ModuleId.eq(module))
        .all()
        .await
}

pub async fn of_person(tx: &TenantTx, user: Uuid) -> Result<Vec<module_progress::Model>, Error> {
    tx.rows::<module_progress::Entity>().filter(module_progress::Column::UserId.eq(user)).all().await
}

pub async fn units_of(tx: &TenantTx, user: Uuid) -> Result<Vec<unit_progress::Model>, Error> {
    tx.rows::<unit_progress::Entity>().filter(unit_progress::Column::UserId.eq(user)).all().await
}

pub async fn of_people(tx: &TenantTx, people: &[Uuid], modules: &[Uuid]) -> Result<Vec<module_progress::Model>, Error> {
    if people.is_empty() || modules.is_empty() {
        return Ok(Vec::new());
    }
    tx.rows::<module_progress::Entity>()
        .among(module_progress::Column::UserId, people.iter().copied())
        .among(module_progress::Column::ModuleId, modules.iter().copied())
        .all()
        .await
}

pub async fn finished_in(tx: &TenantTx, module: Uuid, people: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    let mut finished = HashSet::new();
    for some in people.chunks(AT_ONCE) {
        let rows: Vec<(Uuid,)> = tx
            .rows::<module_progress::Entity>()
            .filter(module_progress::Column::ModuleId.eq(module))
            .filter(module_progress::Column::CompletedAt.is_not_null())
            .among(module_progress::Column::UserId, some.iter().copied())
            .columns([Expr::col(module_progress::Column::UserId)])
            .await?;
        finished.extend(rows.into_iter().map(|(user,)| user));
    }
    Ok(finished)
}

pub async fn put_unit(tx: &TenantTx, known: Option<&unit_progress::Model>, record: &Record, step: &Step) -> Result<(), Error> {
    let completed_at = step.finishes.then_some(step.at);
    if let Some(known) = known {
        let row = unit_progress::ActiveModel { id: Set(known.id), completed_at: Set(completed_at), ..Default::default() };
        return tx.update(row).await;
    }
    let row = unit_progress::ActiveModel {
        id: Set(tx.new_id()?),
        user_id: Set(record.user_id),
        unit_id: Set(step.unit_id),
        module_id: Set(record.module_id),
        viewed_at: Set(step.at),
        completed_at: Set(completed_at),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await
}

/// Adds the progress of a person's first step in a module; says whether it was the first. Somebody else's is waited for.
pub async fn put_new(tx: &TenantTx, record: &Record) -> Result<bool, Error> {
    let row = module_progress::ActiveModel {
        id: Set(tx.new_id()?),
        user_id: Set(record.user_id),
        module_id: Set(record.module_id),
        started_at: Set(record.started_at),
        ..changing(record)
    };
    tx.insert_new(row).await
}

pub async fn put(tx: &TenantTx, id: Uuid, record: &Record) -> Result<(), Error> {
    tx.update(module_progress::ActiveModel { id: Set(id), ..changing(record) }).await
}

fn changing(record: &Record) -> module_progress::ActiveModel {
    module_progress::ActiveModel {
        units_done: Set(record.units_done),
        units_total: Set(record.units_total),
        best_percent: Set(record.best_percent),
        last_unit_id: Set(record.last_unit_id),
        completed_at: Set(record.completed_at),
        passed_at: Set(record.passed_at),
        ..Default::default()
    }
}

pub fn record(row: &module_progress::Model) -> Record {
    Record {
        user_id: row.user_id,
        module_id: row.module_id,
        units_done: row.units_done,
        units_total: row.units_total,
        best_percent: row.best_percent,
        started_at: row.started_at,
        last_unit_id: row.last_unit_id,
        completed_at: row.completed_at,
        passed_at: row.passed_at,
    }
}

pub fn unit_record(row: unit_progress::Model) -> UnitRecord {
    UnitRecord { unit_id: row.unit_id, viewed_at: row.viewed_at, completed_at: row.completed_at }
}
