//! Queries of the log.

use std::collections::HashMap;

use entity::{audit_event, audit_leaf};
use sea_orm::ColumnTrait as _;
use uuid::Uuid;

use super::model::{Narrowed, Who};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};
use crate::people::users;

/// Entries, newest first.
pub async fn page(tx: &TenantTx, filter: &Narrowed, paging: &Paging) -> Result<Page<audit_event::Model>, Error> {
    let mut rows = tx.rows::<audit_event::Entity>();
    if let Some(name) = &filter.name {
        // A range instead of LIKE: under row-level security LIKE cannot use the index. The column sorts by bytes.
        let end = format!("{name}\u{10FFFF}");
        rows = rows.filter(audit_event::Column::Name.gte(name.as_str())).filter(audit_event::Column::Name.lte(end));
    }
    if let Some(object) = filter.object {
        rows = rows.filter(audit_event::Column::ObjectId.eq(object));
    }
    if let Some(actor) = filter.actor {
        rows = rows.filter(audit_event::Column::ActorId.eq(actor));
    }
    rows = match &filter.who {
        Some(Who::Called(text)) => users::among_called(tx, rows, audit_event::Column::ActorId, text),
        Some(Who::Kind(kind)) => rows.filter(audit_event::Column::ActorKind.eq(*kind)),
        None => rows,
    };
    page::read(tx, rows, Sort::Newest, paging, &format!("log {filter:?}")).await
}

/// The numbers of some events.
pub async fn numbers(tx: &TenantTx, events: &[Uuid]) -> Result<HashMap<Uuid, i64>, Error> {
    let rows = tx.rows::<audit_leaf::Entity>().among(audit_leaf::Column::Id, events.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.id, row.seq)).collect())
}
