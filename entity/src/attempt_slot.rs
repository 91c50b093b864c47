//! One frozen question of an attempt, in the order this person sees.

use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// One frozen question of an attempt, in the order this person sees.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "attempt_slot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub attempt_id: Uuid,
    pub slot: i32,
    pub question_id: Uuid,
    pub version: i32,
    pub points: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub shown: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub answer_key: Json,
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
            ("attempt_id", Category::LearningRecords),
            ("slot", Category::Technical),
            ("question_id", Category::Technical),
            ("version", Category::Technical),
            ("points", Category::Technical),
            ("shown", Category::Content),
            ("answer_key", Category::Content),
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
