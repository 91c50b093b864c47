//! How somebody countersigned an agreement, with the evidence of it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// How somebody countersigned an agreement, with the evidence of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "countersignature")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agreement_id: Uuid,
    pub how: String,
    pub name: String,
    pub title: String,
    pub contact_email: String,
    pub pdf_sha256: String,
    pub link_hash: Option<Vec<u8>>,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub asked_ip: Option<String>,
    pub asked_agent: Option<String>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub confirmed_ip: Option<String>,
    pub confirmed_agent: Option<String>,
    pub evidence: Option<String>,
    pub evidence_sha256: Option<String>,
    pub asked_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "10 years after the agreement ended",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("agreement_id", Category::Technical),
            ("how", Category::Technical),
            ("name", Category::Identification),
            ("title", Category::Identification),
            ("contact_email", Category::Identification),
            ("pdf_sha256", Category::Technical),
            ("link_hash", Category::Secret),
            ("asked_at", Category::Technical),
            ("expires_at", Category::Technical),
            ("asked_ip", Category::Activity),
            ("asked_agent", Category::Activity),
            ("confirmed_at", Category::Technical),
            ("confirmed_ip", Category::Activity),
            ("confirmed_agent", Category::Activity),
            ("evidence", Category::Identification),
            ("evidence_sha256", Category::Technical),
            ("asked_by", Category::Activity),
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
