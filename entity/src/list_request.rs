//! A business contact's request for the list of sub-processors by name, and what became of it (M-6.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A business contact's request for the list of sub-processors by name, and what became of it (M-6.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "list_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub company: String,
    pub email: String,
    pub reason: String,
    pub locale: String,
    pub state: String,
    pub confirm_hash: Option<Vec<u8>>,
    pub confirm_until: Option<DateTime<Utc>>,
    pub requested_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub answer: Option<String>,
    pub access_hash: Option<Vec<u8>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub openings: i32,
    pub opened_at: Option<DateTime<Utc>>,
    pub mail_failed_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "365 days after it ended; unconfirmed 48 hours",
        erasure: Erasure::Delete,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("name", Category::Identification),
            ("company", Category::Identification),
            ("email", Category::Identification),
            ("reason", Category::Content),
            ("locale", Category::Technical),
            ("state", Category::Technical),
            ("confirm_hash", Category::Secret),
            ("confirm_until", Category::Technical),
            ("requested_at", Category::Technical),
            ("confirmed_at", Category::Technical),
            ("decided_by", Category::Activity),
            ("decided_at", Category::Activity),
            ("answer", Category::Content),
            ("access_hash", Category::Secret),
            ("expires_at", Category::Technical),
            ("ended_at", Category::Technical),
            ("openings", Category::Activity),
            ("opened_at", Category::Activity),
            ("mail_failed_at", Category::Technical),
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
