//! What a workspace has instructed stands in the content of its agreement alone: it is read when that is frozen, and not kept
//! from the day on which the agreement was asked for. A column of agreement goes.

use sea_orm_migration::prelude::*;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("ALTER TABLE agreement DROP COLUMN workspace").await.map(|_| ())
    }
}
