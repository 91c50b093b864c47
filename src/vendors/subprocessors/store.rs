//! Queries of the register.

use entity::subprocessor;
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, Set};
use uuid::Uuid;

use super::model::Vendor;
use crate::kernel::db::{PlatformTx, Register};
use crate::kernel::error::Error;

/// The vendors in use, oldest first and by name within a day.
pub async fn active(register: &Register) -> Result<Vec<Vendor>, Error> {
    let rows = register
        .rows::<subprocessor::Entity>(|all| {
            all.filter(subprocessor::Column::State.eq("active"))
                .order_by_asc(subprocessor::Column::Since)
                .order_by_asc(subprocessor::Column::LegalName)
        })
        .await?;
    rows.into_iter().map(vendor).collect()
}

pub async fn enter(tx: &PlatformTx, vendor: &Vendor) -> Result<Uuid, Error> {
    let id = tx.realm().new_id()?;
    let row = subprocessor::ActiveModel {
        id: Set(id),
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
        state: Set("active".to_owned()),
        since: Set(vendor.since),
        created_at: Set(tx.realm().now()),
    };
    tx.enter(row).await?;
    Ok(id)
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
