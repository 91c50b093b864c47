//! Every job of feeds, for the worker.

pub use super::mail_list::jobs::contact_confirmed;
pub use super::news::jobs::{circulate, publish};
pub use super::requests::jobs::{decision_given_up, end_grant, tell_decision};
pub use super::webhooks::jobs::{give_up_waiting, send};
use super::{mail_list, webhooks};
use crate::kernel::error::Error;
use crate::kernel::outbox::Work;
use crate::vendors::changes::Told;

/// A workspace was told of a change: its endpoints hear of it, and the mail list leaves those whom the workspace tells to it.
///
/// # Errors
/// When the database fails.
pub async fn told(work: Work, job: Told) -> Result<(), Error> {
    webhooks::jobs::told(&work, &job).await?;
    mail_list::jobs::told(&work, &job).await
}
