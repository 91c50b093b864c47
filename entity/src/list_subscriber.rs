//! An address that hears of changes of sub-processors by mail; whoever leaves the list leaves no row.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// An address that hears of changes of sub-processors by mail; whoever leaves the list leaves no row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "list_subscriber")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub email: String,
    pub locale: String,
    pub state: String,
    pub confirm_hash: Option<Vec<u8>>,
    pub confirm_until: Option<DateTime<Utc>>,
    pub asked_at: DateTime<Utc>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub workspace_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::Contract,
        retention: "until the person leaves the list; unconfirmed 48 hours",
        erasure: Erasure::Delete,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("email", Category::Identification),
            ("locale", Category::Technical),
            ("state", Category::Technical),
            ("confirm_hash", Category::Secret),
            ("confirm_until", Category::Technical),
            ("asked_at", Category::Technical),
            ("confirmed_at", Category::Technical),
            ("workspace_id", Category::Technical),
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
