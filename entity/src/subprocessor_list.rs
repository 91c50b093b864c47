//! A version of the list of sub-processors as it stood from one change to the next (M-6.1).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::tenancy::Platform;

/// A version of the list of sub-processors as it stood from one change to the next (M-6.1).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "subprocessor_list")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub change_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    pub sha256: String,
    pub made_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Platform for Entity {}
