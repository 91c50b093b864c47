//! A version of a measure that the operator's people carry out, in the operator's realm (Art. 32 GDPR).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A version of a measure that the operator's people carry out, in the operator's realm (Art. 32 GDPR).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "measure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub version: i32,
    pub state: String,
    pub origin: String,
    pub heading: String,
    pub name_en: String,
    pub name_de: String,
    pub text_en: String,
    pub text_de: String,
    pub promises: Json,
    pub evidence: Json,
    pub check_every_months: i32,
    pub checked_at: Option<DateTime<Utc>>,
    pub shortcoming_at: Option<DateTime<Utc>>,
    pub check_due_at: Option<DateTime<Utc>>,
    pub revision: i32,
    pub written_by: Option<Uuid>,
    pub written_at: DateTime<Utc>,
    pub changed_by: Option<Uuid>,
    pub changed_at: DateTime<Utc>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub rejected_by: Option<Uuid>,
    pub rejected_at: Option<DateTime<Utc>>,
    pub rejection_note: Option<String>,
    pub retirement_by: Option<Uuid>,
    pub retirement_at: Option<DateTime<Utc>>,
    pub retirement_note: Option<String>,
    pub retired_by: Option<Uuid>,
    pub retired_at: Option<DateTime<Utc>>,
    pub replaced_at: Option<DateTime<Utc>>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub dropped_retirements: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the operator's realm: agreements print it",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("code", Category::Technical),
            ("version", Category::Technical),
            ("state", Category::Technical),
            ("origin", Category::Technical),
            ("heading", Category::Technical),
            ("name_en", Category::Content),
            ("name_de", Category::Content),
            ("text_en", Category::Content),
            ("text_de", Category::Content),
            ("promises", Category::Technical),
            ("evidence", Category::Content),
            ("check_every_months", Category::Technical),
            ("checked_at", Category::Technical),
            ("shortcoming_at", Category::Technical),
            ("check_due_at", Category::Technical),
            ("revision", Category::Technical),
            ("written_by", Category::Activity),
            ("written_at", Category::Technical),
            ("changed_by", Category::Activity),
            ("changed_at", Category::Technical),
            ("approved_by", Category::Activity),
            ("approved_at", Category::Technical),
            ("rejected_by", Category::Activity),
            ("rejected_at", Category::Technical),
            ("rejection_note", Category::Content),
            ("retirement_by", Category::Activity),
            ("retirement_at", Category::Technical),
            ("retirement_note", Category::Content),
            ("retired_by", Category::Activity),
            ("retired_at", Category::Technical),
            ("replaced_at", Category::Technical),
            ("dropped_retirements", Category::Content),
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
