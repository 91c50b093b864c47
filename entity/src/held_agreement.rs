//! That a workspace holds an agreement, which itself lies with the operator.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::privacy::{Basis, Category, Erasure, Privacy};
use crate::tenancy::TenantOwned;

/// That a workspace holds an agreement, which itself lies with the operator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "held_agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub asked_by: Uuid,
    pub asked_at: DateTime<Utc>,
    pub attached_at: Option<DateTime<Utc>>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub request: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub told: Option<Json>,
    pub lost_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TenantOwned for Entity {
    const PRIVACY: Privacy = Privacy {
        basis: Basis::LegalObligation,
        retention: "as long as the agreement; the answers of a request that was lost, 30 days",
        erasure: Erasure::Keep,
        columns: &[
            ("tenant_id", Category::Technical),
            ("id", Category::Technical),
            ("number", Category::Technical),
            ("asked_by", Category::Activity),
            ("asked_at", Category::Technical),
            ("attached_at", Category::Technical),
            ("request", Category::Identification),
            ("told", Category::Technical),
            ("lost_at", Category::Technical),
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
