//! `tutela audit verify`: reads a tenant's whole log and names the first bad number.

use entity::{audit_checkpoint, audit_event, audit_leaf};
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use uuid::Uuid;

use super::super::Kernel;
use super::super::db::TenantTx;
use super::super::error::Error;
use super::super::tenancy::TenantId;
use super::checkpoint::{Kept, Signer};
use super::sequence::{as_hash, canonical, first_unnumbered};
use super::tree::{Frontier, leaf_hash};

/// What is known of an old event without a number.
const SLIPPED_IN: &str =
    "an event without a number is older than numbered ones: it was slipped in, or a clock was set back while it was written";
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
    /// Where it was found.
    pub at: Spot,
    /// What was found.
    pub finding: &'static str,
}

/// A place in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// The number in the log.
    Number(i64),
    /// The id of an event that has no number.
    Event(Uuid),
}

impl Spot {
    fn after(frontier: &Frontier) -> Self {
        Self::Number(i64::try_from(frontier.size()).map_or(i64::MAX, |size| size.saturating_add(1)))
    }

    fn last(frontier: &Frontier) -> Self {
        Self::Number(i64::try_from(frontier.size()).unwrap_or(i64::MAX))
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "number {number}"),
            Self::Event(id) => write!(f, "event {id}"),
        }
    }
}

/// Checks the log of a tenant from its first event to its last, against every checkpoint, and against one that was kept
/// elsewhere: the log must still lead to it.
///
/// # Errors
/// When the database fails. A fault is not an error but the answer.
pub async fn verify(kernel: &Kernel, tenant: TenantId, kept: Option<&Kept>) -> Result<Report, Error> {
    let tx = kernel.snapshot_as_system(tenant).await?;
    let checkpoints = tx.rows::<audit_checkpoint::Entity>().ascending(audit_checkpoint::Column::Size).all().await?;
    let signer = Signer::new(&kernel.keys)?;
    let mut open = checkpoints.iter().peekable();
    let mut frontier = Frontier::default();
    let mut last = None;
    let mut fault = check_kept(kept, &frontier);
    while fault.is_none() {
        let leaves = batch(&tx, last.as_ref().map(|leaf: &audit_leaf::Model| leaf.seq)).await?;
        if leaves.is_empty() {
            break;
        }
        for (leaf, event) in leaves {
            fault = check_leaf(&leaf, event.as_ref(), frontier.size() + 1)?;
            if fault.is_some() {
                break;
            }
            frontier.push(as_hash(&leaf.leaf_hash)?);
            last = Some(leaf);
            while let Some(checkpoint) = open.next_if(|open| u64::try_from(open.size) == Ok(frontier.size())) {
                fault = fault.or(check_root(&signer, tenant, checkpoint, &frontier)?);
            }
            fault = fault.or_else(|| check_kept(kept, &frontier));
            if fault.is_some() {
                break;
            }
        }
    }
    if fault.is_none() {
        fault = check_end(&frontier, open.peek().is_some(), kept);
    }
    if let (None, Some(last)) = (&fault, &last) {
        fault = slipped_in(&tx, last).await?;
    }
    let known = tx.rows::<audit_event::Entity>().count().await?;
    let numbered = tx.rows::<audit_leaf::Entity>().count().await?;
    Ok(Report { events: numbered, waiting: known.saturating_sub(numbered), checkpoints: checkpoints.len() as u64, fault })
}

/// A log that ends before what was signed of it was cut off.
fn check_end(frontier: &Frontier, checkpoint_is_open: bool, kept: Option<&Kept>) -> Option<Fault> {
    let missing = |finding| Some(Fault { at: Spot::after(frontier), finding });
    if checkpoint_is_open {
        return missing("events that a checkpoint counts are missing");
    }
    if kept.is_some_and(|kept| kept.size() > frontier.size()) {
        return missing("events that the kept checkpoint counts are missing");
    }
    None
}

/// The first event that has no number and is too old to get one still. One pass over the log: the database joins both.
async fn slipped_in(tx: &TenantTx, last: &audit_leaf::Model) -> Result<Option<Fault>, Error> {
    let leaf = |column: audit_leaf::Column| Expr::col((audit_leaf::Entity, column));
    let event = |column: audit_event::Column| (audit_event::Entity, column);
    let number = Query::select()
        .expr(Expr::val(1))
        .from(audit_leaf::Entity)
        .and_where(leaf(audit_leaf::Column::TenantId).equals(event(audit_event::Column::TenantId)))
        .and_where(leaf(audit_leaf::Column::Id).equals(event(audit_event::Column::Id)))
        .take();
    let event = tx
        .rows::<audit_event::Entity>()
        .filter(audit_event::Column::Id.lt(first_unnumbered(last.id, tx.now())))
        .filter(Expr::exists(number).not())
        .ascending(audit_event::Column::Id)
        .limit(1)
        .one()
        .await?;
    Ok(event.map(|event| Fault { at: Spot::Event(event.id), finding: SLIPPED_IN }))
}

/// The next leaves; the first are read from the lowest number, so that one below 1 is seen.
async fn batch(tx: &TenantTx, after: Option<i64>) -> Result<Vec<(audit_leaf::Model, Option<audit_event::Model>)>, Error> {
    let rows = tx.rows::<audit_leaf::Entity>().ascending(audit_leaf::Column::Seq).limit(BATCH);
    let rows = match after {
        Some(after) => rows.filter(audit_leaf::Column::Seq.gt(after)),
        None => rows,
    };
    let leaves = rows.all().await?;
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
    if leaf.seq < 1 {
        return Ok(Some(Fault { at: Spot::Number(leaf.seq), finding: "there is no such number: the first is 1" }));
    }
    let at = Spot::Number(i64::try_from(expected).unwrap_or(i64::MAX));
    let fault = |finding| Ok(Some(Fault { at, finding }));
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
    let fault = |finding| Ok(Some(Fault { at: Spot::last(frontier), finding }));
    if as_hash(&checkpoint.root)? != root {
        return fault("the root does not match the checkpoint: an event was changed, swapped or removed");
    }
    if !signer.verifies(&checkpoint.note, tenant, frontier.size(), &root) {
        return fault("the signature of the checkpoint is not ours");
    }
    Ok(None)
}

fn check_kept(kept: Option<&Kept>, frontier: &Frontier) -> Option<Fault> {
    let kept = kept.filter(|kept| kept.size() == frontier.size() && *kept.root() != frontier.root());
    let finding = "the root does not match the kept checkpoint: the log was rewritten";
    kept.map(|_| Fault { at: Spot::last(frontier), finding })
}
