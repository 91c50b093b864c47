//! A question of a customer's questionnaire, what was found for it, and what was decided (M-5.7).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A question of a customer's questionnaire, what was found for it, and what was decided (M-5.7).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "questionnaire_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub questionnaire_id: Uuid,
    pub place: i32,
    pub row: i32,
    pub question: String,
    pub entry: Option<String>,
    pub score: i32,
    pub confidence: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub matched: Json,
    pub decision: Option<String>,
    pub answer: Option<String>,
    pub reason: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub candidates: Option<Json>,
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
            ("questionnaire_id", Category::Technical),
            ("place", Category::Technical),
            ("row", Category::Technical),
            ("question", Category::Content),
            ("entry", Category::Technical),
            ("score", Category::Technical),
            ("confidence", Category::Technical),
            ("matched", Category::Content),
            ("decision", Category::Technical),
            ("answer", Category::Content),
            ("reason", Category::Content),
            ("decided_by", Category::Technical),
            ("decided_at", Category::Technical),
            ("candidates", Category::Technical),
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
