//! Somebody whom a workspace names to be told of changes, besides its owners and admins (M-5.6).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// Somebody whom a workspace names to be told of changes, besides its owners and admins (M-5.6).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "notice_contact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub locale: String,
    pub token_hash: Vec<u8>,
    pub added_by: Uuid,
    pub added_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub removed_by: Option<Uuid>,
    pub removed_at: Option<DateTime<Utc>>,
    pub agreement_id: Option<Uuid>,
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
            ("name", Category::Identification),
            ("email", Category::Identification),
            ("locale", Category::Technical),
            ("token_hash", Category::Secret),
            ("added_by", Category::Activity),
            ("added_at", Category::Technical),
            ("expires_at", Category::Technical),
            ("confirmed_at", Category::Activity),
            ("removed_by", Category::Activity),
            ("removed_at", Category::Technical),
            ("agreement_id", Category::Technical),
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
