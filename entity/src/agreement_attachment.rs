//! That a workspace asked to hold an agreement, and that its contact agreed.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// That a workspace asked to hold an agreement, and that its contact agreed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "agreement_attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agreement_id: Uuid,
    pub workspace: Uuid,
    pub asked_by: Uuid,
    pub contact_email: String,
    pub link_hash: Vec<u8>,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub confirmed_ip: Option<String>,
    pub confirmed_agent: Option<String>,
    pub refused_at: Option<DateTime<Utc>>,
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
            ("workspace", Category::Technical),
            ("asked_by", Category::Activity),
            ("contact_email", Category::Identification),
            ("link_hash", Category::Secret),
            ("asked_at", Category::Technical),
            ("expires_at", Category::Technical),
            ("confirmed_at", Category::Technical),
            ("confirmed_ip", Category::Activity),
            ("confirmed_agent", Category::Activity),
            ("refused_at", Category::Technical),
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
