//! A contact says no to a workspace, an operator takes an agreement from one, and a line in a workspace's log is written once.
//! Tables: agreement, agreement_attachment, held_agreement (more columns).

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("agreement").time_or_null("released_at").text_or_null("release_reason").extend(manager).await?;
        tenant_table("agreement_attachment").time_or_null("refused_at").extend(manager).await?;
        tenant_table("held_agreement").json_or_null("told").extend(manager).await
    }
}
