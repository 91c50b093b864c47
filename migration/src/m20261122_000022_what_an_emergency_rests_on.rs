//! What a replacement in an emergency rests on: what is lost without it, and its risk; and every answer that may be meant by a
//! question of a questionnaire, not the best one alone. Columns of subprocessor_change and questionnaire_item. And the days of a
//! notice may be changed by the application: an agreement that comes into force while it runs may promise more.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            let grant = "GRANT UPDATE (notice_days) ON change_notice TO tutela_app";
            manager.get_connection().execute_unprepared(grant).await?;
        }
        tenant_table("subprocessor_change").text_or_null("loss").text_or_null("risk").extend(manager).await?;
        tenant_table("questionnaire_item").json_or_null("candidates").extend(manager).await
    }
}
