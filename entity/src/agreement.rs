//! A data-processing agreement with one customer (M-1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// A data-processing agreement with one customer (M-1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub state: String,
    pub language: String,
    pub legal_name: String,
    pub register_no: String,
    pub address: String,
    pub country: String,
    pub contact_email: String,
    pub signatory_name: String,
    pub signatory_title: String,
    pub status_token_hash: Vec<u8>,
    pub idempotency_key_hash: Option<Vec<u8>>,
    pub request_hash: Vec<u8>,
    pub template_version: String,
    pub json: Option<String>,
    pub json_sha256: Option<String>,
    pub pdf_sha256: Option<String>,
    pub file_id: Option<Uuid>,
    pub requested_at: DateTime<Utc>,
    pub generated_at: Option<DateTime<Utc>>,
    pub sealed_at: Option<DateTime<Utc>>,
    pub sent_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
    pub held_by: Option<Uuid>,
    pub legal_entity: Option<String>,
    pub viewed_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub reminded_at: Option<DateTime<Utc>>,
    pub countersigned_at: Option<DateTime<Utc>>,
    pub countersigned_how: Option<String>,
    pub countersigned_file_id: Option<Uuid>,
    pub countersigned_sha256: Option<String>,
    pub in_force_at: Option<DateTime<Utc>>,
    pub superseded_at: Option<DateTime<Utc>>,
    pub superseded_by: Option<Uuid>,
    pub terminated_at: Option<DateTime<Utc>>,
    pub declined_at: Option<DateTime<Utc>>,
    pub declined_by: Option<String>,
    pub expired_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub flat_name: Option<String>,
    pub signature_confirmed_at: Option<DateTime<Utc>>,
    pub mail_failed_at: Option<DateTime<Utc>>,
    pub data_statement: Option<String>,
    pub data_protection_officer: Option<String>,
    pub released_at: Option<DateTime<Utc>>,
    pub release_reason: Option<String>,
    pub return_choice: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub released_from: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub ending: Option<Json>,
    pub seal_tries: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "10 years after it ended",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("number", Category::Technical),
            ("state", Category::Technical),
            ("language", Category::Technical),
            ("legal_name", Category::Technical),
            ("register_no", Category::Technical),
            ("address", Category::Technical),
            ("country", Category::Technical),
            ("contact_email", Category::Identification),
            ("signatory_name", Category::Identification),
            ("signatory_title", Category::Identification),
            ("status_token_hash", Category::Secret),
            ("idempotency_key_hash", Category::Secret),
            ("request_hash", Category::Secret),
            ("template_version", Category::Technical),
            ("json", Category::Identification),
            ("json_sha256", Category::Technical),
            ("pdf_sha256", Category::Technical),
            ("file_id", Category::Technical),
            ("requested_at", Category::Technical),
            ("generated_at", Category::Technical),
            ("sealed_at", Category::Technical),
            ("sent_at", Category::Technical),
            ("failure", Category::Technical),
            ("held_by", Category::Technical),
            ("legal_entity", Category::Technical),
            ("viewed_at", Category::Technical),
            ("expires_at", Category::Technical),
            ("reminded_at", Category::Technical),
            ("countersigned_at", Category::Technical),
            ("countersigned_how", Category::Technical),
            ("countersigned_file_id", Category::Technical),
            ("countersigned_sha256", Category::Technical),
            ("in_force_at", Category::Technical),
            ("superseded_at", Category::Technical),
            ("superseded_by", Category::Technical),
            ("terminated_at", Category::Technical),
            ("declined_at", Category::Technical),
            ("declined_by", Category::Technical),
            ("expired_at", Category::Technical),
            ("reason", Category::Content),
            ("flat_name", Category::Technical),
            ("signature_confirmed_at", Category::Technical),
            ("mail_failed_at", Category::Technical),
            ("data_statement", Category::Content),
            ("data_protection_officer", Category::Identification),
            ("released_at", Category::Technical),
            ("release_reason", Category::Content),
            ("return_choice", Category::Technical),
            ("released_from", Category::Technical),
            ("ending", Category::Content),
            ("seal_tries", Category::Technical),
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
