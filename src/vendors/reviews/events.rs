//! What happens as vendors are looked at.

use chrono::{DateTime, Utc};
use uuid::Uuid;

crate::events! {
    /// What happens as vendors are looked at.
    pub enum Event {
        /// Somebody looked at a vendor.
        Reviewed = "subproc.review.completed" on subprocessor(entry_id) { entry_id: Uuid, due_at: DateTime<Utc> },
        /// Somebody assessed a transfer.
        Assessed = "subproc.transfer.assessed" on subprocessor(entry_id) { entry_id: Uuid, expires_at: DateTime<Utc> },
        /// Staff was told that a vendor is due to be looked at.
        ReviewDue = "subproc.review.due" on subprocessor(entry_id) { entry_id: Uuid, due_at: DateTime<Utc>, days: i32 },
        /// Staff was told that an assessment runs out.
        AssessmentDue = "subproc.transfer.expiring" on subprocessor(entry_id) { entry_id: Uuid, due_at: DateTime<Utc>, days: i32 },
    }
}
