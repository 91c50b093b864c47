//! The verbs of the register.

use std::collections::HashSet;

use uuid::Uuid;

use super::events::Event;
use super::model::{Facts, Upkeep, Vendor};
use super::store;
use super::summary::{FirstList, Summary};
use super::version::Version;
use crate::kernel::authz::Visitor;
use crate::kernel::db::{PlatformTx, Register, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;

/// The vendors in use, for a dated extract.
///
/// # Errors
/// When the database fails.
pub async fn active(register: &Register) -> Result<Vec<Vendor>, Error> {
    store::active(register).await
}

/// Every vendor that is or was in use: what was said of one long ago still has its name.
///
/// # Errors
/// When the database fails.
pub async fn ever(register: &Register) -> Result<Vec<Vendor>, Error> {
    store::ever(register).await
}

/// The register in short: by category, without names (M-6.1).
///
/// # Errors
/// When the database fails.
pub async fn summary(visitor: &Visitor, locale: Locale) -> Result<Summary, Error> {
    let vendors = store::active(&visitor.register().await?).await?;
    Ok(Summary::of(&vendors, first_list(visitor).await?, visitor.kernel().clock.now(), locale))
}

/// How the list began; none before it was declared.
///
/// # Errors
/// When the database fails.
pub async fn first_list(visitor: &Visitor) -> Result<Option<FirstList>, Error> {
    let first = store::first_list(&visitor.register().await?).await?;
    Ok(first.map(|first| FirstList { made_at: first.made_at, vendors: first.vendors.len() }))
}

/// The vendors in use, as the transaction sees them.
///
/// # Errors
/// When the database fails.
pub async fn in_use(tx: &TenantTx) -> Result<Vec<Vendor>, Error> {
    store::now(tx).await
}

/// The vendors that are in use no more.
///
/// # Errors
/// When the database fails.
pub async fn retired(tx: &TenantTx) -> Result<Vec<Vendor>, Error> {
    store::retired(tx).await
}

/// The vendor in use with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<Vendor>, Error> {
    store::find(tx, id).await
}

/// The vendor in use with this id, held until the end of the transaction: what is read of it stays true.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &PlatformTx, id: Uuid) -> Result<Option<Vendor>, Error> {
    store::hold(tx, id).await
}

/// The vendor in use with this full name.
///
/// # Errors
/// When the database fails.
pub async fn called(tx: &TenantTx, name: &str) -> Result<Option<Vendor>, Error> {
    store::called(tx, name).await
}

/// Enters a vendor that is in use from now on. The caller commits.
///
/// # Errors
/// `Refused` with `vendor-listed` when a vendor of that name is in use.
pub async fn enter(tx: &PlatformTx, vendor: Vendor) -> Result<Uuid, Error> {
    let entry_id = store::enter(tx, &vendor).await.map_err(listed)?;
    let Facts { country, category, .. } = vendor.facts;
    tx.realm().note(Event::Activated { entry_id, country, category }).await?;
    Ok(entry_id)
}

/// Writes down what a vendor is from now on. The caller commits.
///
/// # Errors
/// `Refused` with `vendor-listed` when another one has that name; `NotFound`.
pub async fn amend(tx: &PlatformTx, vendor: Vendor) -> Result<(), Error> {
    store::amend(tx, &vendor).await.map_err(listed)
}

/// Takes a vendor out of use. The caller commits.
///
/// # Errors
/// `NotFound`.
pub async fn retire(tx: &PlatformTx, entry_id: Uuid) -> Result<(), Error> {
    store::retire(tx, entry_id).await?;
    tx.realm().note(Event::Retired { entry_id }).await
}

/// Writes down what the operator did to keep true what is said of a vendor that the transaction holds. The caller commits.
///
/// # Errors
/// `NotFound`.
pub async fn maintain(tx: &PlatformTx, entry_id: Uuid, upkeep: Upkeep) -> Result<(), Error> {
    store::set_upkeep(tx, entry_id, upkeep).await
}

/// Keeps the list as it stands, after a change or because an agreement names it: versions can be compared. A list that says
/// what the newest version says is that version. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn keep_list(tx: &TenantTx, change: Option<Uuid>) -> Result<Version, Error> {
    store::keep_list(tx, change).await
}

/// Those of some changes that are in force.
///
/// # Errors
/// When the database fails.
pub async fn in_force(tx: &TenantTx, changes: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    if changes.is_empty() {
        return Ok(HashSet::new());
    }
    store::in_force(tx, changes).await
}

/// Every version of the list, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn versions(tx: &TenantTx) -> Result<Vec<Version>, Error> {
    store::versions(tx).await
}

fn listed(error: Error) -> Error {
    error.when_taken("subprocessor_legal_name_key", || {
        Error::refused("vendor-listed", "The register has a vendor of this name in use. Change that one instead.")
    })
}
