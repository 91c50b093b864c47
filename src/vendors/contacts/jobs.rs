//! What those who come later in the wing hear of contacts. Whoever wants to know does this job.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::outbox::Job;

/// A contact confirmed its address: the workspace tells it of changes from now on.
#[derive(Debug, Serialize, Deserialize)]
pub struct ContactConfirmed {
    /// The contact.
    pub contact_id: Uuid,
}

impl Job for ContactConfirmed {
    const KIND: &'static str = "contacts.confirmed";
}
