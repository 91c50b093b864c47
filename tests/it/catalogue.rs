//! The locks of PostgreSQL, read from its own catalogue (isolation.md §2): each of these questions finds nothing.
//!
//! SQLite has no such locks; there only the type and the composite keys hold, and the start asserts its settings.

use sea_orm::sqlx::{AssertSqlSafe, Executor as _, Row as _};
use tutela::kernel::db::Store;

use crate::database::store;
use crate::world::World;

/// Tables that belong to no tenant, and what the migrations keep for themselves.
const SHARED: &str = "('tenant', 'subprocessor', 'subprocessor_list', 'document', 'seaql_migrations')";

/// Each question with what would be wrong if it found something.
fn questions() -> Vec<(&'static str, String)> {
    let tables = format!(
        "SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT IN {SHARED} OFFSET 0"
    );
    vec![
        (
            "tables without a tenant_id that is NOT NULL and has no default",
            format!(
                "SELECT t.relname::text FROM ({tables}) t LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' \
                 WHERE a.attnum IS NULL OR NOT a.attnotnull OR a.atthasdef"
            ),
        ),
        (
            "tables without enabled and forced row-level security",
            format!("SELECT t.relname::text FROM ({tables}) t WHERE NOT (t.relrowsecurity AND t.relforcerowsecurity)"),
        ),
        (
            "tables without exactly the one permissive policy for everything that compares the tenant",
            format!(
                "SELECT t.relname::text FROM ({tables}) t LEFT JOIN pg_policy p ON p.polrelid = t.oid AND p.polname <> 'worker' GROUP BY t.relname \
                 HAVING count(*) <> 1 OR NOT bool_and(p.polpermissive AND p.polcmd = '*' AND p.polroles = '{{0}}' \
                 AND pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid) \
                 AND pg_get_expr(p.polqual, p.polrelid) LIKE '(tenant_id = (NULLIF(current_setting(''app.tenant''%')"
            ),
        ),
        (
            "policies for the worker anywhere but on the outbox and the clocks of notices, or for more than reading",
            "SELECT c.relname::text || '.' || p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid \
             WHERE p.polname <> 'tenant' AND NOT (p.polname = 'worker' AND c.relname IN ('job', 'change_notice', 'notice_term', 'questionnaire', 'review_meeting', 'review_action') AND p.polcmd = 'r' \
             AND p.polroles = ARRAY[(SELECT oid FROM pg_roles WHERE rolname = 'tutela_worker')])"
                .to_owned(),
        ),
        (
            "foreign keys to tenant tables that do not pair tenant with tenant",
            format!(
                "SELECT k.conname::text FROM pg_constraint k JOIN ({tables}) t ON t.oid = k.confrelid WHERE k.contype = 'f' AND NOT EXISTS (\
                 SELECT 1 FROM unnest(k.conkey, k.confkey) AS pair(own, other) \
                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own \
                 JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other \
                 WHERE a.attname = 'tenant_id' AND b.attname = 'tenant_id')"
            ),
        ),
        (
            "unique indexes that do not begin with the tenant",
            format!(
                "SELECT i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN ({tables}) t ON t.oid = x.indrelid \
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE x.indisunique AND a.attname <> 'tenant_id'"
            ),
        ),
        (
            "views that do not ask as their caller, and materialised views",
            "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' \
             AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)))"
                .to_owned(),
        ),
        (
            "functions that run as their owner",
            "SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.prosecdef".to_owned(),
        ),
        (
            "roles of the product that bypass row-level security, own a table or may log in",
            "SELECT r.rolname::text FROM pg_roles r WHERE r.rolname IN ('tutela_app', 'tutela_worker') AND (r.rolsuper OR r.rolbypassrls \
             OR r.rolcanlogin OR r.rolcreaterole OR r.rolcreatedb OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid))"
                .to_owned(),
        ),
        (
            "tables whose tenant the application may change",
            format!("SELECT t.relname::text FROM ({tables}) t WHERE has_column_privilege('tutela_app', t.oid, 'tenant_id', 'UPDATE')"),
        ),
        (
            "tables that the application may empty, or that the worker may write",
            format!(
                "SELECT t.relname::text FROM ({tables}) t WHERE has_table_privilege('tutela_app', t.oid, 'TRUNCATE') \
                 OR has_table_privilege('tutela_worker', t.oid, 'INSERT') OR has_table_privilege('tutela_worker', t.oid, 'UPDATE')"
            ),
        ),
        (
            "tables besides the outbox that the worker may read whole",
            format!("SELECT t.relname::text FROM ({tables}) t WHERE t.relname <> 'job' AND has_table_privilege('tutela_worker', t.oid, 'SELECT')"),
        ),
        (
            "tables of the log and of answers that the application may change",
            "SELECT c.relname::text FROM pg_class c WHERE c.relname IN ('audit_event', 'audit_leaf', 'audit_checkpoint', 'answer', 'instruction', \
             'publication', 'question_version', 'document', 'change_review', 'subprocessor_list', 'subprocessor_review', 'subprocessor_alarm', 'written_instruction', 'measure_check', 'measure_alarm') AND (has_any_column_privilege('tutela_app', c.oid, 'UPDATE') OR has_table_privilege('tutela_app', c.oid, 'DELETE'))"
                .to_owned(),
        ),
        (
            "what the application may change of the days in agreements, besides when they ended",
            "SELECT c.relname::text || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 \
             WHERE c.relname = 'notice_term' AND (has_table_privilege('tutela_app', c.oid, 'DELETE') \
             OR (a.attname <> 'ended_at' AND has_column_privilege('tutela_app', c.oid, a.attnum, 'UPDATE')))"
                .to_owned(),
        ),
        (
            "registers from which the application may remove rows, and columns of tenants that it may change although they never do",
            "SELECT c.relname::text || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 \
             WHERE c.relname IN ('tenant', 'subprocessor', 'document') AND (has_table_privilege('tutela_app', c.oid, 'DELETE') \
             OR (c.relname = 'tenant' AND a.attname IN ('id', 'slug', 'kind', 'wrapped_key') \
             AND has_column_privilege('tutela_app', c.oid, a.attnum, 'UPDATE')))"
                .to_owned(),
        ),
    ]
}

