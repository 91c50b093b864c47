//! The verbs of exports.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::events::Event;
use super::model::{Build, Export};
use super::policy::TakeOut;
use super::{store, tables};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::files::{OpenFile, shelf};
use crate::kernel::page::{Page, Paging};

/// Asks for everything. The worker writes it; the owner may go on meanwhile.
///
/// # Errors
/// `ConfirmationNeeded` without a fresh password, `Refused` while another export is being written.
pub async fn request(caller: &Authorized<TakeOut>) -> Result<Export, Error> {
    caller.confirmed()?;
    let tx = caller.begin().await?;
    let running = || Error::refused("export-running", "An export is already running. Wait until it is ready.");
    let inserted = store::insert(&tx, tables::catalogue().len()).await;
    let row = inserted.map_err(|error| error.when_taken(store::ONE_RUNNING, running))?;
    tx.enqueue(Build { export_id: row.id }).await?;
    let export = Export::at(tx.now(), row);
    tx.commit(Event::Requested { export_id: export.id }).await?;
    Ok(export)
}

/// One export with its progress.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<TakeOut>, id: Uuid) -> Result<Export, Error> {
    let tx = caller.read().await?;
    Ok(Export::at(tx.now(), store::by_id(&tx, id).await?))
}

/// Exports, newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<TakeOut>, paging: &Paging) -> Result<Page<Export>, Error> {
    let tx = caller.read().await?;
    let now = tx.now();
    Ok(store::page(&tx, paging).await?.map(|row| Export::at(now, row)))
}

/// Opens a finished export for downloading.
///
/// # Errors
/// `ConfirmationNeeded` without a fresh password, `Refused` when it is not ready or its time is over.
pub async fn download(caller: &Authorized<TakeOut>, id: Uuid) -> Result<OpenFile, Error> {
    caller.confirmed()?;
    let tx = caller.begin().await?;
    let row = store::by_id(&tx, id).await?;
    let file_id = row.file_id;
    Export::at(tx.now(), row).downloadable()?;
    let opened = shelf::open(&tx, file_id.ok_or(Error::NotFound)?).await?;
    store::set_downloaded(&tx, id).await?;
    tx.commit(Event::Downloaded { export_id: id }).await?;
    Ok(opened)
}

/// When the workspace last took its data out, and how many rows (M-10.1). 1 query.
///
/// # Errors
/// When the database fails.
pub async fn last(tx: &TenantTx) -> Result<Option<(DateTime<Utc>, i64)>, Error> {
    let row = store::last_finished(tx).await?;
    Ok(row.and_then(|row| Some((row.finished_at?, row.rows_done))))
}
