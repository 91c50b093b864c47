//! The few agreements that were taken from a workspace are found without reading all others. Index of agreement.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("agreement").index_where(&["released_at"], "released_at IS NOT NULL").extend(manager).await
    }
}
