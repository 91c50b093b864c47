//! Queries of looks and alarms.

use chrono::{DateTime, Utc};
use entity::{subprocessor_alarm, subprocessor_review};
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Kind, Look};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// A look as it is kept.
pub struct Kept {
    pub kind: Kind,
    pub note: String,
    pub reference: Option<String>,
    pub due_at: DateTime<Utc>,
}

pub async fn insert(tx: &TenantTx, vendor: Uuid, kept: Kept) -> Result<(), Error> {
    let row = subprocessor_review::ActiveModel {
        id: Set(tx.new_id()?),
        subprocessor_id: Set(vendor),
        kind: Set(kept.kind.as_str().to_owned()),
        note: Set(kept.note),
        reference: Set(kept.reference),
        reviewed_by: Set(tx.person()?),
        reviewed_at: Set(tx.now()),
        due_at: Set(kept.due_at),
        ..Default::default()
    };
    tx.insert(row).await.map(|_| ())
}

/// Every look at a vendor, the newest first.
pub async fn of_vendor(tx: &TenantTx, vendor: Uuid) -> Result<Vec<Look>, Error> {
    let rows = tx.rows::<subprocessor_review::Entity>().filter(subprocessor_review::Column::SubprocessorId.eq(vendor));
    let rows = rows.descending(subprocessor_review::Column::Id).limit(50).all().await?;
    let look = |row: subprocessor_review::Model| Look {
        kind: if row.kind == Kind::Assessment.as_str() { Kind::Assessment } else { Kind::Review },
        note: row.note,
        reference: row.reference,
        reviewed_by: row.reviewed_by,
        reviewed_at: row.reviewed_at,
        due_at: row.due_at,
    };
    Ok(rows.into_iter().map(look).collect())
}

/// Writes down that an alarm is raised; says whether it was not yet.
pub async fn raise(tx: &TenantTx, vendor: Uuid, (kind, due_at, days): (Kind, DateTime<Utc>, i32)) -> Result<bool, Error> {
    let row = subprocessor_alarm::ActiveModel {
        id: Set(tx.new_id()?),
        subprocessor_id: Set(vendor),
        kind: Set(kind.as_str().to_owned()),
        due_at: Set(due_at),
        days: Set(days),
        raised_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_new(row).await
}
