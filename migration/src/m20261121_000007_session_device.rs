//! What a session was opened with, for the list of one's own sessions: column session.device.

use sea_orm_migration::prelude::*;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut device = ColumnDef::new(Alias::new("device"));
        let change = Table::alter().table(Alias::new("session")).add_column(device.text().null()).to_owned();
        manager.alter_table(change).await
    }
}
