//! The data protection officer of a customer, as it names one when it asks for an agreement. Column of agreement.

use sea_orm_migration::prelude::*;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statement = "ALTER TABLE agreement ADD COLUMN data_protection_officer text";
        manager.get_connection().execute_unprepared(statement).await.map(|_| ())
    }
}
