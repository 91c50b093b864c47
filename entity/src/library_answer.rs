//! An answer of the operator's own: to a question that software cannot answer, or to one of its own (M-5.7). In the operator's realm.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// An answer of the operator's own: to a question that software cannot answer, or to one of its own (M-5.7). In the operator's realm.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "library_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub entry: Option<String>,
    pub topic: String,
    pub question_en: String,
    pub question_de: String,
    pub answer_en: String,
    pub answer_de: String,
    pub state: String,
    pub revision: i32,
    pub written_by: Uuid,
    pub written_at: DateTime<Utc>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub review_at: Option<DateTime<Utc>>,
    pub drafted_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the register",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("entry", Category::Technical),
            ("topic", Category::Technical),
            ("question_en", Category::Content),
            ("question_de", Category::Content),
            ("answer_en", Category::Content),
            ("answer_de", Category::Content),
            ("state", Category::Technical),
            ("revision", Category::Technical),
            ("written_by", Category::Activity),
            ("written_at", Category::Technical),
            ("approved_by", Category::Activity),
            ("approved_at", Category::Technical),
            ("review_at", Category::Technical),
            ("drafted_by", Category::Activity),
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
