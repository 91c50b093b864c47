//! How news of sub-processors reaches people who are not told by a notice. Tables: change_news, list_subscriber, list_request,
//! webhook_endpoint, webhook_delivery. The first three lie in the operator's realm, the last two in each workspace.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("change_news")
            .uuid("change_id")
            .choice("kind", &["add", "replace", "location", "purpose", "transfer", "remove"])
            .bool("emergency")
            .text("category")
            .text("purpose_en")
            .text("purpose_de")
            .text("location")
            .text("transfer_mechanism")
            .time("noticed_at")
            .time("starts_at")
            .time_or_null("started_at")
            .time_or_null("withdrawn_at")
            .time("updated_at")
            .unique(&["change_id"])
            .never_removed()
            .create(manager)
            .await?;
        tenant_table("list_subscriber")
            .text("email")
            .text("locale")
            .choice("state", &["pending", "confirmed"])
            .bytes_or_null("confirm_hash")
            .time_or_null("confirm_until")
            .time("asked_at")
            .time_or_null("confirmed_at")
            .unique(&["email"])
            .index(&["confirm_hash"])
            .create(manager)
            .await?;
        tenant_table("list_request")
            .text("name")
            .text("company")
            .text("email")
            .text("reason")
            .text("locale")
            .choice("state", &["requested", "confirmed", "granted", "refused", "expired", "revoked"])
            .bytes_or_null("confirm_hash")
            .time_or_null("confirm_until")
            .time("requested_at")
            .time_or_null("confirmed_at")
            .uuid_or_null("decided_by")
            .time_or_null("decided_at")
            .text_or_null("answer")
            .bytes_or_null("access_hash")
            .time_or_null("expires_at")
            .time_or_null("ended_at")
            .int("openings")
            .time_or_null("opened_at")
            .index(&["confirm_hash"])
            .create(manager)
            .await?;
        tenant_table("webhook_endpoint")
            .text("url")
            .text("description")
            .choice("state", &["active", "paused"])
            .bytes("secret")
            .bytes_or_null("old_secret")
            .time_or_null("rotation_ends_at")
            .uuid("created_by")
            .time("created_at")
            .time_or_null("paused_at")
            .time_or_null("warned_at")
            .create(manager)
            .await?;
        tenant_table("webhook_delivery")
            .references("endpoint_id", "webhook_endpoint")
            .text("event_type")
            .text("event_key")
            .text("body")
            .choice("state", &["queued", "delivered", "failed"])
            .int("attempts")
            .time("queued_at")
            .time_or_null("first_tried_at")
            .time_or_null("tried_at")
            .time_or_null("next_at")
            .int_or_null("answer_code")
            .text_or_null("failure")
            .time_or_null("ended_at")
            .unique(&["endpoint_id", "event_key"])
            .create(manager)
            .await
    }
}
