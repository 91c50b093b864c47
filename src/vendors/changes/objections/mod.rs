//! Objections (M-6.2): filed and ended in the workspace that objects; the operator's realm has a line of each, with who, when
//! and how it ended, and staff is told by mail. What an objection says stays with the customer, and is read there.

mod operator;
mod report;
mod store;

use entity::objection;
use uuid::Uuid;

pub use operator::{list, of_change, one, resolve};
pub use report::{Report, report};
pub(super) use store::{counted, insert, of_notices};

use super::model::Outcome;
use super::store as notices;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Ends an objection in the transaction of its workspace; the caller commits.
///
/// # Errors
/// `NotFound`; `Refused` with `objection-resolved`.
pub async fn end(
    tx: &TenantTx,
    (change, id): (Uuid, Uuid),
    outcome: Outcome,
    answer: Option<String>,
    by: Uuid,
) -> Result<objection::Model, Error> {
    let notice = notices::hold_notice(tx, change).await?;
    let row = store::hold(tx, notice.id, id).await?;
    if row.resolved_at.is_some() {
        return Err(Error::refused("objection-resolved", "This objection has ended already."));
    }
    store::resolve(tx, id, outcome, answer, by).await?;
    notices::set_objection(tx, notice.id, false, outcome.leaves_out()).await?;
    store::by_id(tx, id).await
}
