//! The agreements that the operator took from a workspace: it is said there when and why, as the workspace holds them no more.

use chrono::{DateTime, Utc};

use super::super::policy::HoldAgreements;
use super::{ending, store};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::people::tenants;

/// An agreement that was taken from the workspace.
pub struct Released {
    /// Its number.
    pub number: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, as both sides were told.
    pub reason: String,
}

/// The agreements that the workspace was the last to hold, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn released(caller: &Authorized<HoldAgreements>, visitor: &Visitor) -> Result<Vec<Released>, Error> {
    let Some(realm) = tenants::operator_realm(&caller.kernel().register().await?).await? else { return Ok(Vec::new()) };
    let workspace = caller.session().tenant.get();
    let mut released = Vec::new();
    for row in store::released_from(&visitor.read_in(realm.id).await?, workspace).await? {
        // When and why are kept of the last time alone.
        if row.held_by != Some(workspace)
            && ending::former_holders(&row)?.last() == Some(&workspace)
            && let Some(at) = row.released_at
        {
            released.push(Released { number: row.number, at, reason: row.release_reason.unwrap_or_default() });
        }
    }
    Ok(released)
}
