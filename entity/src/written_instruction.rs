//! An instruction that the controller gave in writing, entered by the operator's staff with what became of it (M-2.2).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// An instruction that the controller gave in writing, entered by the operator's staff with what became of it (M-2.2).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "written_instruction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub given_by: String,
    pub received_at: DateTime<Utc>,
    pub text: String,
    pub answer: String,
    pub reason: Option<String>,
    pub objection_id: Option<Uuid>,
    pub entered_by: Uuid,
    pub entered_at: DateTime<Utc>,
    pub revokes: Option<Uuid>,
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
            ("given_by", Category::Identification),
            ("received_at", Category::Technical),
            ("text", Category::Content),
            ("answer", Category::Technical),
            ("reason", Category::Content),
            ("objection_id", Category::Technical),
            ("entered_by", Category::Activity),
            ("entered_at", Category::Technical),
            ("revokes", Category::Technical),
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
