//! Queries of the register.

use std::collections::HashSet;

use entity::{subprocessor, subprocessor_list};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Set};
use uuid::Uuid;

use super::model::{Facts, Upkeep, Vendor};
use super::version::{Version, fingerprint, snapshot_id};
use super::words::is_same_name;
use crate::kernel::db::{PlatformTx, Register, TenantTx};
use crate::kernel::error::Error;

/// The vendors in use, oldest first and by name within a day.
pub async fn active(register: &Register) -> Result<Vec<Vendor>, Error> {
    let rows = register.rows::<subprocessor::Entity>(in_use).await?;
    rows.into_iter().map(vendor).collect()
}

/// Every vendor that is or was in use.
pub async fn ever(register: &Register) -> Result<Vec<Vendor>, Error> {
    let rows = register.rows::<subprocessor::Entity>(|all| all.order_by_asc(subprocessor::Column::Since)).await?;
    rows.into_iter().map(vendor).collect()
}

pub async fn enter(tx: &PlatformTx, vendor: &Vendor) -> Result<Uuid, Error> {
    let id = if vendor.id.is_nil() { tx.realm().new_id()? } else { vendor.id };
    let row = subprocessor::ActiveModel {
        id: Set(id),
        state: Set("active".to_owned()),
        since: Set(vendor.since),
        created_at: Set(tx.realm().now()),
        review_due_at: Set(vendor.upkeep.review_due_at),
        assessed_at: Set(vendor.upkeep.assessed_at),
        assessment_expires_at: Set(vendor.upkeep.assessment_expires_at),
        assessment_reference: Set(vendor.upkeep.assessment_reference.clone()),
        ..facts(&vendor.facts)?
    };
    tx.enter(row).await?;
    Ok(id)
}

fn facts(vendor: &Facts) -> Result<subprocessor::ActiveModel, Error> {
    Ok(subprocessor::ActiveModel {
        legal_name: Set(vendor.legal_name.clone()),
        address: Set(vendor.address.clone()),
        country: Set(vendor.country.clone()),
        contact_email: Set(vendor.contact_email.clone()),
        category: Set(vendor.category.clone()),
        purpose_en: Set(vendor.purpose_en.clone()),
        purpose_de: Set(vendor.purpose_de.clone()),
        data_categories: Set(serde_json::to_value(&vendor.data_categories)?),
        location: Set(vendor.location.clone()),
        transfer_mechanism: Set(vendor.transfer_mechanism.as_str().to_owned()),
        applies: Set(vendor.applies.as_str().to_owned()),
        models: Set(Some(serde_json::to_value(&vendor.models)?)),
        ..Default::default()
    })
}

/// The vendor in use with this id.
pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<Vendor>, Error> {
    let rows = tx.register::<subprocessor::Entity>(|all| in_use_with(all, id)).await?;
    rows.into_iter().next().map(vendor).transpose()
}

/// The same, held until the end of the transaction (PostgreSQL; SQLite has one writer anyway): who reviews, who assesses and who
/// starts a change at once wait for each other.
pub async fn hold(tx: &PlatformTx, id: Uuid) -> Result<Option<Vendor>, Error> {
    let rows = tx.realm().register::<subprocessor::Entity>(|all| in_use_with(all, id).lock(LockType::Update)).await?;
    rows.into_iter().next().map(vendor).transpose()
}

fn in_use_with(all: Select<subprocessor::Entity>, id: Uuid) -> Select<subprocessor::Entity> {
    all.filter(subprocessor::Column::Id.eq(id)).filter(subprocessor::Column::State.eq("active"))
}

/// The vendor in use with this full name. The register is short, and no store compares letters of every alphabet the same way.
pub async fn called(tx: &TenantTx, name: &str) -> Result<Option<Vendor>, Error> {
    Ok(now(tx).await?.into_iter().find(|vendor| is_same_name(&vendor.facts.legal_name, name)))
}

/// Writes down what a vendor is from now on. What was found of a transfer counts for that one alone: where data go elsewhere or
/// on another ground, what was found of the change takes its place. Where they do not, what was found last counts.
pub async fn amend(tx: &PlatformTx, vendor: &Vendor) -> Result<(), Error> {
    let before = hold(tx, vendor.id).await?.ok_or(Error::NotFound)?;
    let mut row = subprocessor::ActiveModel { id: Set(vendor.id), ..facts(&vendor.facts)? };
    let is_newer = vendor.upkeep.assessed_at > before.upkeep.assessed_at;
    if is_newer || vendor.facts.goes_elsewhere_than(&before.facts) {
        row.assessed_at = Set(vendor.upkeep.assessed_at);
        row.assessment_expires_at = Set(vendor.upkeep.assessment_expires_at);
        row.assessment_reference = Set(vendor.upkeep.assessment_reference.clone());
    }
    tx.alter(row).await
}

/// Writes down what the operator did to keep it true of a vendor that the transaction holds.
pub async fn set_upkeep(tx: &PlatformTx, id: Uuid, upkeep: Upkeep) -> Result<(), Error> {
    tx.alter(subprocessor::ActiveModel {
        id: Set(id),
        reviewed_at: Set(upkeep.reviewed_at),
        review_due_at: Set(upkeep.review_due_at),
        assessed_at: Set(upkeep.assessed_at),
        assessment_expires_at: Set(upkeep.assessment_expires_at),
        assessment_reference: Set(upkeep.assessment_reference),
        ..Default::default()
    })
    .await
}

/// Takes a vendor out of use.
pub async fn retire(tx: &PlatformTx, id: Uuid) -> Result<(), Error> {
    tx.alter(subprocessor::ActiveModel { id: Set(id), state: Set("retired".to_owned()), ..Default::default() }).await
}

