//! Tables: tenant, subprocessor, document.

use sea_orm_migration::prelude::*;

use crate::tables::platform_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        platform_table("tenant")
            .text("slug")
            .text("name")
            .choice("kind", &["tenant", "operator"])
            .text_or_null("accent")
            .text("locale")
            .text("zone")
            .bytes("wrapped_key")
            .time("created_at")
            .unique(&["slug"])
            .never_removed()
            .fixed(&["id", "slug", "kind", "wrapped_key", "created_at"])
            .create(manager)
            .await?;
        platform_table("subprocessor")
            .text("legal_name")
            .text("address")
            .text("country")
            .text("contact_email")
            .text("category")
            .text("purpose_en")
            .text("purpose_de")
            .json("data_categories")
            .text("location")
            .choice("transfer_mechanism", &["none_within_eea", "adequacy", "dpf", "scc_m2", "scc_m3", "bcr"])
            .choice("applies", &["always", "ai_enabled", "sso_enabled"])
            .choice("state", &["active", "retired"])
            .time("since")
            .time("created_at")
            .unique(&["legal_name"])
            .never_removed()
            .fixed(&["id", "created_at"])
            .create(manager)
            .await?;
        platform_table("document")
            .uuid("owner_id")
            .choice("kind", &["dpa", "certificate"])
            .uuid("object_id")
            .text("code")
            .text("sha256")
            .time("sealed_at")
            .unique(&["code"])
            .unique(&["sha256"])
            .append_only()
            .create(manager)
            .await?;
        Ok(())
    }
}
