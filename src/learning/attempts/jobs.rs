//! The job that ends an attempt when its time is over, also when nobody looks at it any more.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::finish;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};

/// Ends an attempt whose time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct Expire {
    /// The attempt.
    pub attempt_id: Uuid,
}

impl Job for Expire {
    const KIND: &'static str = "attempts.expire";
}

/// Ends the attempt at its deadline, unless it has ended already.
///
/// # Errors
/// When the database fails.
pub async fn expire(work: Work, job: Expire) -> Result<(), Error> {
    finish::expire_found(work.begin().await?, job.attempt_id).await
}
