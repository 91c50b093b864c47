//! Queries of the log.

use std::collections::HashMap;

use entity::{audit_event, audit_leaf};
use sea_orm::ColumnTrait as _;
use uuid::Uuid;

use super::model::Filter;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// Entries, newest first.
pub async fn page(tx: &TenantTx, filter: &Filter) -> Result<Page<audit_event::Model>, Error> {
    let mut rows = tx.rows::<audit_event::Entity>();
    if let Some(name) = filter.name.as_deref().filter(|name| !name.is_empty()) {
        // A range instead of LIKE: under row-level security LIKE cannot use the index. The column sorts by bytes.
        let end = format!("{name}\u{10FFFF}");
        rows = rows.filter(audit_event::Column::Name.gte(name)).filter(audit_event::Column::Name.lte(end));
    }
    if let Some(object) = id_in("object", filter.object.as_deref())? {
        rows = rows.filter(audit_event::Column::ObjectId.eq(object));
    }
    if let Some(actor) = id_in("actor", filter.actor.as_deref())? {
        rows = rows.filter(audit_event::Column::ActorId.eq(actor));
    }
    let paging = Paging { after: filter.after.clone(), limit: filter.limit };
    let list = format!("log {:?} {:?} {:?}", filter.name, filter.object, filter.actor);
    page::read(tx, rows, Sort::Newest, &paging, &list).await
}

fn id_in(field: &str, text: Option<&str>) -> Result<Option<Uuid>, Error> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let id = text.parse().map_err(|_| Error::invalid(field, "id", "Give the id as it stands in the log."))?;
    Ok(Some(id))
}

/// The numbers of some events.
pub async fn numbers(tx: &TenantTx, events: &[Uuid]) -> Result<HashMap<Uuid, i64>, Error> {
    let rows = tx.rows::<audit_leaf::Entity>().among(audit_leaf::Column::Id, events.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.id, row.seq)).collect())
}
