//! Reading the log.

use std::collections::HashSet;

use uuid::Uuid;

use super::events::Event;
use super::model::{Actor, Entry, Filter, Object, Status};
use super::policy::ReadLog;
use super::store;
use crate::kernel::audit;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::Page;
use crate::people::users;

/// Entries, newest first. The first page of a reading is itself an event; the entries shown end before it.
///
/// # Errors
/// `Invalid` for a foreign cursor or an id that is none.
pub async fn list(caller: &Authorized<ReadLog>, filter: &Filter) -> Result<Page<Entry>, Error> {
    let tx = caller.begin().await?;
    let rows = store::page(&tx, filter).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let numbers = store::numbers(&tx, &ids).await?;
    let people: HashSet<Uuid> = rows.items.iter().filter_map(|row| row.actor_id).collect();
    let names = users::names(&tx, &people).await?;
    let page = rows.map(|row| Entry {
        id: row.id,
        seq: numbers.get(&row.id).copied(),
        name: row.name,
        occurred_at: row.occurred_at,
        actor: Actor { kind: row.actor_kind, id: row.actor_id, name: row.actor_id.and_then(|id| names.get(&id).cloned()) },
        object: Object { kind: row.object_kind, id: row.object_id },
        outcome: row.outcome,
        severity: row.severity,
        payload: row.payload,
        request_id: row.request_id,
    });
    if filter.after.is_none() {
        tx.commit(Event::Viewed { filtered: filter.narrows(), count: page.items.len() as u64 }).await?;
    }
    Ok(page)
}

/// The newest signed checkpoint, if one was signed yet.
///
/// # Errors
/// When the database fails.
pub async fn status(caller: &Authorized<ReadLog>) -> Result<Option<Status>, Error> {
    let tx = caller.read().await?;
    let verifier_key = audit::Signer::new(&caller.kernel().keys)?.verifier_key();
    let checkpoint = audit::latest_checkpoint(&tx).await?;
    Ok(checkpoint.map(|row| Status {
        size: row.size,
        root: data_encoding::HEXLOWER.encode(&row.root),
        note: row.note,
        verifier_key,
        made_at: row.made_at,
    }))
}
