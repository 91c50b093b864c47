//! How far a person is in a module: completion and success are two fields.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// How far a person is in a module: completion and success are two fields.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "module_progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub module_id: Uuid,
    pub units_done: i32,
    pub units_total: i32,
    pub best_percent: Option<i32>,
    pub started_at: DateTime<Utc>,
    pub last_unit_id: Option<Uuid>,
    pub completed_at: Option<DateTime<Utc>>,
    pub passed_at: Option<DateTime<Utc>>,
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
            ("module_id", Category::LearningRecords),
            ("units_done", Category::LearningRecords),
            ("units_total", Category::LearningRecords),
            ("best_percent", Category::LearningRecords),
            ("started_at", Category::LearningRecords),
            ("last_unit_id", Category::LearningRecords),
            ("completed_at", Category::LearningRecords),
            ("passed_at", Category::LearningRecords),
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
