//! Tables: export.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("export")
            .choice("state", &["requested", "building", "ready", "failed", "expired"])
            .references("requested_by", "user_account")
            .time("requested_at")
            .time_or_null("finished_at")
            .time_or_null("expires_at")
            .int("tables_total")
            .int("tables_done")
            .big("rows_done")
            .big("size")
            .uuid_or_null("file_id")
            .text_or_null("sha256")
            .time_or_null("downloaded_at")
            .text_or_null("failure")
            // One export in the making for each tenant.
            .unique_where(&[], "state IN ('requested', 'building')")
            .create(manager)
            .await?;
        Ok(())
    }
}
