//! Which vendor of the register a change is about, and whether the name that it brings is free.

use entity::subprocessor_change;
use uuid::Uuid;

use super::draft::{Draft, NewChange};
use super::model::Kind;
use super::scope;
use super::store;
use super::view::Content;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::vendors::subprocessors::{self, Facts, is_same_name};

/// A vendor that is changed, replaced or removed may be named instead of by its id: who is replaced by `replaces`, the others by
/// their facts.
pub async fn named(tx: &TenantTx, mut new: NewChange) -> Result<NewChange, Error> {
    if new.subprocessor_id.is_some() || !new.kind.names_a_vendor() {
        return Ok(new);
    }
    let name = match new.kind {
        Kind::Replace => new.replaces.as_deref(),
        _ => new.subprocessor.as_ref().map(|facts| facts.legal_name.as_str()),
    };
    if let Some(name) = name {
        new.subprocessor_id = subprocessors::called(tx, name).await?.map(|vendor| vendor.id);
    }
    if new.subprocessor_id.is_some() {
        // It is named once.
        new.replaces = None;
        if new.kind == Kind::Remove {
            new.subprocessor = None;
        }
    }
    Ok(new)
}

/// Holds a draft to the register as it stands: the vendor is there, what changes fits the kind, and the name is free.
///
/// # Errors
/// `Invalid`; `Refused` with `vendor-listed` or `vendor-announced`.
pub async fn fits(tx: &TenantTx, draft: &Draft, change: Option<Uuid>) -> Result<(), Error> {
    let before = known(tx, draft.subprocessor_id).await?;
    scope::check(draft.kind, draft.emergency, before.as_ref(), draft.proposed.as_ref())?;
    has_free_name(tx, draft.kind, draft.subprocessor_id, draft.proposed.as_ref(), change).await
}

/// The same for what is announced: the register may have changed since it was drafted.
///
/// # Errors
/// `Invalid` for a vendor that the register does not have any more; `Refused` with `draft-outdated`, `vendor-listed` or
/// `vendor-announced`.
pub async fn still_fits(tx: &TenantTx, row: &subprocessor_change::Model, content: &Content) -> Result<(), Error> {
    known(tx, row.subprocessor_id).await?;
    if scope::check(content.kind, content.emergency, content.before.as_ref(), content.after.as_ref()).is_err() {
        let detail = "The register has changed since this was drafted: it would change something else now. Draft it anew.";
        return Err(Error::refused("draft-outdated", detail));
    }
    has_free_name(tx, content.kind, row.subprocessor_id, content.after.as_ref(), Some(row.id)).await
}

async fn known(tx: &TenantTx, vendor: Option<Uuid>) -> Result<Option<Facts>, Error> {
    let Some(id) = vendor else { return Ok(None) };
    match subprocessors::find(tx, id).await? {
        Some(vendor) => Ok(Some(vendor.facts)),
        None => Err(Error::invalid("subprocessor_id", "unknown-subprocessor", "The register has no such vendor in use.")),
    }
}

/// No two vendors bear one name: neither one of the register nor one that another change brings, or gives to another vendor.
async fn has_free_name(
    tx: &TenantTx,
    kind: Kind,
    vendor: Option<Uuid>,
    proposed: Option<&Facts>,
    change: Option<Uuid>,
) -> Result<(), Error> {
    let Some(name) = proposed.map(|facts| facts.legal_name.as_str()) else { return Ok(()) };
    let listed = subprocessors::called(tx, name).await?;
    if listed.is_some_and(|listed| kind.brings_a_vendor() || Some(listed.id) != vendor) {
        let detail = "The register has a vendor of this name in use. Change that one instead.";
        return Err(Error::refused("vendor-listed", detail));
    }
    for other in store::noticed(tx).await?.into_iter().filter(|other| Some(other.id) != change) {
        let facts: Option<Facts> = other.proposed.map(serde_json::from_value).transpose()?;
        let is_ours = !kind.brings_a_vendor() && vendor.is_some() && other.subprocessor_id == vendor;
        if !is_ours && facts.is_some_and(|facts| is_same_name(&facts.legal_name, name)) {
            let detail = "Customers were told of another change that brings a vendor of this name. End that one first.";
            return Err(Error::refused("vendor-announced", detail));
        }
    }
    Ok(())
}
