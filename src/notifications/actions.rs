//! The verb of notifications.

use super::model::{Mail, Send};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Promises a mail: it leaves after the commit, once as far as its reader can see, or not at all.
///
/// # Errors
/// When the database or the tenant's key fails.
pub async fn mail(tx: &TenantTx, mail: Mail) -> Result<(), Error> {
    let job = Send::sealed(tx.new_id()?, &*tx.key().await?, &mail)?;
    tx.enqueue(job).await
}
