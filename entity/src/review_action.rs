//! What was agreed in a review meeting, whose it is and by when (M-11.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::{Surveyed, TenantOwned};

/// What was agreed in a review meeting, whose it is and by when (M-11.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "review_action")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub place: i32,
    pub task: String,
    pub owner: String,
    pub due_at: DateTime<Utc>,
    pub reminded_at: Option<DateTime<Utc>>,
    pub done_at: Option<DateTime<Utc>>,
    pub done_by: Option<Uuid>,
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
            ("meeting_id", Category::Technical),
            ("place", Category::Technical),
            ("task", Category::Content),
            ("owner", Category::Content),
            ("due_at", Category::Technical),
            ("reminded_at", Category::Technical),
            ("done_at", Category::Technical),
            ("done_by", Category::Technical),
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
        use Column::{DoneAt, DueAt, Id, MeetingId, TenantId};
        vec![TenantId, Id, MeetingId, DueAt, DoneAt]
    }
}