/// The vendors in use as the transaction sees them.
pub async fn now(tx: &TenantTx) -> Result<Vec<Vendor>, Error> {
    let rows = tx.register::<subprocessor::Entity>(in_use).await?;
    rows.into_iter().map(vendor).collect()
}

/// The vendors that changes took out of use.
pub async fn retired(tx: &TenantTx) -> Result<Vec<Vendor>, Error> {
    let rows = tx.register::<subprocessor::Entity>(|all| all.filter(subprocessor::Column::State.eq("retired"))).await?;
    rows.into_iter().map(vendor).collect()
}

fn in_use(all: Select<subprocessor::Entity>) -> Select<subprocessor::Entity> {
    all.filter(subprocessor::Column::State.eq("active"))
        .order_by_asc(subprocessor::Column::Since)
        .order_by_asc(subprocessor::Column::LegalName)
}

/// So many others may be faster in keeping a version before it is given up: nobody starts twenty changes at once.
const MOST_TRIES: usize = 20;

/// Keeps the list as the transaction sees it, unless the newest version says the same; gives that version. Whoever keeps one
/// at the same time is waited for, and then the next number is taken.
pub async fn keep_list(tx: &TenantTx, change: Option<Uuid>) -> Result<Version, Error> {
    for _ in 0..MOST_TRIES {
        let vendors = now(tx).await?;
        let sha256 = fingerprint(&vendors)?;
        let last = tx.register::<subprocessor_list::Entity>(|all| all.order_by_desc(subprocessor_list::Column::Version).limit(1));
        let last = last.await?.pop();
        if let Some(same) = last.clone().filter(|last| last.sha256 == sha256 && change.is_none()) {
            return version(same);
        }
        if let Some(kept) = keep(tx, (&vendors, sha256), last.map_or(1, |row| row.version + 1), change).await? {
            return Ok(kept);
        }
    }
    Err(Error::Unavailable { retry_after_s: 2 })
}

/// Keeps the list as the transaction sees it as the first version; none when there is one.
pub async fn keep_first(tx: &TenantTx) -> Result<Option<Version>, Error> {
    let vendors = now(tx).await?;
    let sha256 = fingerprint(&vendors)?;
    keep(tx, (&vendors, sha256), 1, None).await
}

/// Keeps a version under a number; none when somebody else has it.
async fn keep(
    tx: &TenantTx,
    (vendors, sha256): (&[Vendor], String),
    number: i32,
    change_id: Option<Uuid>,
) -> Result<Option<Version>, Error> {
    let (id, content, made_at) = (tx.new_id()?, serde_json::to_value(vendors)?, tx.now());
    let row = subprocessor_list::Model { id, version: number, change_id, content, sha256, made_at };
    let is_ours = tx.enter_new(row.clone().into_active_model()).await?;
    is_ours.then(|| version(row)).transpose()
}

/// Whether the list says anything: a version is kept, or vendors stand in the register.
pub async fn is_declared(tx: &TenantTx) -> Result<bool, Error> {
    let kept = tx.register::<subprocessor_list::Entity>(|all| all.limit(1)).await?;
    Ok(!kept.is_empty() || !tx.register::<subprocessor::Entity>(|all| all.limit(1)).await?.is_empty())
}

/// The first version that is kept.
pub async fn first_list(register: &Register) -> Result<Option<Version>, Error> {
    let oldest = |all: Select<subprocessor_list::Entity>| all.order_by_asc(subprocessor_list::Column::Version).limit(1);
    register.rows::<subprocessor_list::Entity>(oldest).await?.pop().map(version).transpose()
}

/// Every version of the list, the newest first.
pub async fn versions(tx: &TenantTx) -> Result<Vec<Version>, Error> {
    let rows = tx.register::<subprocessor_list::Entity>(|all| all.order_by_desc(subprocessor_list::Column::Version)).await?;
    rows.into_iter().map(version).collect()
}

/// Those of some changes that are in force: each made a version of the list.
pub async fn in_force(tx: &TenantTx, changes: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    let column = subprocessor_list::Column::ChangeId;
    let rows = tx.register::<subprocessor_list::Entity>(|all| all.filter(column.is_in(changes.iter().copied()))).await?;
    Ok(rows.into_iter().filter_map(|row| row.change_id).collect())
}

fn version(row: subprocessor_list::Model) -> Result<Version, Error> {
    Ok(Version {
        number: row.version,
        snapshot_id: snapshot_id(&row.sha256),
        change_id: row.change_id,
        made_at: row.made_at,
        vendors: serde_json::from_value(row.content)?,
    })
}

fn vendor(row: subprocessor::Model) -> Result<Vendor, Error> {
    let facts = Facts {
        legal_name: row.legal_name,
        address: row.address,
        country: row.country,
        contact_email: row.contact_email,
        category: row.category,
        purpose_en: row.purpose_en,
        purpose_de: row.purpose_de,
        data_categories: serde_json::from_value(row.data_categories)?,
        location: row.location,
        transfer_mechanism: serde_json::from_value(row.transfer_mechanism.into())?,
        applies: serde_json::from_value(row.applies.into())?,
        models: row.models.map(serde_json::from_value).transpose()?.unwrap_or_default(),
    };
    let upkeep = Upkeep {
        reviewed_at: row.reviewed_at,
        review_due_at: row.review_due_at,
        assessed_at: row.assessed_at,
        assessment_expires_at: row.assessment_expires_at,
        assessment_reference: row.assessment_reference,
    };
    Ok(Vendor { id: row.id, facts, since: row.since, upkeep })
}
