//! A customer company, or the operator's own realm.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::tenancy::Platform;

/// A customer company, or the operator's own realm.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "tenant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub accent: Option<String>,
    pub locale: String,
    pub zone: String,
    pub wrapped_key: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Platform for Entity {}
