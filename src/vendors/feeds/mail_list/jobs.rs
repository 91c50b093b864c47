//! The jobs of the mail list, each in a workspace: whom it tells of changes itself, the list leaves to it.
//!
//! An address belongs to whoever gave it, so nobody looks for one in all workspaces. Each workspace says to the list, without
//! being asked, whom it tells: when a contact confirms, and whenever it is told of a change. The list keeps only the mark, and
//! only on addresses that are on it already; whether the workspace still tells the address is looked up there when a mail is due.
//!
//! What remains: whoever joins the list after a workspace named them may hear twice of the first change after that, if the list
//! comes to them before the workspace has said that it tells them; of those that follow they hear once. So does whoever two
//! workspaces told, when the one with the mark tells them no longer.

use super::actions::{is_on_list, left_to_workspace};
use crate::kernel::error::Error;
use crate::kernel::outbox::Work;
use crate::vendors::changes::{self, Told};
use crate::vendors::contacts::{self, ContactConfirmed};
use crate::vendors::feeds::realm::realm;

/// The workspace is told of a change, and says whom it tells itself.
///
/// # Errors
/// When the database fails.
pub async fn told(work: &Work, job: &Told) -> Result<(), Error> {
    if !job.step.is_mailed() {
        return Ok(());
    }
    let theirs = work.snapshot().await?;
    let addresses = changes::addresses(&theirs).await?;
    drop(theirs);
    leave(work, &addresses).await
}

/// The workspace has one more contact whom it tells itself.
///
/// # Errors
/// When the database fails.
pub async fn contact_confirmed(work: Work, job: ContactConfirmed) -> Result<(), Error> {
    let theirs = work.snapshot().await?;
    let reader = contacts::reader(&theirs, job.contact_id).await?;
    drop(theirs);
    // Struck out in the meantime, it is nobody's.
    let Some(reader) = reader else { return Ok(()) };
    leave(&work, &[reader.email]).await
}

async fn leave(work: &Work, addresses: &[String]) -> Result<(), Error> {
    let realm = match realm(work.kernel()).await {
        Err(Error::NotFound) => return Ok(()),
        realm => realm?,
    };
    let workspace = work.tenant().get();
    // As a rule nobody of a workspace is on the list, and its realm is written one after another.
    if !is_on_list(&work.kernel().read_as_system(realm).await?, addresses).await? {
        return Ok(());
    }
    let tx = work.kernel().as_system(realm).await?;
    left_to_workspace(&tx, addresses, workspace).await?;
    tx.commit_noted().await
}
