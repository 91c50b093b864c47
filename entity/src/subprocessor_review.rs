//! A look at a sub-processor or at its transfer, in the operator's realm (S-11.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A look at a sub-processor or at its transfer, in the operator's realm (S-11.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "subprocessor_review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subprocessor_id: Uuid,
    pub kind: String,
    pub note: String,
    pub reference: Option<String>,
    pub reviewed_by: Uuid,
    pub reviewed_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
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
            ("subprocessor_id", Category::Technical),
            ("kind", Category::Technical),
            ("note", Category::Content),
            ("reference", Category::Content),
            ("reviewed_by", Category::Activity),
            ("reviewed_at", Category::Technical),
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
