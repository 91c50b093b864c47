//! A version of the agreement's text, in the operator's realm (M-1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A version of the agreement's text, in the operator's realm (M-1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "agreement_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: String,
    pub state: String,
    pub origin: String,
    pub template_toml: String,
    pub en_md: String,
    pub de_md: String,
    pub template_toml_sha256: String,
    pub en_md_sha256: String,
    pub de_md_sha256: String,
    pub note: String,
    pub revision: i32,
    pub uploaded_by: Option<Uuid>,
    pub uploaded_at: DateTime<Utc>,
    pub changed_by: Option<Uuid>,
    pub changed_at: DateTime<Utc>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub published_by: Option<Uuid>,
    pub published_at: Option<DateTime<Utc>>,
    pub retired_by: Option<Uuid>,
    pub retired_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the operator's realm: agreements are made from it",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("version", Category::Technical),
            ("state", Category::Technical),
            ("origin", Category::Technical),
            ("template_toml", Category::Content),
            ("en_md", Category::Content),
            ("de_md", Category::Content),
            ("template_toml_sha256", Category::Technical),
            ("en_md_sha256", Category::Technical),
            ("de_md_sha256", Category::Technical),
            ("note", Category::Content),
            ("revision", Category::Technical),
            ("uploaded_by", Category::Activity),
            ("uploaded_at", Category::Technical),
            ("changed_by", Category::Activity),
            ("changed_at", Category::Technical),
            ("approved_by", Category::Activity),
            ("approved_at", Category::Technical),
            ("published_by", Category::Activity),
            ("published_at", Category::Technical),
            ("retired_by", Category::Activity),
            ("retired_at", Category::Technical),
            ("withdrawn_by", Category::Activity),
            ("withdrawn_at", Category::Technical),
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
