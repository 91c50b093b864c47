//! The jobs of a change: tell every customer, bring a notice to a contact, say in each workspace how a change ended, and tell
//! the operator of an objection. Beside them somebody looks after every open change now and then, so that a job that was lost
//! loses no notice.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use super::deliveries::{Deliver, deliver, given_up};
use super::keeping;
pub use super::keeping::look_after;
pub use super::objections::{Report, report};
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Lane, Work};

/// Tells every customer of a change.
#[derive(Debug, Serialize, Deserialize)]
pub struct Announce {
    /// The change.
    pub change_id: Uuid,
}

impl Job for Announce {
    const KIND: &'static str = "changes.announce";
    const LANE: Lane = Lane::Long;
}

/// Says in each workspace how a change ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Settle {
    /// The change.
    pub change_id: Uuid,
}

impl Job for Settle {
    const KIND: &'static str = "changes.settle";
    const LANE: Lane = Lane::Long;
}

/// Enters the notice for every customer and promises the mails to its contacts. Done again, it goes on where it stopped.
///
/// # Errors
/// When a workspace cannot be written to; the others are told all the same, and the outbox tries again.
pub async fn announce(work: Work, job: Announce) -> Result<(), Error> {
    keeping::bring_up_to_date(work.kernel(), work.tenant(), job.change_id, Some(&work)).await
}

/// Lets the change be in force in each workspace whose own days have run, and whoever was not told yet is told first; or says
/// that it will not be.
///
/// # Errors
/// As [`announce`].
pub async fn settle(work: Work, job: Settle) -> Result<(), Error> {
    keeping::bring_up_to_date(work.kernel(), work.tenant(), job.change_id, Some(&work)).await
}
