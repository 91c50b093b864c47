//! A change of the register of sub-processors, in the operator's realm (M-5.6).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A change of the register of sub-processors, in the operator's realm (M-5.6).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "subprocessor_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub state: String,
    pub emergency: bool,
    pub subprocessor_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub proposed: Option<Json>,
    pub reason: String,
    pub notice_days: i32,
    pub revision: i32,
    pub drafted_by: Uuid,
    pub drafted_at: DateTime<Utc>,
    pub noticed_by: Option<Uuid>,
    pub noticed_at: Option<DateTime<Utc>>,
    pub activated_by: Option<Uuid>,
    pub activated_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawal_reason: Option<String>,
    pub settled_at: Option<DateTime<Utc>>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub content: Option<Json>,
    pub loss: Option<String>,
    pub risk: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the register",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("kind", Category::Technical),
            ("state", Category::Technical),
            ("emergency", Category::Technical),
            ("subprocessor_id", Category::Technical),
            ("proposed", Category::Content),
            ("reason", Category::Content),
            ("notice_days", Category::Technical),
            ("revision", Category::Technical),
            ("drafted_by", Category::Activity),
            ("drafted_at", Category::Technical),
            ("noticed_by", Category::Activity),
            ("noticed_at", Category::Technical),
            ("activated_by", Category::Activity),
            ("activated_at", Category::Technical),
            ("withdrawn_by", Category::Activity),
            ("withdrawn_at", Category::Technical),
            ("withdrawal_reason", Category::Content),
            ("settled_at", Category::Technical),
            ("content", Category::Content),
            ("loss", Category::Technical),
            ("risk", Category::Technical),
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
