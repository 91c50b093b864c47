//! The notice of a change of sub-processors as one customer got it, with its clock (M-5.6).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::{Surveyed, TenantOwned};

/// The notice of a change of sub-processors as one customer got it, with its clock (M-5.6).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "change_notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub change_id: Uuid,
    pub kind: String,
    pub emergency: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    pub zone: String,
    pub notice_days: i32,
    pub noticed_at: DateTime<Utc>,
    pub earliest_at: DateTime<Utc>,
    pub reached_at: Option<DateTime<Utc>>,
    pub has_objection: bool,
    pub left_out: bool,
    pub activated_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub is_awaited: bool,
    pub looked_after_at: Option<DateTime<Utc>>,
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
            ("change_id", Category::Technical),
            ("kind", Category::Technical),
            ("emergency", Category::Technical),
            ("content", Category::Content),
            ("zone", Category::Technical),
            ("notice_days", Category::Technical),
            ("noticed_at", Category::Technical),
            ("earliest_at", Category::Technical),
            ("reached_at", Category::Technical),
            ("has_objection", Category::Technical),
            ("left_out", Category::Technical),
            ("activated_at", Category::Technical),
            ("withdrawn_at", Category::Technical),
            ("is_awaited", Category::Technical),
            ("looked_after_at", Category::Technical),
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
        use Column::{
            ActivatedAt, ChangeId, EarliestAt, HasObjection, IsAwaited, LeftOut, LookedAfterAt, NoticeDays, NoticedAt, ReachedAt,
            TenantId, WithdrawnAt, Zone,
        };
        let clock = [TenantId, ChangeId, NoticedAt, NoticeDays, Zone, ReachedAt, HasObjection, LeftOut];
        let end = [EarliestAt, IsAwaited, LookedAfterAt, ActivatedAt, WithdrawnAt];
        clock.into_iter().chain(end).collect()
    }
}
