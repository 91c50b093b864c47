//! That a person has seen or completed a unit.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// That a person has seen or completed a unit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "unit_progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub unit_id: Uuid,
    pub module_id: Uuid,
    pub viewed_at: DateTime<Utc>,
    pub completed_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "5 years after completion",
        erasure: Erasure::Anonymise,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("user_id", Category::LearningRecords),
            ("unit_id", Category::LearningRecords),
            ("module_id", Category::LearningRecords),
            ("viewed_at", Category::LearningRecords),
            ("completed_at", Category::LearningRecords),
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
