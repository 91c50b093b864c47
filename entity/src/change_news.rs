//! A change of sub-processors as the public hears of it: by category, without the vendor's name (M-6.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A change of sub-processors as the public hears of it: by category, without the vendor's name (M-6.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "change_news")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub change_id: Uuid,
    pub kind: String,
    pub emergency: bool,
    pub category: String,
    pub purpose_en: String,
    pub purpose_de: String,
    pub location: String,
    pub transfer_mechanism: String,
    pub noticed_at: DateTime<Utc>,
    pub starts_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the register",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("change_id", Category::Technical),
            ("kind", Category::Technical),
            ("emergency", Category::Technical),
            ("category", Category::Technical),
            ("purpose_en", Category::Technical),
            ("purpose_de", Category::Technical),
            ("location", Category::Technical),
            ("transfer_mechanism", Category::Technical),
            ("noticed_at", Category::Technical),
            ("starts_at", Category::Technical),
            ("started_at", Category::Technical),
            ("withdrawn_at", Category::Technical),
            ("updated_at", Category::Technical),
        ],
    };

    fn tenant() -> Column {
        Column::TenantId
    }

    fn id() -> Column {
        Column::Id
    }

    fn id_of(row: &Model) -> Uuid {
        row.id
    }
}
