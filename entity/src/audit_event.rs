//! What happened, who did it, when (M-8.3). Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// What happened, who did it, when (M-8.3). Rows are only ever added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub schema_version: i32,
    pub occurred_at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub session_id: Option<Uuid>,
    pub request_id: Option<Uuid>,
    pub origin: Option<Vec<u8>>,
    pub object_kind: String,
    pub object_id: Option<Uuid>,
    pub outcome: String,
    pub severity: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "5 years",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("name", Category::Technical),
            ("schema_version", Category::Technical),
            ("occurred_at", Category::Activity),
            ("actor_kind", Category::Activity),
            ("actor_id", Category::Activity),
            ("session_id", Category::Activity),
            ("request_id", Category::Technical),
            ("origin", Category::Activity),
            ("object_kind", Category::Technical),
            ("object_id", Category::Technical),
            ("outcome", Category::Technical),
            ("severity", Category::Technical),
            ("payload", Category::Technical),
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
