//! The life of an agreement after it was sent: who holds it, its countersignature, when it came into force and how it ended.
//! Tables: agreement (more states and moments), countersignature, held_agreement.

use sea_orm_migration::prelude::*;

use crate::tables::{tenant_table, widen_choice};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The states from now on.
const STATES: &[&str] = &[
    "requested",
    "generated",
    "sealed",
    "sent",
    "viewed",
    "countersigned",
    "in_force",
    "superseded",
    "terminated",
    "declined",
    "expired",
    "failed",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        widen_choice(manager, "agreement", "state", STATES).await?;
        tenant_table("agreement")
            .uuid_or_null("held_by")
            .text_or_null("legal_entity")
            .json_or_null("workspace")
            .time_or_null("viewed_at")
            .time_or_null("expires_at")
            .time_or_null("reminded_at")
            .time_or_null("countersigned_at")
            .text_or_null("countersigned_how")
            .uuid_or_null("countersigned_file_id")
            .text_or_null("countersigned_sha256")
            .time_or_null("in_force_at")
            .time_or_null("superseded_at")
            .uuid_or_null("superseded_by")
            .time_or_null("terminated_at")
            .time_or_null("declined_at")
            .text_or_null("declined_by")
            .time_or_null("expired_at")
            .text_or_null("reason")
            .unique_where(&["legal_entity"], "state = 'in_force'")
            .unique_where(&["held_by"], "state = 'in_force'")
            .extend(manager)
            .await?;
        tenant_table("countersignature")
            .references("agreement_id", "agreement")
            .choice("how", &["product", "upload"])
            .text("name")
            .text("title")
            .text("contact_email")
            .text("pdf_sha256")
            .bytes_or_null("link_hash")
            .time("asked_at")
            .time("expires_at")
            .text_or_null("asked_ip")
            .text_or_null("asked_agent")
            .time_or_null("confirmed_at")
            .text_or_null("confirmed_ip")
            .text_or_null("confirmed_agent")
            .text_or_null("evidence")
            .text_or_null("evidence_sha256")
            .unique(&["link_hash"])
            .index(&["agreement_id"])
            .never_removed()
            .fixed(&["id", "agreement_id", "how", "name", "title", "contact_email", "pdf_sha256", "link_hash", "asked_at"])
            .create(manager)
            .await?;
        tenant_table("held_agreement")
            .text("number")
            .uuid("asked_by")
            .time("asked_at")
            .time_or_null("attached_at")
            .json_or_null("request")
            .fixed(&["id", "number", "asked_by", "asked_at"])
            .create(manager)
            .await
    }
}
