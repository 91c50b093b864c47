//! The verbs of the register.

use uuid::Uuid;

use super::events::Event;
use super::model::{Detail, Summary, Vendor};
use super::policy::ReadSubprocessors;
use super::store;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::db::{PlatformTx, Register};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::people::settings;

/// The vendors in use, for a dated extract.
///
/// # Errors
/// When the database fails.
pub async fn active(register: &Register) -> Result<Vec<Vendor>, Error> {
    store::active(register).await
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

/// Enters a vendor that is in use already, as the product itself: the demo and the first set-up. The caller commits.
///
/// # Errors
/// `Taken` when a vendor of that name stands in the register.
pub async fn enter_as_system(tx: &PlatformTx, vendor: Vendor) -> Result<Uuid, Error> {
    let entry_id = store::enter(tx, &vendor).await?;
    tx.realm().note(Event::Activated { entry_id, country: vendor.country, category: vendor.category }).await?;
    Ok(entry_id)
}
