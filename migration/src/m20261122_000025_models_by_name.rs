//! Which AI models a vendor uses, by name. Column of subprocessor; empty where a register was made before.

use sea_orm_migration::prelude::*;

use crate::tables::platform_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        platform_table("subprocessor").json_or_null("models").extend(manager).await
    }
}
