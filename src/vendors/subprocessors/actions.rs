//! The verbs of the register.

use uuid::Uuid;

use super::events::Event;
use super::model::{Detail, Summary, Vendor};
use super::policy::ReadSubprocessors;
use super::store;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::db::{PlatformTx, Register, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::ids::sha256_hex;
use crate::people::settings;

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
    Ok(Summary::of(&vendors, visitor.kernel().clock.now(), locale))
}

/// Each vendor by name, and whether it takes part for the caller's workspace.
///
/// # Errors
/// When the database fails.
pub async fn detail(caller: &Authorized<ReadSubprocessors>, locale: Locale) -> Result<Vec<Detail>, Error> {
    let vendors = store::active(&caller.kernel().register().await?).await?;
    let ai_enabled = settings::ai_is_enabled(&caller.read().await?).await?;
    Ok(vendors.into_iter().map(|vendor| Detail::of(vendor, locale, ai_enabled)).collect())
}

/// The vendor in use with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<Vendor>, Error> {
    store::find(tx, id).await
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
    tx.realm().note(Event::Activated { entry_id, country: vendor.country, category: vendor.category }).await?;
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

/// Keeps the list as it stands after a change: versions can be compared, and agreements name one. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn keep_list(tx: &PlatformTx, change: Option<Uuid>) -> Result<i32, Error> {
    let content = serde_json::to_value(store::now(tx).await?)?;
    let canonical = serde_json_canonicalizer::to_vec(&content)?;
    store::keep_list(tx, change, content, sha256_hex(&canonical)).await
}

fn listed(error: Error) -> Error {
    error.when_taken("subprocessor_legal_name_key", || {
        Error::refused("vendor-listed", "The register has a vendor of this name in use. Change that one instead.")
    })
}
