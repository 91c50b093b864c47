//! Review meetings: what is proposed stands apart from what was chosen, minutes that were written anew keep what they said
//! before, and since when somebody waits is known; of a questionnaire, how many rows take no answer. Table: review_minutes;
//! columns of review_meeting and questionnaire.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("review_meeting")
            .int_or_null("proposed_minutes")
            .text_or_null("proposed_place")
            .time_or_null("waits_from")
            .extend(manager)
            .await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let grant = "GRANT SELECT (waits_from) ON review_meeting TO tutela_worker";
            manager.get_connection().execute_unprepared(grant).await?;
        }
        tenant_table("questionnaire").int_or_null("skipped").extend(manager).await?;
        tenant_table("review_minutes")
            .references("meeting_id", "review_meeting")
            .int("version")
            .text("participants")
            .text("minutes")
            .json("actions")
            .uuid_or_null("written_by")
            .time("written_at")
            .text_or_null("comment")
            .unique(&["meeting_id", "version"])
            .append_only()
            .create(manager)
            .await
    }
}
