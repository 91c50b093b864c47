//! That somebody looked whether a measure of the operator is carried out, and what shows it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// That somebody looked whether a measure of the operator is carried out, and what shows it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "measure_check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub measure_id: Uuid,
    pub code: String,
    pub result: String,
    pub note: String,
    pub evidence: Json,
    pub checked_by: Uuid,
    pub checked_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the register of measures",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("measure_id", Category::Technical),
            ("code", Category::Technical),
            ("result", Category::Technical),
            ("note", Category::Content),
            ("evidence", Category::Content),
            ("checked_by", Category::Activity),
            ("checked_at", Category::Technical),
            ("due_at", Category::Technical),
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
