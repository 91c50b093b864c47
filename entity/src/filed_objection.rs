//! That a customer objects, in the operator's realm: which, when and how it ended; what it says stays with the customer (M-6.2).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// That a customer objects, in the operator's realm: which, when and how it ended; what it says stays with the customer (M-6.2).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "filed_objection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub change_id: Uuid,
    pub objection_id: Uuid,
    pub customer_id: Uuid,
    pub filed_at: DateTime<Utc>,
    pub outcome: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
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
            ("change_id", Category::Technical),
            ("objection_id", Category::Technical),
            ("customer_id", Category::Technical),
            ("filed_at", Category::Technical),
            ("outcome", Category::Technical),
            ("ended_at", Category::Technical),
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
