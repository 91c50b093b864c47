//! An answer of the operator's own keeps who wrote its draft first: neither the first nor the last who wrote it approves it. Column of library_answer; empty in what was kept before.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("library_answer").uuid_or_null("drafted_by").extend(manager).await
    }
}
