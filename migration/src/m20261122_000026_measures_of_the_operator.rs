//! What the operator's people do for security, as rows that staff writes, approves and checks. Tables: measure, measure_check,
//! measure_alarm. A measure is known by its code, whatever version of it is in use; one version at a time is.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("measure")
            .text("code")
            .int("version")
            .choice("state", &["draft", "rejected", "in_use", "replaced", "retired"])
            .choice("origin", &["shipped", "written"])
            .text("heading")
            .text("name_en")
            .text("name_de")
            .text("text_en")
            .text("text_de")
            .json("promises")
            .json("evidence")
            .int("check_every_months")
            .time_or_null("checked_at")
            .time_or_null("shortcoming_at")
            .time_or_null("check_due_at")
            .int("revision")
            .uuid_or_null("written_by")
            .time("written_at")
            .uuid_or_null("changed_by")
            .time("changed_at")
            .uuid_or_null("approved_by")
            .time_or_null("approved_at")
            .uuid_or_null("rejected_by")
            .time_or_null("rejected_at")
            .text_or_null("rejection_note")
            .uuid_or_null("retirement_by")
            .time_or_null("retirement_at")
            .text_or_null("retirement_note")
            .uuid_or_null("retired_by")
            .time_or_null("retired_at")
            .time_or_null("replaced_at")
            .unique(&["code", "version"])
            .unique_where(&["code"], "state = 'in_use'")
            .index(&["state"])
            .never_removed()
            .fixed(&["id", "code", "version", "origin", "written_by", "written_at"])
            .create(manager)
            .await?;
        tenant_table("measure_check")
            .references("measure_id", "measure")
            .text("code")
            .choice("result", &["holds", "shortcoming"])
            .text("note")
            .json("evidence")
            .uuid("checked_by")
            .time("checked_at")
            .time("due_at")
            .index(&["code", "id"])
            .append_only()
            .create(manager)
            .await?;
        tenant_table("measure_alarm")
            .text("code")
            .time("due_at")
            .int("days")
            .time("raised_at")
            .unique(&["code", "due_at", "days"])
            .append_only()
            .create(manager)
            .await
    }
}
