//! Notices that arrive: whom a workspace names besides its people, how far each notice came, for whom a change is not in force
//! yet, and when each vendor was looked at last. Tables: notice_contact, notice_delivery (anew), filed_objection,
//! subprocessor_review, subprocessor_alarm; columns of change_notice, subprocessor_change and subprocessor.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What PostgreSQL needs besides: the application and the worker see columns one by one.
const GRANTS: [&str; 4] = [
    "GRANT UPDATE (is_awaited, looked_after_at) ON change_notice TO tutela_app",
    "GRANT SELECT (earliest_at, is_awaited, looked_after_at, activated_at, withdrawn_at) ON change_notice TO tutela_worker",
    "GRANT UPDATE (settled_at, content) ON subprocessor_change TO tutela_app",
    "GRANT UPDATE (reviewed_at, review_due_at, assessed_at, assessment_expires_at, assessment_reference) ON subprocessor TO tutela_app",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let time = if is_postgres { "timestamptz" } else { "text" };
        tenant_table("notice_contact")
            .text("name")
            .text("email")
            .text("locale")
            .bytes("token_hash")
            .uuid("added_by")
            .time("added_at")
            .time("expires_at")
            .time_or_null("confirmed_at")
            .uuid_or_null("removed_by")
            .time_or_null("removed_at")
            .unique_where(&["email"], "removed_at IS NULL")
            .never_removed()
            .fixed(&["id", "email", "added_by", "added_at"])
            .create(manager)
            .await?;

        // The owner of a table is bound by its policies, too: what is carried over belongs to every tenant.
        let free = |table: &str| format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY");
        let bind = |table: &str| format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY");
        if is_postgres {
            connection.execute_unprepared(&free("notice_delivery")).await?;
            connection.execute_unprepared(&free("change_notice")).await?;
        }
        connection.execute_unprepared("CREATE TABLE notice_delivery_before AS SELECT * FROM notice_delivery").await?;
        connection.execute_unprepared("DROP TABLE notice_delivery").await?;
        tenant_table("notice_delivery")
            .references("notice_id", "change_notice")
            .int("place")
            .references_or_null("user_id", "user_account")
            .references_or_null("contact_id", "notice_contact")
            .choice("state", &["queued", "sending", "sent", "unconfirmed", "bounced"])
            .int("turn")
            .int("tries")
            .uuid_or_null("sending_by")
            .time("queued_at")
            .time_or_null("tried_at")
            .time_or_null("sent_at")
            .time_or_null("bounced_at")
            .text_or_null("failure")
            .time_or_null("opened_at")
            .time_or_null("acknowledged_at")
            .unique(&["notice_id", "user_id"])
            .unique(&["notice_id", "contact_id"])
            .never_removed()
            .fixed(&["id", "notice_id", "user_id", "contact_id", "place"])
            .create(manager)
            .await?;
        if is_postgres {
            connection.execute_unprepared(&free("notice_delivery")).await?;
        }
        connection
            .execute_unprepared(
                "INSERT INTO notice_delivery (tenant_id, id, notice_id, place, user_id, state, turn, tries, queued_at, tried_at, \
                 sent_at, bounced_at, failure, opened_at, acknowledged_at) \
                 SELECT d.tenant_id, d.id, d.notice_id, d.place, d.user_id, \
                 CASE d.state WHEN 'failed' THEN 'bounced' WHEN 'sending' THEN 'unconfirmed' ELSE d.state END, 1, 0, d.queued_at, \
                 d.queued_at, d.sent_at, d.failed_at, d.failure, d.opened_at, CASE WHEN n.acknowledged_by = d.user_id THEN n.acknowledged_at END \
                 FROM notice_delivery_before d JOIN change_notice n ON n.tenant_id = d.tenant_id AND n.id = d.notice_id",
            )
            .await?;
        connection.execute_unprepared("DROP TABLE notice_delivery_before").await?;
        if is_postgres {
            connection.execute_unprepared(&bind("notice_delivery")).await?;
            connection.execute_unprepared(&bind("change_notice")).await?;
        }

        for statement in [
            "ALTER TABLE change_notice DROP COLUMN acknowledged_by".to_owned(),
            "ALTER TABLE change_notice DROP COLUMN acknowledged_at".to_owned(),
            "ALTER TABLE change_notice ADD COLUMN is_awaited boolean NOT NULL DEFAULT true".to_owned(),
            format!("ALTER TABLE change_notice ADD COLUMN looked_after_at {time}"),
            "CREATE INDEX change_notice_change_id_idx ON change_notice (change_id)".to_owned(),
            format!("ALTER TABLE subprocessor_change ADD COLUMN settled_at {time}"),
            format!("ALTER TABLE subprocessor_change ADD COLUMN content {}", if is_postgres { "jsonb" } else { "text" }),
            format!("ALTER TABLE subprocessor ADD COLUMN reviewed_at {time}"),
            format!("ALTER TABLE subprocessor ADD COLUMN review_due_at {time}"),
            format!("ALTER TABLE subprocessor ADD COLUMN assessed_at {time}"),
            format!("ALTER TABLE subprocessor ADD COLUMN assessment_expires_at {time}"),
            "ALTER TABLE subprocessor ADD COLUMN assessment_reference text".to_owned(),
        ] {
            connection.execute_unprepared(&statement).await?;
        }
        if is_postgres {
            for grant in GRANTS {
                connection.execute_unprepared(grant).await?;
            }
        }

        tenant_table("filed_objection")
            .uuid("change_id")
            .uuid("objection_id")
            .uuid("customer_id")
            .time("filed_at")
            .text_or_null("outcome")
            .time_or_null("ended_at")
            .unique(&["objection_id"])
            .index(&["change_id"])
            .never_removed()
            .fixed(&["id", "change_id", "objection_id", "customer_id", "filed_at"])
            .create(manager)
            .await?;
        tenant_table("subprocessor_review")
            .uuid("subprocessor_id")
            .choice("kind", &["review", "assessment"])
            .text("note")
            .text_or_null("reference")
            .uuid("reviewed_by")
            .time("reviewed_at")
            .time("due_at")
            .append_only()
            .create(manager)
            .await?;
        tenant_table("subprocessor_alarm")
            .uuid("subprocessor_id")
            .choice("kind", &["review", "assessment"])
            .time("due_at")
            .int("days")
            .time("raised_at")
            .unique(&["subprocessor_id", "kind", "due_at", "days"])
            .append_only()
            .create(manager)
            .await
    }
}
