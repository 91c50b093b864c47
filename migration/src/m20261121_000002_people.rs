//! Tables: user_account, session, api_token, invitation, user_group, group_member, instruction.

use sea_orm_migration::prelude::*;

use crate::tables::tenant_table;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table("user_account")
            .text("email")
            .text("name")
            .text("role")
            .choice("state", &["invited", "active", "deactivated"])
            .text_or_null("password_hash")
            .text("locale")
            .time("created_at")
            .time_or_null("signed_in_at")
            .time_or_null("deactivated_at")
            .unique(&["email"])
            .index(&["name", "id"])
            .create(manager)
            .await?;
        tenant_table("session")
            .references("user_id", "user_account")
            .bytes("token_hash")
            .time("created_at")
            .time("seen_at")
            .time("expires_at")
            .time_or_null("confirmed_at")
            .time_or_null("ended_at")
            .unique(&["token_hash"])
            .index(&["user_id"])
            .create(manager)
            .await?;
        tenant_table("api_token")
            .references("user_id", "user_account")
            .text("name")
            .bytes("token_hash")
            .time("created_at")
            .time_or_null("expires_at")
            .time_or_null("revoked_at")
            .unique(&["token_hash"])
            .index(&["user_id"])
            .create(manager)
            .await?;
        tenant_table("invitation")
            .references("user_id", "user_account")
            .bytes("token_hash")
            .time("created_at")
            .time("expires_at")
            .time_or_null("accepted_at")
            .unique(&["token_hash"])
            .index(&["user_id"])
            .create(manager)
            .await?;
        tenant_table("user_group").text("name").time("created_at").unique(&["name"]).create(manager).await?;
        tenant_table("group_member")
            .references("group_id", "user_group")
            .references("user_id", "user_account")
            .choice("kind", &["member", "lead"])
            .time("added_at")
            .unique(&["group_id", "user_id"])
            .index(&["user_id"])
            .create(manager)
            .await?;
        tenant_table("instruction")
            .text("subject")
            .json("value")
            .references("given_by", "user_account")
            .time("given_at")
            .index(&["subject", "given_at"])
            .append_only()
            .create(manager)
            .await?;
        Ok(())
    }
}
