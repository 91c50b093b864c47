//! Who may hold an agreement is confirmed by its contact; a signature that waits, a mail that did not arrive and what became of
//! the data are noted. Tables: agreement (more columns), countersignature (who asked), agreement_attachment.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("agreement")
            .text_or_null("flat_name")
            .time_or_null("signature_confirmed_at")
            .time_or_null("mail_failed_at")
            .text_or_null("data_statement")
            .extend(manager)
            .await?;
        tenant_table("countersignature").uuid_or_null("asked_by").extend(manager).await?;
        tenant_table("agreement_attachment")
            .references("agreement_id", "agreement")
            .uuid("workspace")
            .uuid("asked_by")
            .text("contact_email")
            .bytes("link_hash")
            .time("asked_at")
            .time("expires_at")
            .time_or_null("confirmed_at")
            .text_or_null("confirmed_ip")
            .text_or_null("confirmed_agent")
            .unique(&["link_hash"])
            .index(&["agreement_id"])
            .never_removed()
            .fixed(&["id", "agreement_id", "workspace", "asked_by", "contact_email", "link_hash", "asked_at", "expires_at"])
            .create(manager)
            .await
    }
}
