//! An agreement keeps which workspaces held it, what members of staff said of the data before its end, and how often it was
//! tried to set a seal on it; a list of sub-processors that agreements named before it was kept counts as declared. Tables: agreement (more columns),
//! subprocessor_list.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The fingerprint of a list without vendors is that of `[]`.
const DECLARED: &str = "INSERT INTO subprocessor_list (id, version, content, sha256, made_at) \
     SELECT d.id, 1, '[]', '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945', d.sealed_at FROM document d \
     WHERE d.kind = 'dpa' AND NOT EXISTS (SELECT 1 FROM subprocessor) AND NOT EXISTS (SELECT 1 FROM subprocessor_list) \
     ORDER BY d.sealed_at, d.id LIMIT 1";

/// The log says from which workspaces an agreement was taken before that was kept beside it.
fn released_from(workspaces: &str) -> String {
    let events = "FROM audit_event e WHERE e.tenant_id = agreement.tenant_id AND e.object_id = agreement.id \
         AND e.name = 'dpa.agreement.released'";
    format!("UPDATE agreement SET released_from = (SELECT {workspaces} {events}) WHERE EXISTS (SELECT 1 {events})")
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = tenant_table("agreement").json_or_null("released_from").json_or_null("ending");
        columns.int_or_null("seal_tries").extend(manager).await?;
        let connection = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Postgres {
            // The owner of a table is bound by its policies, too: what is carried over belongs to every tenant.
            for table in ["agreement", "audit_event"] {
                connection.execute_unprepared(&format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")).await?;
            }
            connection.execute_unprepared(&released_from("jsonb_agg(DISTINCT e.payload ->> 'workspace')")).await?;
            for table in ["agreement", "audit_event"] {
                connection.execute_unprepared(&format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY")).await?;
            }
        } else {
            let workspaces = "json_group_array(DISTINCT json_extract(e.payload, '$.workspace'))";
            connection.execute_unprepared(&released_from(workspaces)).await?;
        }
        manager.get_connection().execute_unprepared(DECLARED).await?;
        Ok(())
    }
}
