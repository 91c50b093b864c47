//! Gap-free numbers, leaf hashes and checkpoints, given outside the transaction of the change, so that no request waits for a lock
//! on the tenant's log: within a second, and where thousands of tenants changed at once, when nobody else waits.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use entity::{audit_checkpoint, audit_event, audit_leaf, tenant};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait as _, Set};
use serde_json::json;
use uuid::Uuid;

use super::super::Kernel;
use super::super::clock::MOST_SKEW;
use super::super::db::{TenantTx, Unaudited};
use super::super::error::Error;
use super::super::ids;
use super::super::pace::Pace;
use super::super::tenancy::TenantId;
use super::checkpoint::Signer;
use super::tree::{Frontier, Hash, leaf_hash};

/// Events numbered in one transaction.
const BATCH: u64 = 1000;
/// A transaction commits at most this long after its events got their ids; a statement ends after 30 seconds.
const LATEST_COMMIT: Duration = Duration::minutes(10);
/// A checkpoint is signed at most once in this time.
const CHECKPOINT_EVERY: Duration = Duration::minutes(1);

/// Numbers what is new in the tenants that changed. A tenant whose log cannot be numbered does not hold up the others: it is
/// looked at again the next time when the database was busy, and in the next [`sweep`] when the log itself is wrong.
///
/// Those that changed with many others come when nobody else waits: between two of them it is asked again, and when one cannot
/// be numbered, the others wait for the next time.
pub async fn sequence(kernel: &Kernel) {
    loop {
        let mut is_well = true;
        for tenant in kernel.take_touched() {
            is_well &= tend(kernel, tenant).await;
        }
        if !is_well {
            return;
        }
        let Some(tenant) = kernel.take_touched_at_once() else { return };
        tend(kernel, tenant).await;
    }
}

/// Looks through the logs of all tenants at an even pace, in about this time, for what has no number or is not signed: what a
/// server left that was killed, and what waited for its checkpoint. It looks first, so that it takes no lock where there is
/// nothing to do; says in how many tenants it failed.
///
/// # Errors
/// When the database does not say which tenants there are.
pub async fn sweep(kernel: &Kernel, over: std::time::Duration) -> Result<usize, Error> {
    let all = kernel.register().await?.rows::<tenant::Entity>(|all| all).await?;
    let mut pace = Pace::over(over, all.len());
    let mut failed = 0;
    for tenant in all.into_iter().map(|row| TenantId::trusted(row.id)) {
        failed += usize::from(!tend_if_new(kernel, tenant).await);
        pace.rest().await;
    }
    Ok(failed)
}

async fn tend_if_new(kernel: &Kernel, tenant: TenantId) -> bool {
    let looked = async { has_news(&kernel.read_as_system(tenant).await?).await };
    match looked.await {
        Ok(false) => true,
        Ok(true) => tend(kernel, tenant).await,
        Err(error) => failed(kernel, tenant, &error),
    }
}

/// Numbers and signs; says whether it could.
async fn tend(kernel: &Kernel, tenant: TenantId) -> bool {
    match number_and_sign(kernel, tenant).await {
        Ok(()) => true,
        Err(error) => failed(kernel, tenant, &error),
    }
}

fn failed(kernel: &Kernel, tenant: TenantId, error: &Error) -> bool {
    tracing::warn!(tenant.id = %tenant.get(), error.cause = error.cause(), "The log of a tenant could not be numbered.");
    if matches!(error, Error::Unavailable { .. }) {
        kernel.touch(tenant);
    }
    false
}

/// Numbers, and with the last numbers signs: as a rule this is one transaction.
async fn number_and_sign(kernel: &Kernel, tenant: TenantId) -> Result<(), Error> {
    loop {
        let tx = kernel.as_system(tenant).await?;
        let numbered = match number(&tx).await {
            // Somebody else was faster and has numbered these, but perhaps not what came since.
            Err(Error::Taken { .. }) => {
                kernel.touch(tenant);
                return Ok(());
            }
            other => other?,
        };
        let signed = match numbered < BATCH {
            true => sign(&tx).await,
            false => Ok(false),
        };
        let is_signed = match signed {
            // Somebody else has signed as much: what was numbered here goes with it, and is numbered the next time.
            Err(Error::Taken { .. }) => {
                kernel.touch(tenant);
                return Ok(());
            }
            // A log that cannot be signed is numbered all the same: what is added to it stays in its order.
            Err(error) => {
                tx.commit_unaudited(Unaudited::LogSequence).await?;
                return Err(error);
            }
            Ok(is_signed) => is_signed,
        };
        if numbered > 0 || is_signed {
            tx.commit_unaudited(Unaudited::LogSequence).await?;
        }
        if numbered < BATCH {
            return Ok(());
        }
    }
}

