//! The public directory of sealed documents: which tenant holds the file with this fingerprint.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::tenancy::Platform;

/// The public directory of sealed documents: which tenant holds the file with this fingerprint.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_id: Uuid,
    pub kind: String,
    pub object_id: Uuid,
    pub code: String,
    pub sha256: String,
    pub sealed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Platform for Entity {}
