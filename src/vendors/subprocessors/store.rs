//! Queries of the register.

use entity::{subprocessor, subprocessor_list};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Set};
use uuid::Uuid;

use super::model::Vendor;
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
    let id = tx.realm().new_id()?;
    let row = subprocessor::ActiveModel {
        id: Set(id),
        state: Set("active".to_owned()),
        since: Set(vendor.since),
        created_at: Set(tx.realm().now()),
        ..facts(vendor)?
    };
    tx.enter(row).await?;
    Ok(id)
}

fn facts(vendor: &Vendor) -> Result<subprocessor::ActiveModel, Error> {
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
        ..Default::default()
    })
}

/// The vendor in use with this id.
pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<Vendor>, Error> {
    let rows = tx
        .register::<subprocessor::Entity>(|all| {
            all.filter(subprocessor::Column::Id.eq(id)).filter(subprocessor::Column::State.eq("active"))
        })
        .await?;
    rows.into_iter().next().map(vendor).transpose()
}

/// The vendor in use with this full name.
pub async fn called(tx: &TenantTx, name: &str) -> Result<Option<Vendor>, Error> {
    let rows = tx
        .register::<subprocessor::Entity>(|all| {
            all.filter(subprocessor::Column::LegalName.eq(name)).filter(subprocessor::Column::State.eq("active"))
        })
        .await?;
    rows.into_iter().next().map(vendor).transpose()
}

/// Writes down what a vendor is from now on.
pub async fn amend(tx: &PlatformTx, vendor: &Vendor) -> Result<(), Error> {
    tx.alter(subprocessor::ActiveModel { id: Set(vendor.id), ..facts(vendor)? }).await
}

/// Takes a vendor out of use.
pub async fn retire(tx: &PlatformTx, id: Uuid) -> Result<(), Error> {
    tx.alter(subprocessor::ActiveModel { id: Set(id), state: Set("retired".to_owned()), ..Default::default() }).await
}

/// The vendors in use as the transaction sees them.
pub async fn now(tx: &PlatformTx) -> Result<Vec<Vendor>, Error> {
    let rows = tx.realm().register::<subprocessor::Entity>(in_use).await?;
    rows.into_iter().map(vendor).collect()
}

fn in_use(all: Select<subprocessor::Entity>) -> Select<subprocessor::Entity> {
    all.filter(subprocessor::Column::State.eq("active"))
        .order_by_asc(subprocessor::Column::Since)
        .order_by_asc(subprocessor::Column::LegalName)
}

/// Keeps the list as it stands; gives its version.
pub async fn keep_list(tx: &PlatformTx, change: Option<Uuid>, content: serde_json::Value, sha256: String) -> Result<i32, Error> {
    let last =
        tx.realm().register::<subprocessor_list::Entity>(|all| all.order_by_desc(subprocessor_list::Column::Version).limit(1));
    let version = last.await?.first().map_or(1, |row| row.version + 1);
    let row = subprocessor_list::ActiveModel {
        id: Set(tx.realm().new_id()?),
        version: Set(version),
        change_id: Set(change),
        content: Set(content),
        sha256: Set(sha256),
        made_at: Set(tx.realm().now()),
    };
    tx.enter(row).await?;
    Ok(version)
}

fn vendor(row: subprocessor::Model) -> Result<Vendor, Error> {
    Ok(Vendor {
        id: row.id,
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
        since: row.since,
    })
}