/// The bytes whose hash stands in the tree: canonical JSON (RFC 8785) of the whole envelope.
///
/// # Errors
/// When a payload cannot be written canonically.
pub fn canonical(event: &audit_event::Model) -> Result<Vec<u8>, Error> {
    let envelope = json!({
        "tenant": event.tenant_id,
        "id": event.id,
        "type": event.name,
        "schema_version": event.schema_version,
        "occurred_at": event.occurred_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "actor": { "kind": event.actor_kind, "id": event.actor_id, "session": event.session_id },
        "request": event.request_id,
        "origin": event.origin.as_deref().map(|bytes| data_encoding::BASE64.encode(bytes)),
        "object": { "kind": event.object_kind, "id": event.object_id },
        "outcome": event.outcome,
        "severity": event.severity,
        "payload": event.payload,
    });
    serde_json_canonicalizer::to_vec(&envelope).map_err(Error::from)
}

/// Whether something has no number or is not signed.
async fn has_news(tx: &TenantTx) -> Result<bool, Error> {
    let (next, events) = unnumbered(tx, 1).await?;
    Ok(!events.is_empty() || latest_checkpoint(tx).await?.map_or(0, |last| last.size) != next - 1)
}

/// The next number, and the first events that have none.
async fn unnumbered(tx: &TenantTx, most: u64) -> Result<(i64, Vec<audit_event::Model>), Error> {
    let last = tx.rows::<audit_leaf::Entity>().descending(audit_leaf::Column::Seq).limit(1).one().await?;
    let (next, since) = last.map_or((1, Uuid::nil()), |leaf| (leaf.seq + 1, first_unnumbered(leaf.id, tx.now())));
    let numbered = Query::select()
        .column(audit_leaf::Column::Id)
        .from(audit_leaf::Entity)
        .and_where(audit_leaf::Column::TenantId.eq(tx.tenant().get()))
        .and_where(audit_leaf::Column::Id.gte(since))
        .to_owned();
    let events = tx
        .rows::<audit_event::Entity>()
        .filter(audit_event::Column::Id.gte(since))
        .filter(audit_event::Column::Id.not_in_subquery(numbered))
        .ascending(audit_event::Column::Id)
        .limit(most)
        .all()
        .await?;
    Ok((next, events))
}

/// Gives the next events their numbers; says how many.
async fn number(tx: &TenantTx) -> Result<u64, Error> {
    let (next, events) = unnumbered(tx, BATCH).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let count = events.len() as u64;
    let mut leaves = Vec::with_capacity(events.len());
    for (seq, event) in (next..).zip(&events) {
        leaves.push(audit_leaf::ActiveModel {
            id: Set(event.id),
            seq: Set(seq),
            leaf_hash: Set(leaf_hash(&canonical(event)?).to_vec()),
            ..Default::default()
        });
    }
    tx.insert_all(leaves).await?;
    Ok(count)
}

/// Ids carry their time: the first id that could still have been committed after this one was numbered. Where a clock was set
/// back, what is new now has earlier ids than what is numbered, and nobody knows how much earlier: any may be new, until the clock
/// has caught up or something new is numbered.
pub fn first_unnumbered(id: Uuid, now: DateTime<Utc>) -> Uuid {
    match ids::moment_of(id) {
        Some(moment) if moment <= now + MOST_SKEW => ids::first_id_of(moment.min(now) - LATEST_COMMIT),
        _ => Uuid::nil(),
    }
}

/// Signs the root when there is something new and the last signature is a minute old; says whether it did.
async fn sign(tx: &TenantTx) -> Result<bool, Error> {
    let last = latest_checkpoint(tx).await?;
    let now = tx.now();
    if last.as_ref().is_some_and(|last| now - last.made_at < CHECKPOINT_EVERY) {
        return Ok(false);
    }
    let mut frontier = match &last {
        Some(last) => Frontier::read(u64::try_from(last.size).unwrap_or_default(), &last.frontier)?,
        None => Frontier::default(),
    };
    let before = frontier.size();
    loop {
        let leaves = tx
            .rows::<audit_leaf::Entity>()
            .filter(audit_leaf::Column::Seq.gt(i64::try_from(frontier.size()).unwrap_or(i64::MAX)))
            .ascending(audit_leaf::Column::Seq)
            .limit(BATCH)
            .all()
            .await?;
        let is_last = (leaves.len() as u64) < BATCH;
        for leaf in leaves {
            frontier.push(as_hash(&leaf.leaf_hash)?);
        }
        if is_last {
            break;
        }
    }
    if frontier.size() == before {
        return Ok(false);
    }
    let root = frontier.root();
    let row = audit_checkpoint::ActiveModel {
        id: Set(tx.new_id()?),
        size: Set(i64::try_from(frontier.size()).unwrap_or(i64::MAX)),
        root: Set(root.to_vec()),
        frontier: Set(frontier.bytes()),
        note: Set(Signer::new(&tx.kernel().keys)?.sign(tx.tenant(), frontier.size(), &root)),
        made_at: Set(now),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await.map(|()| true)
}

/// The newest checkpoint of the tenant, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn latest_checkpoint(tx: &TenantTx) -> Result<Option<audit_checkpoint::Model>, Error> {
    tx.rows::<audit_checkpoint::Entity>().descending(audit_checkpoint::Column::Size).limit(1).one().await
}

/// Reads a stored hash.
///
/// # Errors
/// When it is not 32 bytes long.
pub fn as_hash(bytes: &[u8]) -> Result<Hash, Error> {
    bytes.try_into().map_err(|_| Error::from(anyhow::anyhow!("a stored hash is not 32 bytes long")))
}
