//! Which AI models a vendor uses, by name; which workspace tells an address of the mail list; which instruction an instruction in
//! writing revokes; and when a request or a mail about it was given up. Columns of subprocessor, list_subscriber,
//! written_instruction, held_agreement and list_request; empty in what was kept before.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::tables::{platform_table, tenant_table};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        platform_table("subprocessor").json_or_null("models").extend(manager).await?;
        tenant_table("list_subscriber").uuid_or_null("workspace_id").extend(manager).await?;
        tenant_table("list_request").time_or_null("mail_failed_at").extend(manager).await?;
        tenant_table("held_agreement").time_or_null("lost_at").extend(manager).await?;
        // An entry never changes: the column is written with the row, and nobody may alter it.
        let uuid = if manager.get_database_backend() == DbBackend::Postgres { "uuid" } else { "blob" };
        let column = format!("ALTER TABLE written_instruction ADD COLUMN revokes {uuid}");
        manager.get_connection().execute_unprepared(&column).await.map(|_| ())
    }
}
