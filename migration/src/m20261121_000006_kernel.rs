//! Tables: stored_file, job, idempotency_key, audit_event, audit_leaf, audit_checkpoint.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("stored_file")
            .text("kind")
            .text("name")
            .text("content_type")
            .big("size")
            .text("sha256")
            .time("created_at")
            .create(manager)
            .await?;
        tenant_table("job")
            .text("kind")
            .json("payload")
            .choice("state", &["queued", "running", "done", "dead"])
            .time("run_at")
            .int("attempts")
            .time_or_null("lease_until")
            .time("created_at")
            .time_or_null("finished_at")
            .text_or_null("failure")
            .index_where(&["run_at"], "state IN ('queued', 'running')")
            .readable_by_worker()
            .create(manager)
            .await?;
        tenant_table("idempotency_key")
            .text("key")
            .references("user_id", "user_account")
            .bytes("fingerprint")
            .int("status")
            .text("content_type")
            .bytes("body")
            .time("created_at")
            .unique(&["user_id", "key"])
            .index(&["created_at"])
            .create(manager)
            .await?;
        tenant_table("audit_event")
            .word("name")
            .int("schema_version")
            .time("occurred_at")
            .text("actor_kind")
            .uuid_or_null("actor_id")
            .uuid_or_null("session_id")
            .uuid_or_null("request_id")
            .bytes_or_null("origin")
            .text("object_kind")
            .uuid_or_null("object_id")
            .text("outcome")
            .text("severity")
            .json("payload")
            .index(&["name", "id"])
            .index(&["object_id", "id"])
            .index(&["actor_id", "id"])
            .append_only()
            .create(manager)
            .await?;
        tenant_table("audit_leaf").big("seq").bytes("leaf_hash").unique(&["seq"]).append_only().create(manager).await?;
        tenant_table("audit_checkpoint")
            .big("size")
            .bytes("root")
            .bytes("frontier")
            .text("note")
            .time("made_at")
            .unique(&["size"])
            .append_only()
            .create(manager)
            .await?;
        Ok(())
    }
}
