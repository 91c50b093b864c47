//! A customer's own questionnaire on security and data protection (M-5.7).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::{Surveyed, TenantOwned};

/// A customer's own questionnaire on security and data protection (M-5.7).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "questionnaire")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub format: String,
    pub state: String,
    pub file_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub sheets: Json,
    pub sheet: Option<i32>,
    pub first_row: Option<i32>,
    pub question_column: Option<i32>,
    pub answer_column: Option<i32>,
    pub language: String,
    pub questions: i32,
    pub uploaded_by: Uuid,
    pub uploaded_at: DateTime<Utc>,
    pub submitted_by: Option<Uuid>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub taken_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub exported_at: Option<DateTime<Utc>>,
    pub skipped: Option<i32>,
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
            ("name", Category::Content),
            ("format", Category::Technical),
            ("state", Category::Technical),
            ("file_id", Category::Technical),
            ("sheets", Category::Content),
            ("sheet", Category::Technical),
            ("first_row", Category::Technical),
            ("question_column", Category::Technical),
            ("answer_column", Category::Technical),
            ("language", Category::Technical),
            ("questions", Category::Technical),
            ("uploaded_by", Category::Activity),
            ("uploaded_at", Category::Technical),
            ("submitted_by", Category::Activity),
            ("submitted_at", Category::Technical),
            ("taken_at", Category::Technical),
            ("answered_at", Category::Technical),
            ("exported_at", Category::Technical),
            ("skipped", Category::Technical),
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
        use Column::{AnsweredAt, Id, Questions, State, SubmittedAt, TakenAt, TenantId};
        vec![TenantId, Id, State, Questions, SubmittedAt, TakenAt, AnsweredAt]
    }
}
