//! A teachable whole made of units.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A teachable whole made of units.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "module")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub title: String,
    pub language: String,
    pub summary: String,
    pub state: String,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "as long as the tenant",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("title", Category::Content),
            ("language", Category::Technical),
            ("summary", Category::Content),
            ("state", Category::Technical),
            ("created_by", Category::Activity),
            ("created_at", Category::Technical),
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
