//! What agreements say of notices: how many days each workspace is told before, and whom its agreement names; who gave an
//! instruction, as they were then; and when an objection that came in writing arrived. Table: notice_term; columns of
//! notice_contact, objection and instruction.

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
        let connection = manager.get_connection();
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let (time, uuid) = if is_postgres { ("timestamptz", "uuid") } else { ("text", "blob") };
        tenant_table("notice_term")
            .uuid("agreement_id")
            .int("notice_days")
            .time("in_force_at")
            .unique(&["agreement_id"])
            .append_only()
            .surveyed_by_worker(&["tenant_id", "id", "notice_days", "in_force_at"])
            .create(manager)
            .await?;
        // All of them are written once, with their row: the application may not change them afterwards.
        for (table, column, kind) in [
            ("notice_contact", "agreement_id", uuid),
            ("objection", "received_at", time),
            ("instruction", "given_role", "text"),
            ("instruction", "given_initials", "text"),
        ] {
            connection.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {column} {kind}")).await?;
        }
        Ok(())
    }
}
