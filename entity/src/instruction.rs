//! A dated instruction of the controller that changes processing (M-2.2).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A dated instruction of the controller that changes processing (M-2.2).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "instruction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Json,
    pub given_by: Uuid,
    pub given_at: DateTime<Utc>,
    pub given_role: Option<String>,
    pub given_initials: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the agreement",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("subject", Category::Technical),
            ("value", Category::Technical),
            ("given_by", Category::Activity),
            ("given_at", Category::Technical),
            ("given_role", Category::Activity),
            ("given_initials", Category::Identification),
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
