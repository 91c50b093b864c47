//! A customer's objection to a change of sub-processors, and how it ended (M-6.2).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A customer's objection to a change of sub-processors, and how it ended (M-6.2).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "objection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub notice_id: Uuid,
    pub grounds: String,
    pub objected_by: Uuid,
    pub objected_at: DateTime<Utc>,
    pub outcome: Option<String>,
    pub answer: Option<String>,
    pub resolved_by: Option<Uuid>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub received_at: Option<DateTime<Utc>>,
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
            ("grounds", Category::Content),
            ("objected_by", Category::Activity),
            ("objected_at", Category::Technical),
            ("outcome", Category::Technical),
            ("answer", Category::Content),
            ("resolved_by", Category::Technical),
            ("resolved_at", Category::Technical),
            ("received_at", Category::Technical),
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
