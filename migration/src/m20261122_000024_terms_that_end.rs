//! What an agreement says of notices ends with it, and which choice of return a customer made stands beside the request. Columns
//! of notice_term and agreement.

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
        tenant_table("notice_term").time_or_null("ended_at").extend(manager).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let grant = "GRANT SELECT (ended_at) ON notice_term TO tutela_worker";
            manager.get_connection().execute_unprepared(grant).await?;
        }
        tenant_table("agreement").text_or_null("return_choice").extend(manager).await
    }
}
