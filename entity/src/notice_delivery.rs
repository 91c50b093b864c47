//! How far a notice came on its way to one contact: the evidence of M-5.6.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// How far a notice came on its way to one contact: the evidence of M-5.6.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "notice_delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub notice_id: Uuid,
    pub place: i32,
    pub user_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    pub state: String,
    pub turn: i32,
    pub tries: i32,
    pub sending_by: Option<Uuid>,
    pub queued_at: DateTime<Utc>,
    pub tried_at: Option<DateTime<Utc>>,
    pub sent_at: Option<DateTime<Utc>>,
    pub bounced_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
    pub opened_at: Option<DateTime<Utc>>,
    pub acknowledged_at: Option<DateTime<Utc>>,
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
            ("notice_id", Category::Technical),
            ("place", Category::Technical),
            ("user_id", Category::Identification),
            ("contact_id", Category::Identification),
            ("state", Category::Technical),
            ("turn", Category::Technical),
            ("tries", Category::Technical),
            ("sending_by", Category::Technical),
            ("queued_at", Category::Technical),
            ("tried_at", Category::Technical),
            ("sent_at", Category::Technical),
            ("bounced_at", Category::Technical),
            ("failure", Category::Technical),
            ("opened_at", Category::Activity),
            ("acknowledged_at", Category::Activity),
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
