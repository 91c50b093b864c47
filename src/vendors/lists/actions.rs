//! The verbs of lists.

use uuid::Uuid;

use super::model::{Comparison, Detail, Entry, ListVersion, of_workspace};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::people::settings;
use crate::vendors::changes;
use crate::vendors::reviews::Watched;
use crate::vendors::subprocessors::{self, ReadSubprocessors, Vendor, Version};

/// Why no agreement is made before the operator has said whom it engages: the agreement keeps it as the reason why it stopped.
pub const UNDECLARED: &str = "The list of sub-processors is not declared yet. \
                              Declare whom you engage, or that you engage nobody: tutela subprocessors declare.";

/// Each vendor of the list as it holds for the caller's workspace.
///
/// # Errors
/// When the database fails.
pub async fn detail(caller: &Authorized<ReadSubprocessors>, locale: Locale) -> Result<Vec<Detail>, Error> {
    Ok(entries(&caller.read().await?).await?.into_iter().map(|entry| Detail::of(entry, locale)).collect())
}

/// Whether the operator has said whom it engages, be it nobody.
///
/// # Errors
/// When the database fails.
pub async fn is_declared(caller: &Authorized<ReadSubprocessors>) -> Result<bool, Error> {
    subprocessors::is_declared(&caller.read().await?).await
}

/// How many vendors take part for the workspace of the transaction, and how many stand in its list.
///
/// # Errors
/// When the database fails.
pub async fn counted(tx: &TenantTx) -> Result<(usize, usize), Error> {
    let entries = entries(tx).await?;
    Ok((entries.iter().filter(|entry| entry.why_not.is_none()).count(), entries.len()))
}

/// The list as it holds for the workspace of the transaction: each vendor with the facts that hold there, and whether it takes
/// part.
///
/// # Errors
/// When the database fails.
pub async fn entries(tx: &TenantTx) -> Result<Vec<Entry>, Error> {
    let holds = changes::held_back(tx).await?;
    let ids: Vec<Uuid> = holds.iter().map(|hold| hold.change_id).collect();
    let in_force = subprocessors::in_force(tx, &ids).await?;
    let retired = if in_force.is_empty() { Vec::new() } else { subprocessors::retired(tx).await? };
    let ai_is_on = settings::ai_is_enabled(tx).await?;
    Ok(of_workspace(subprocessors::in_use(tx).await?, retired, &holds, &in_force, ai_is_on))
}

/// The list for annex III of an agreement with somebody who has no workspace, kept as a version that can be found by the name
/// in the annex. The caller commits.
///
/// # Errors
/// `Refused` with `list-undeclared` before the operator has said whom it engages, with `assessment-missing` or
/// `assessment-expired` while a transfer is not assessed, and with `review-overdue` while the yearly review of a vendor is (S-11.1); `Unavailable` when the list changes this very moment.
pub async fn for_agreement(tx: &TenantTx) -> Result<Vec<Vendor>, Error> {
    if !subprocessors::is_declared(tx).await? {
        return Err(Error::refused("list-undeclared", UNDECLARED));
    }
    let version = subprocessors::keep_list(tx, None).await?;
    let vendors = subprocessors::in_use(tx).await?;
    if subprocessors::snapshot_id(&subprocessors::fingerprint(&vendors)?) != version.snapshot_id {
        return Err(Error::Unavailable { retry_after_s: 1 });
    }
    vendors.iter().try_for_each(|vendor| vendor.may_receive(tx.now()))?;
    if let Some(late) = vendors.iter().find(|vendor| Watched::of(vendor, tx.now()).is_overdue) {
        let detail =
            format!("The yearly review of the sub-processor {} is overdue. Review it and write down what was found.", late.id);
        return Err(Error::refused("review-overdue", detail));
    }
    Ok(vendors)
}

/// Every version of the list, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn versions(caller: &Authorized<ReadSubprocessors>) -> Result<Vec<ListVersion>, Error> {
    Ok(subprocessors::versions(&caller.read().await?).await?.iter().map(ListVersion::from).collect())
}

/// Two versions side by side, by their names; without the second, the newest one.
///
/// # Errors
/// `Invalid` for a name that no version has.
pub async fn compare(caller: &Authorized<ReadSubprocessors>, from: &str, to: Option<&str>) -> Result<Comparison, Error> {
    let all = subprocessors::versions(&caller.read().await?).await?;
    let called = |field: &str, name: &str| -> Result<&Version, Error> {
        // The newest of that name: a list may come back to what it was.
        let found = all.iter().find(|version| version.snapshot_id == name);
        found.ok_or_else(|| Error::invalid(field, "unknown-version", "No version of the list has this name."))
    };
    let to = match (to, all.first()) {
        (Some(name), _) => called("to", name)?,
        (None, Some(newest)) => newest,
        (None, None) => return Err(Error::NotFound),
    };
    Ok(Comparison::of(called("from", from)?, to))
}
