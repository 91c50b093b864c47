//! A meeting on the measures between a controller and the operator (M-11.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::{Surveyed, TenantOwned};

/// A meeting on the measures between a controller and the operator (M-11.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "review_meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub year: i32,
    pub reason: Option<String>,
    pub state: String,
    pub wishes: String,
    pub requested_by: Uuid,
    pub requested_at: DateTime<Utc>,
    #[sea_orm(column_type = "JsonBinary")]
    pub proposals: Json,
    pub minutes_long: i32,
    pub place: Option<String>,
    pub starts_at: Option<DateTime<Utc>>,
    pub sequence: i32,
    pub held_at: Option<DateTime<Utc>>,
    pub participants: Option<String>,
    pub minutes: Option<String>,
    pub minuted_by: Option<Uuid>,
    pub minuted_at: Option<DateTime<Utc>>,
    pub comment: Option<String>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub cancel_reason: Option<String>,
    pub proposed_minutes: Option<i32>,
    pub proposed_place: Option<String>,
    pub waits_from: Option<DateTime<Utc>>,
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
            ("year", Category::Technical),
            ("reason", Category::Content),
            ("state", Category::Technical),
            ("wishes", Category::Content),
            ("requested_by", Category::Activity),
            ("requested_at", Category::Technical),
            ("proposals", Category::Technical),
            ("minutes_long", Category::Technical),
            ("place", Category::Content),
            ("starts_at", Category::Technical),
            ("sequence", Category::Technical),
            ("held_at", Category::Technical),
            ("participants", Category::Content),
            ("minutes", Category::Content),
            ("minuted_by", Category::Technical),
            ("minuted_at", Category::Technical),
            ("comment", Category::Content),
            ("approved_by", Category::Activity),
            ("approved_at", Category::Technical),
            ("cancelled_at", Category::Technical),
            ("cancel_reason", Category::Content),
            ("proposed_minutes", Category::Technical),
            ("proposed_place", Category::Content),
            ("waits_from", Category::Technical),
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

impl Surveyed for Entity {
    fn surveyed() -> Vec<Column> {
        use Column::{HeldAt, Id, MinutedAt, RequestedAt, StartsAt, State, TenantId, WaitsFrom, Year};
        vec![TenantId, Id, Year, State, RequestedAt, StartsAt, HeldAt, MinutedAt, WaitsFrom]
    }
}
