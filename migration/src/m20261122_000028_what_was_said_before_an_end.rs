//! An agreement keeps which workspaces held it, and what one member of staff said of the data before another confirms its end;
//! a list of sub-processors that agreements named before it was kept counts as declared. Tables: agreement (more columns),
//! subprocessor_list.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The fingerprint of a list without vendors is that of `[]`.
const DECLARED: &str = "INSERT INTO subprocessor_list (id, version, content, sha256, made_at) \
     SELECT d.id, 1, '[]', '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', d.sealed_at FROM document d \
     WHERE d.kind = 'dpa' AND NOT EXISTS (SELECT 1 FROM subprocessor) AND NOT EXISTS (SELECT 1 FROM subprocessor_list) \
     ORDER BY d.sealed_at, d.id LIMIT 1";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("agreement").json_or_null("released_from").json_or_null("ending").extend(manager).await?;
        manager.get_connection().execute_unprepared(DECLARED).await?;
        Ok(())
    }
}
