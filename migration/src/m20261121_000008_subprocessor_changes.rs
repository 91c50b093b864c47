//! Changes of the register of sub-processors, with their notices, clocks and objections. Tables: subprocessor_change,
//! change_review, change_notice, notice_delivery, objection, subprocessor_list. A vendor that left may come back: its name is
//! unique among those in use.

use sea_orm_migration::prelude::*;

use crate::tables::{platform_table, tenant_table};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared("DROP INDEX subprocessor_legal_name_key").await?;
        connection
            .execute_unprepared(
                "CREATE UNIQUE INDEX subprocessor_legal_name_open_key ON subprocessor (legal_name) WHERE state = 'active'",
            )
            .await?;
        tenant_table("subprocessor_change")
            .choice("kind", &["add", "replace", "location", "purpose", "transfer", "remove"])
            .choice("state", &["draft", "reviewed", "rejected", "noticed", "active", "withdrawn"])
            .bool("emergency")
            .uuid_or_null("subprocessor_id")
            .json_or_null("proposed")
            .text("reason")
            .int("notice_days")
            .int("revision")
            .uuid("drafted_by")
            .time("drafted_at")
            .uuid_or_null("noticed_by")
            .time_or_null("noticed_at")
            .uuid_or_null("activated_by")
            .time_or_null("activated_at")
            .uuid_or_null("withdrawn_by")
            .time_or_null("withdrawn_at")
            .text_or_null("withdrawal_reason")
            .never_removed()
            .fixed(&["id", "drafted_at"])
            .create(manager)
            .await?;
        tenant_table("change_review")
            .references("change_id", "subprocessor_change")
            .int("revision")
            .choice("decision", &["approved", "rejected"])
            .text("note")
            .uuid("reviewed_by")
            .time("reviewed_at")
            .unique(&["change_id", "revision", "reviewed_by"])
            .append_only()
            .create(manager)
            .await?;
        tenant_table("change_notice")
            .uuid("change_id")
            .choice("kind", &["add", "replace", "location", "purpose", "transfer", "remove"])
            .bool("emergency")
            .json("content")
            .text("zone")
            .int("notice_days")
            .time("noticed_at")
            .time("earliest_at")
            .time_or_null("reached_at")
            .uuid_or_null("acknowledged_by")
            .time_or_null("acknowledged_at")
            .bool("has_objection")
            .bool("left_out")
            .time_or_null("activated_at")
            .time_or_null("withdrawn_at")
            .unique(&["change_id"])
            .never_removed()
            .fixed(&["id", "change_id", "kind", "emergency", "content", "notice_days"])
            .surveyed_by_worker(&[
                "tenant_id",
                "change_id",
                "noticed_at",
                "notice_days",
                "zone",
                "reached_at",
                "has_objection",
                "left_out",
            ])
            .create(manager)
            .await?;
        tenant_table("notice_delivery")
            .references("notice_id", "change_notice")
            .int("place")
            .references("user_id", "user_account")
            .choice("state", &["queued", "sending", "sent", "failed", "unconfirmed"])
            .time("queued_at")
            .time_or_null("sent_at")
            .time_or_null("failed_at")
            .text_or_null("failure")
            .time_or_null("opened_at")
            .unique(&["notice_id", "user_id"])
            .never_removed()
            .fixed(&["id", "notice_id", "user_id", "queued_at"])
            .create(manager)
            .await?;
        tenant_table("objection")
            .references("notice_id", "change_notice")
            .text("grounds")
            .uuid("objected_by")
            .time("objected_at")
            .text_or_null("outcome")
            .text_or_null("answer")
            .uuid_or_null("resolved_by")
            .time_or_null("resolved_at")
            .unique_where(&["notice_id"], "resolved_at IS NULL")
            .never_removed()
            .fixed(&["id", "notice_id", "grounds", "objected_by", "objected_at"])
            .create(manager)
            .await?;
        platform_table("subprocessor_list")
            .int("version")
            .uuid_or_null("change_id")
            .json("content")
            .text("sha256")
            .time("made_at")
            .unique(&["version"])
            .append_only()
            .create(manager)
            .await
    }
}
