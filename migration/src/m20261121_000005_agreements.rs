//! Tables: agreement.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("agreement")
            .text("number")
            .choice("state", &["requested", "generated", "sealed", "sent", "failed"])
            .choice("language", &["en", "de"])
            .text("legal_name")
            .text("register_no")
            .text("address")
            .text("country")
            .text("contact_email")
            .text("signatory_name")
            .text("signatory_title")
            .bytes("status_token_hash")
            .bytes_or_null("idempotency_key_hash")
            .bytes("request_hash")
            .text("template_version")
            .text_or_null("json")
            .text_or_null("json_sha256")
            .text_or_null("pdf_sha256")
            .uuid_or_null("file_id")
            .time("requested_at")
            .time_or_null("generated_at")
            .time_or_null("sealed_at")
            .time_or_null("sent_at")
            .text_or_null("failure")
            .unique(&["number"])
            .unique(&["status_token_hash"])
            .unique(&["idempotency_key_hash"])
            .create(manager)
            .await?;
        Ok(())
    }
}
