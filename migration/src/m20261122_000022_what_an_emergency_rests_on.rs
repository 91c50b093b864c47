//! What a replacement in an emergency rests on: what is lost without it, and its risk. Columns of subprocessor_change.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("subprocessor_change").text_or_null("loss").text_or_null("risk").extend(manager).await
    }
}
