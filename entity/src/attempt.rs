//! One try of one person at one quiz, with its frozen rules.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// One try of one person at one quiz, with its frozen rules.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub quiz_id: Uuid,
    pub unit_id: Uuid,
    pub module_id: Uuid,
    pub user_id: Uuid,
    pub number: i32,
    pub state: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub rules: Json,
    pub started_at: DateTime<Utc>,
    pub deadline: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    pub score_micro: Option<i64>,
    pub max_micro: i64,
    pub passed: Option<bool>,
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
            ("quiz_id", Category::LearningRecords),
            ("unit_id", Category::LearningRecords),
            ("module_id", Category::LearningRecords),
            ("user_id", Category::LearningRecords),
            ("number", Category::LearningRecords),
            ("state", Category::LearningRecords),
            ("rules", Category::Technical),
            ("started_at", Category::LearningRecords),
            ("deadline", Category::LearningRecords),
            ("submitted_at", Category::LearningRecords),
            ("finished_at", Category::LearningRecords),
            ("score_micro", Category::LearningRecords),
            ("max_micro", Category::LearningRecords),
            ("passed", Category::LearningRecords),
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
