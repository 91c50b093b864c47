//! Instructions that a customer gave in writing. Table: written_instruction.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("written_instruction")
            .text("given_by")
            .time("received_at")
            .text("text")
            .choice("answer", &["followed", "infringes"])
            .text_or_null("reason")
            .uuid_or_null("objection_id")
            .uuid("entered_by")
            .time("entered_at")
            .index(&["received_at"])
            .append_only()
            .create(manager)
            .await
    }
}
