//! Versions of the agreement's text. Table: agreement_template. A number that was withdrawn may be used again; one version at
//! a time is published.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("agreement_template")
            .text("version")
            .choice("state", &["draft", "approved", "published", "retired", "withdrawn"])
            .choice("origin", &["shipped", "uploaded"])
            .text("template_toml")
            .text("en_md")
            .text("de_md")
            .text("template_toml_sha256")
            .text("en_md_sha256")
            .text("de_md_sha256")
            .text("note")
            .int("revision")
            .uuid_or_null("uploaded_by")
            .time("uploaded_at")
            .uuid_or_null("changed_by")
            .time("changed_at")
            .uuid_or_null("approved_by")
            .time_or_null("approved_at")
            .uuid_or_null("published_by")
            .time_or_null("published_at")
            .uuid_or_null("retired_by")
            .time_or_null("retired_at")
            .uuid_or_null("withdrawn_by")
            .time_or_null("withdrawn_at")
            .unique_where(&["version"], "state <> 'withdrawn'")
            .unique_where(&[], "state = 'published'")
            .never_removed()
            .fixed(&["id", "origin", "uploaded_by", "uploaded_at"])
            .create(manager)
            .await
    }
}
