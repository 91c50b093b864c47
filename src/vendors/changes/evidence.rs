//! What a workspace can show of its notices and objections (M-5.6, M-6.2).

use chrono::{DateTime, Utc};
use entity::notice_delivery;

use super::deliveries::{self, Reach, reached_at};
use super::objections;
use super::store;
use super::view::Standing;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::Paging;

/// How the newest notice reached a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// When it was told.
    pub noticed_at: DateTime<Utc>,
    /// Whole days from the notice to the start, or to the first moment at which it may start.
    pub days: i64,
    /// How far it has come.
    pub standing: Standing,
    /// Contacts whom it had reached when the change started, or has by now: the mail server took the mail, or they opened it.
    pub reached: usize,
    /// Contacts to whom it went.
    pub contacts: usize,
}

/// How the newest notice reached the workspace of the transaction. 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn last_reached(tx: &TenantTx) -> Result<Option<Reached>, Error> {
    let newest = Paging { after: None, limit: Some(1) };
    let Some(notice) = store::notices(tx, &newest).await?.items.pop() else { return Ok(None) };
    let told = deliveries::store::of_notices(tx, &[notice.id]).await?;
    // Who was reached after the start was not told before it.
    let in_time = |at| notice.activated_at.is_none_or(|start| at <= start);
    // In an emergency it may start as soon as it was told.
    let may_start = if notice.emergency { notice.noticed_at } else { notice.earliest_at };
    let is_reached = |row: &&notice_delivery::Model| Reach::of(row).is_reached() && reached_at(row).is_some_and(in_time);
    Ok(Some(Reached {
        noticed_at: notice.noticed_at,
        // The days of an emergency may begin after its start, with the next contact.
        days: (notice.activated_at.unwrap_or(may_start) - notice.noticed_at).num_days().max(0),
        standing: Standing::of(&notice),
        reached: told.iter().filter(is_reached).count(),
        contacts: told.len(),
    }))
}

/// How many objections the workspace of the transaction filed, and how many of them have an outcome. 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn objections_filed(tx: &TenantTx) -> Result<(u64, u64), Error> {
    objections::counted(tx).await
}
