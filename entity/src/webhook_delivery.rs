//! An event on its way to an endpoint, and how the tries ended.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// An event on its way to an endpoint, and how the tries ended.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub endpoint_id: Uuid,
    pub event_type: String,
    pub event_key: String,
    pub body: String,
    pub state: String,
    pub attempts: i32,
    pub queued_at: DateTime<Utc>,
    pub first_tried_at: Option<DateTime<Utc>>,
    pub tried_at: Option<DateTime<Utc>>,
    pub next_at: Option<DateTime<Utc>>,
    pub answer_code: Option<i32>,
    pub failure: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "30 days after it arrived or was given up",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("endpoint_id", Category::Technical),
            ("event_type", Category::Technical),
            ("event_key", Category::Technical),
            ("body", Category::Content),
            ("state", Category::Technical),
            ("attempts", Category::Technical),
            ("queued_at", Category::Technical),
            ("first_tried_at", Category::Technical),
            ("tried_at", Category::Technical),
            ("next_at", Category::Technical),
            ("answer_code", Category::Technical),
            ("failure", Category::Technical),
            ("ended_at", Category::Technical),
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
