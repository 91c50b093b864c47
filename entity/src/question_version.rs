//! One immutable wording of a question with its answer key.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// One immutable wording of a question with its answer key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "question_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub question_id: Uuid,
    pub version: i32,
    pub stem_md: String,
    pub points: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    pub feedback_md: String,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
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
            ("question_id", Category::Technical),
            ("version", Category::Technical),
            ("stem_md", Category::Content),
            ("points", Category::Technical),
            ("body", Category::Content),
            ("feedback_md", Category::Content),
            ("created_by", Category::Activity),
            ("created_at", Category::Technical),
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
