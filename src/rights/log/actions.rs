//! Reading the log.

use uuid::Uuid;

use super::events::Event;
use super::model::{Actor, Affected, Entry, Filter, Status, Thing};
use super::names::{Names, Wanted};
use super::policy::ReadLog;
use super::store;
use crate::kernel::audit;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::kernel::page::{Page, Paging};
use crate::learning::modules;
use crate::people::{groups, users};

/// Entries, newest first. The first page of a reading is itself an event; the entries shown end before it.
///
/// # Errors
/// `Invalid` for a foreign cursor or an id that is none.
pub async fn list(caller: &Authorized<ReadLog>, filter: &Filter, paging: &Paging) -> Result<Page<Entry>, Error> {
    let narrowed = filter.check(Texts::new(caller.session().locale))?;
    let tx = caller.begin().await?;
    let rows = store::page(&tx, &narrowed, paging).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let numbers = store::numbers(&tx, &ids).await?;
    let mut wanted = Wanted::default();
    for row in &rows.items {
        row.actor_id.into_iter().for_each(|id| wanted.add(Thing::User, id));
        wanted.add_event(&row.object_kind, row.object_id, &row.payload);
    }
    let names = names(&tx, &wanted).await?;
    let page = rows.map(|row| Entry {
        id: row.id,
        seq: numbers.get(&row.id).copied(),
        name: row.name,
        occurred_at: row.occurred_at,
        actor: Actor { kind: row.actor_kind, id: row.actor_id, name: row.actor_id.and_then(|id| names.of(Thing::User, id)) },
        concerns: names.concerns(row.object_id, &row.payload),
        object: Affected { name: names.of_object(&row.object_kind, row.object_id), kind: row.object_kind, id: row.object_id },
        outcome: row.outcome,
        severity: row.severity,
        payload: row.payload,
        request_id: row.request_id,
    });
    if paging.after.is_none() {
        tx.commit(Event::Viewed { filtered: filter.narrows(), count: page.items.len() as u64 }).await?;
    }
    Ok(page)
}

/// What the ids are called today. At most 3 queries.
async fn names(tx: &TenantTx, wanted: &Wanted) -> Result<Names, Error> {
    let mut names = Names::default();
    if wanted.has(Thing::User) {
        names.add(Thing::User, users::names(tx, &wanted.of(Thing::User).collect()).await?);
    }
    if wanted.has(Thing::Group) {
        names.add(Thing::Group, groups::titles(tx, &wanted.of(Thing::Group).collect()).await?);
    }
    if wanted.has(Thing::Module) {
        names.add(Thing::Module, modules::titles(tx, &wanted.of(Thing::Module).collect::<Vec<_>>()).await?);
    }
    Ok(names)
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
