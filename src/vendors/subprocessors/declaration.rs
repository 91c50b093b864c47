//! The first list: until the operator has said whom it engages, or that it engages nobody, the list says nothing, and no
//! agreement names it. Later it changes through notices alone (M-5.6, M-6.1).

use chrono::Months;

use super::actions::enter;
use super::events::Event;
use super::model::Vendor;
use super::store;
use super::version::Version;
use crate::kernel::db::{PlatformTx, TenantTx};
use crate::kernel::error::Error;

/// The declaration is a look at each vendor; the next one is due in a year (S-11.1).
const REVIEWED_FOR: Months = Months::new(12);

/// Declares the first list, which holds at once; without vendors, that nobody is engaged. The caller commits.
///
/// # Errors
/// `Refused` with `list-declared` once it was declared: customers rely on it.
pub async fn declare(tx: &PlatformTx, vendors: Vec<Vendor>) -> Result<Version, Error> {
    let realm = tx.realm();
    if is_declared(realm).await? {
        return Err(declared());
    }
    for mut vendor in vendors {
        vendor.upkeep.review_due_at = vendor.upkeep.review_due_at.or_else(|| realm.now().checked_add_months(REVIEWED_FOR));
        enter(tx, vendor).await?;
    }
    let first = store::keep_first(realm).await?.ok_or_else(declared)?;
    let vendors = i32::try_from(first.vendors.len()).unwrap_or(i32::MAX);
    realm.note(Event::Declared { snapshot_id: first.snapshot_id.clone(), vendors }).await?;
    Ok(first)
}

fn declared() -> Error {
    let detail = "The list of sub-processors was declared already, and customers rely on it. \
                  Draft a change in the operator's console: customers are told before it starts.";
    Error::refused("list-declared", detail)
}

/// Whether the operator has said whom it engages, be it nobody.
///
/// # Errors
/// When the database fails.
pub async fn is_declared(tx: &TenantTx) -> Result<bool, Error> {
    store::is_declared(tx).await
}
