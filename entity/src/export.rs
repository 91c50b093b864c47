//! A copy of everything a tenant owns, built on request (M-10.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A copy of everything a tenant owns, built on request (M-10.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "export")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub state: String,
    pub requested_by: Uuid,
    pub requested_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub tables_total: i32,
    pub tables_done: i32,
    pub rows_done: i64,
    pub size: i64,
    pub file_id: Option<Uuid>,
    pub sha256: Option<String>,
    pub downloaded_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "30 days after it was built",
        erasure: Erasure::Delete,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("state", Category::Technical),
            ("requested_by", Category::Activity),
            ("requested_at", Category::Technical),
            ("finished_at", Category::Technical),
            ("expires_at", Category::Technical),
            ("tables_total", Category::Technical),
            ("tables_done", Category::Technical),
            ("rows_done", Category::Technical),
            ("size", Category::Technical),
            ("file_id", Category::Technical),
            ("sha256", Category::Technical),
            ("downloaded_at", Category::Activity),
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
