//! The verbs of instructions.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::events::Event;
use super::log;
use super::model::{AI, AiSwitch, Instruction, Subject};
use super::policy::{ManageSettings, ReadSettings};
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::people::tenants::{self, Tenant};
use crate::people::users;

/// The AI switch of the caller's workspace.
///
/// # Errors
/// When the database fails.
pub async fn ai(caller: &Authorized<ReadSettings>) -> Result<AiSwitch, Error> {
    ai_of(&caller.read().await?).await
}

/// The AI switch of the transaction's workspace.
///
/// # Errors
/// When the database fails.
pub async fn ai_of(tx: &TenantTx) -> Result<AiSwitch, Error> {
    Ok(store::last(tx, AI).await?.into())
}

/// Answers whether the transaction's workspace has turned AI on.
///
/// # Errors
/// When the database fails.
pub async fn ai_is_enabled(tx: &TenantTx) -> Result<bool, Error> {
    Ok(ai_of(tx).await?.enabled)
}

/// Turns AI on or off. The instruction is kept with who and when; saying what holds already changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn switch_ai(caller: &Authorized<ManageSettings>, enabled: bool) -> Result<AiSwitch, Error> {
    let tx = caller.begin().await?;
    let before = AiSwitch::from(store::last(&tx, AI).await?);
    if before.enabled == enabled {
        return Ok(before);
    }
    let given = store::insert(&tx, AI, serde_json::json!({ "enabled": enabled }), log::giver(&tx).await?).await?;
    let (instruction_id, feature) = (given.id, "all".to_owned());
    let event = match enabled {
        true => Event::AiEnabled { instruction_id, feature },
        false => Event::AiDisabled { instruction_id, feature },
    };
    tx.commit(event).await?;
    Ok(Some(given).into())
}

/// What the page of settings shows, read in one moment.
pub struct Overview {
    /// The workspace.
    pub tenant: Tenant,
    /// The AI switch.
    pub ai: AiSwitch,
    /// The newest instructions.
    pub instructions: Vec<Instruction>,
    /// Who gave them.
    pub names: HashMap<Uuid, String>,
}

/// Everything the page of settings shows.
///
/// # Errors
/// When the database fails.
pub async fn overview(caller: &Authorized<ReadSettings>) -> Result<Overview, Error> {
    let tx = caller.read().await?;
    let tenant = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let ai = AiSwitch::from(store::last(&tx, AI).await?);
    let instructions = store::page(&tx, None, &Paging { after: None, limit: Some(5) }).await?.items;
    let people = instructions.iter().map(|given| given.given_by).chain(ai.changed_by).collect();
    let names = users::names(&tx, &people).await?;
    Ok(Overview { tenant, ai, instructions, names })
}

/// Every instruction of the workspace, newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn instructions(
    caller: &Authorized<ReadSettings>,
    subject: Option<Subject>,
    paging: &Paging,
) -> Result<Page<Instruction>, Error> {
    store::page(&caller.read().await?, subject, paging).await
}

/// How many instructions the workspace gave, and when the last one (M-2.2). 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn given(tx: &TenantTx) -> Result<(u64, Option<DateTime<Utc>>), Error> {
    store::given(tx).await
}
