//! `tutela audit verify`: reads a tenant's whole log and names the first bad number.

use entity::{audit_checkpoint, audit_event, audit_leaf};
use sea_orm::ColumnTrait as _;

use super::super::Kernel;
use super::super::db::TenantTx;
use super::super::error::Error;
use super::super::tenancy::TenantId;
use super::checkpoint::Signer;
use super::sequence::{as_hash, canonical};
use super::tree::{Frontier, leaf_hash};

/// Leaves read at once.
const BATCH: u64 = 1000;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Numbered events.
    pub events: u64,
    /// Events that have no number yet; more than a few means that no worker runs.
    pub waiting: u64,
    /// Signed checkpoints.
    pub checkpoints: u64,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The number in the log.
    pub seq: u64,
    /// What was found.
    pub finding: &'static str,
}

/// Checks the log of a tenant from its first event to its last, against every checkpoint.
///
/// # Errors
/// When the database fails. A fault is not an error but the answer.
pub async fn verify(kernel: &Kernel, tenant: TenantId) -> Result<Report, Error> {
    let tx = kernel.snapshot_as_system(tenant).await?;
    let checkpoints = tx.rows::<audit_checkpoint::Entity>().ascending(audit_checkpoint::Column::Size).all().await?;
    let signer = Signer::new(&kernel.keys)?;
    let mut open = checkpoints.iter().peekable();
    let mut frontier = Frontier::default();
    let mut fault = None;
    while fault.is_none() {
        let leaves = batch(&tx, frontier.size()).await?;
        if leaves.is_empty() {
            break;
        }
        for (leaf, event) in leaves {
            fault = check_leaf(&leaf, event.as_ref(), frontier.size() + 1)?;
            if fault.is_some() {
                break;
            }
            frontier.push(as_hash(&leaf.leaf_hash)?);
            while let Some(checkpoint) = open.next_if(|open| u64::try_from(open.size) == Ok(frontier.size())) {
                fault = fault.or(check_root(&signer, tenant, checkpoint, &frontier)?);
            }
        }
    }
    if fault.is_none() && open.peek().is_some() {
        fault = Some(Fault { seq: frontier.size() + 1, finding: "events that a checkpoint counts are missing" });
    }
    let known = tx.rows::<audit_event::Entity>().count().await?;
    let numbered = tx.rows::<audit_leaf::Entity>().count().await?;
    Ok(Report { events: numbered, waiting: known.saturating_sub(numbered), checkpoints: checkpoints.len() as u64, fault })
}

async fn batch(tx: &TenantTx, after: u64) -> Result<Vec<(audit_leaf::Model, Option<audit_event::Model>)>, Error> {
    let leaves = tx
        .rows::<audit_leaf::Entity>()
        .filter(audit_leaf::Column::Seq.gt(i64::try_from(after).unwrap_or(i64::MAX)))
        .ascending(audit_leaf::Column::Seq)
        .limit(BATCH)
        .all()
        .await?;
    let ids = leaves.iter().map(|leaf| leaf.id);
    let events = tx.rows::<audit_event::Entity>().among(audit_event::Column::Id, ids).all().await?;
    let mut events: std::collections::HashMap<_, _> = events.into_iter().map(|event| (event.id, event)).collect();
    Ok(leaves
        .into_iter()
        .map(|leaf| {
            let event = events.remove(&leaf.id);
            (leaf, event)
        })
        .collect())
}

fn check_leaf(leaf: &audit_leaf::Model, event: Option<&audit_event::Model>, expected: u64) -> Result<Option<Fault>, Error> {
    let fault = |finding| Ok(Some(Fault { seq: expected, finding }));
    if u64::try_from(leaf.seq) != Ok(expected) {
        return fault("a number is missing");
    }
    let Some(event) = event else { return fault("the event is missing") };
    if leaf_hash(&canonical(event)?).as_slice() != leaf.leaf_hash {
        return fault("the event was changed");
    }
    Ok(None)
}

fn check_root(
    signer: &Signer,
    tenant: TenantId,
    checkpoint: &audit_checkpoint::Model,
    frontier: &Frontier,
) -> Result<Option<Fault>, Error> {
    let root = frontier.root();
    let fault = |finding| Ok(Some(Fault { seq: frontier.size(), finding }));
    if as_hash(&checkpoint.root)? != root {
        return fault("the root does not match the checkpoint: an event was changed, swapped or removed");
    }
    if !signer.verifies(&checkpoint.note, tenant, frontier.size(), &root) {
        return fault("the signature of the checkpoint is not ours");
    }
    Ok(None)
}
