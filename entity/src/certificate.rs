//! A signed proof that a person passed a module.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A signed proof that a person passed a module.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "certificate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub module_id: Uuid,
    pub period: i32,
    pub code: String,
    pub holder_name: String,
    pub module_title: String,
    pub module_version: i32,
    pub issued_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub file_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "5 years after issue",
        erasure: Erasure::Anonymise,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("user_id", Category::LearningRecords),
            ("module_id", Category::LearningRecords),
            ("period", Category::LearningRecords),
            ("code", Category::Content),
            ("holder_name", Category::Identification),
            ("module_title", Category::Content),
            ("module_version", Category::Technical),
            ("issued_at", Category::LearningRecords),
            ("expires_at", Category::LearningRecords),
            ("revoked_at", Category::LearningRecords),
            ("file_id", Category::Technical),
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
