//! That staff was told that a measure is due to be checked: each alarm is raised once.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// That staff was told that a measure is due to be checked: each alarm is raised once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "measure_alarm")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub due_at: DateTime<Utc>,
    pub days: i32,
    pub raised_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the register of measures",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("code", Category::Technical),
            ("due_at", Category::Technical),
            ("days", Category::Technical),
            ("raised_at", Category::Technical),
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
