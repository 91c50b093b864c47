//! Work promised in a transaction and done after it (transactional outbox).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// Work promised in a transaction and done after it (transactional outbox).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub state: String,
    pub run_at: DateTime<Utc>,
    pub attempts: i32,
    pub lease_until: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "30 days after it is done",
        erasure: Erasure::Delete,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("kind", Category::Technical),
            ("payload", Category::Technical),
            ("state", Category::Technical),
            ("run_at", Category::Technical),
            ("attempts", Category::Technical),
            ("lease_until", Category::Technical),
            ("created_at", Category::Technical),
            ("finished_at", Category::Technical),
            ("failure", Category::Technical),
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
