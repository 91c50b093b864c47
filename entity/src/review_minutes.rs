//! Minutes of a review meeting that were written anew: what they said before, and what the customer said on it (M-11.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// Minutes of a review meeting that were written anew (M-11.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "review_minutes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub version: i32,
    pub participants: String,
    pub minutes: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub actions: Json,
    pub written_by: Option<Uuid>,
    pub written_at: DateTime<Utc>,
    pub comment: Option<String>,
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
            ("meeting_id", Category::Technical),
            ("version", Category::Technical),
            ("participants", Category::Content),
            ("minutes", Category::Content),
            ("actions", Category::Content),
            ("written_by", Category::Technical),
            ("written_at", Category::Technical),
            ("comment", Category::Content),
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