#[actix_web::test]
async fn the_catalogue_holds_every_lock() {
    if store() != Store::Postgres {
        return;
    }
    let world = World::new().await;
    for (wrong, question) in questions() {
        let found = world.database.texts(&question).await;
        assert!(found.is_empty(), "{wrong}: {found:?}");
    }
}

#[actix_web::test]
async fn each_question_finds_what_it_asks_for() {
    if store() != Store::Postgres {
        return;
    }
    let world = World::new().await;
    let mut found = Vec::new();
    for broken in [
        "CREATE TABLE loose (id uuid PRIMARY KEY)",
        "ALTER TABLE user_group NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY everybody ON unit USING (true)",
        "CREATE POLICY worker ON quiz FOR SELECT TO tutela_worker USING (true)",
        "GRANT SELECT ON change_notice TO tutela_worker",
        "CREATE UNIQUE INDEX global_key ON user_account (email)",
        "CREATE VIEW everything AS SELECT * FROM user_account",
        "CREATE FUNCTION all_of_it() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM user_account'",
        "GRANT UPDATE ON module TO tutela_app",
        "GRANT DELETE ON audit_event TO tutela_app",
        "GRANT UPDATE (notice_days) ON notice_term TO tutela_app",
        "GRANT UPDATE (wrapped_key) ON tenant TO tutela_app",
        "GRANT TRUNCATE ON unit TO tutela_app",
        "ALTER TABLE unit ADD COLUMN other uuid; ALTER TABLE module ADD CONSTRAINT module_id_only UNIQUE (id); \
         ALTER TABLE unit ADD CONSTRAINT plain_fkey FOREIGN KEY (other) REFERENCES module (id)",
    ] {
        world.database.run(broken).await;
    }
    for (wrong, question) in questions() {
        // A table without a tenant has no column whose privileges could be asked for.
        let question = question
            .replace(SHARED, &SHARED.replace(')', if wrong.contains("tenant the application") { ", 'loose')" } else { ")" }));
        if !world.database.texts(&question).await.is_empty() {
            found.push(wrong);
        }
    }
    // The roles are the server's, not this database's: they are not broken here.
    assert_eq!(found.len(), questions().len() - 1, "{found:#?}");
}

/// The second lock with the first one open: SQL that names no tenant, sent as the application's role.
#[actix_web::test]
async fn row_level_security_holds_without_the_type() {
    if store() != Store::Postgres {
        return;
    }
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let mut connection = world.database.postgres().await;
    let as_tenant = |tenant: uuid::Uuid| format!("SET ROLE tutela_app; BEGIN; SET LOCAL app.tenant = '{tenant}'");
    let count = "SELECT count(*) FROM user_account";

    connection.execute("SET ROLE tutela_app").await.unwrap();
    assert_eq!(connection.fetch_one(count).await.unwrap().get::<i64, _>(0), 0, "no tenant, no rows");
    connection.execute(AssertSqlSafe(as_tenant(acme.id.get()))).await.unwrap();
    assert_eq!(connection.fetch_one(count).await.unwrap().get::<i64, _>(0), 4);
    let other = globex.owner.id;
    let changed =
        connection.execute(AssertSqlSafe(format!("UPDATE user_account SET name = 'x' WHERE id = '{other}'"))).await.unwrap();
    assert_eq!(changed.rows_affected(), 0);
    let deleted = connection.execute(AssertSqlSafe(format!("DELETE FROM session WHERE user_id = '{other}'"))).await.unwrap();
    assert_eq!(deleted.rows_affected(), 0);
    let foreign =
        format!("INSERT INTO user_group (tenant_id, id, name, created_at) VALUES ('{}', '{other}', 'x', now())", globex.id.get());
    let refused = connection.execute(AssertSqlSafe(foreign)).await.unwrap_err().to_string();
    assert!(refused.contains("row-level security"), "{refused}");
    connection.execute("ROLLBACK").await.unwrap();
    assert_eq!(connection.fetch_one(count).await.unwrap().get::<i64, _>(0), 0, "the setting ends with its transaction");
}
