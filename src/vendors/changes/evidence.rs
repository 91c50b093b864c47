//! What a workspace can show of its notices and objections (M-5.6, M-6.2).

use chrono::{DateTime, Utc};
use entity::notice_delivery;

use super::deliveries::{self, Reach};
use super::objections;
use super::store;
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
    /// Whether it has started.
    pub has_started: bool,
    /// Contacts whom it reached: the mail server took the mail, or they opened the notice.
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
    let is_reached = |row: &&notice_delivery::Model| matches!(Reach::of(row), Reach::Sent | Reach::Opened | Reach::Acknowledged);
    Ok(Some(Reached {
        noticed_at: notice.noticed_at,
        days: (notice.activated_at.unwrap_or(notice.earliest_at) - notice.noticed_at).num_days(),
        has_started: notice.activated_at.is_some(),
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
