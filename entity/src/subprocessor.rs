//! A vendor that processes tenants' data on the operator's behalf (M-6.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::tenancy::Platform;

/// A vendor that processes tenants' data on the operator's behalf (M-6.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "subprocessor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub legal_name: String,
    pub address: String,
    pub country: String,
    pub contact_email: String,
    pub category: String,
    pub purpose_en: String,
    pub purpose_de: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub data_categories: Json,
    pub location: String,
    pub transfer_mechanism: String,
    pub applies: String,
    pub state: String,
    pub since: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub review_due_at: Option<DateTime<Utc>>,
    pub assessed_at: Option<DateTime<Utc>>,
    pub assessment_expires_at: Option<DateTime<Utc>>,
    pub assessment_reference: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub models: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Platform for Entity {}
