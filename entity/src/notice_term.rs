//! How many days before a change a workspace is told, as an agreement of it says (M-5.6).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::{Surveyed, TenantOwned};

/// How many days before a change a workspace is told, as an agreement of it says (M-5.6).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "notice_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agreement_id: Uuid,
    pub notice_days: i32,
    pub in_force_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
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
            ("agreement_id", Category::Technical),
            ("notice_days", Category::Technical),
            ("in_force_at", Category::Technical),
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

impl Surveyed for Entity {
    fn surveyed() -> Vec<Column> {
        vec![Column::TenantId, Column::NoticeDays, Column::InForceAt, Column::EndedAt]
    }
}
