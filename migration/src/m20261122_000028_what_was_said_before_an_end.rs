//! An agreement keeps which workspaces held it, what members of staff said of the data before its end, and how often it was
//! tried to set a seal on it; a measure keeps which proposals to retire it came to nothing, and why. Columns of agreement and
//! measure; empty in what was kept before.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = tenant_table("agreement").json_or_null("released_from").json_or_null("ending");
        columns.int_or_null("seal_tries").extend(manager).await?;
        tenant_table("measure").json_or_null("dropped_retirements").extend(manager).await
    }
}
