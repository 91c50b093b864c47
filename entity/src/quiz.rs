//! The rules of one quiz.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// The rules of one quiz.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "quiz")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub pass_percent: i32,
    pub attempts_allowed: Option<i32>,
    pub time_limit_s: Option<i32>,
    pub shuffle_questions: bool,
    pub shuffle_options: bool,
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
            ("unit_id", Category::Technical),
            ("pass_percent", Category::Technical),
            ("attempts_allowed", Category::Technical),
            ("time_limit_s", Category::Technical),
            ("shuffle_questions", Category::Technical),
            ("shuffle_options", Category::Technical),
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
