//! Brings what a workspace holds to the operator: the agreement it asked for, or its name beside one that was asked for
//! without an account. Two realms are never written in one transaction: the workspace's own comes first, this job follows.

use entity::held_agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::actions::{realm, status_token};
use super::super::events::Event;
use super::super::freeze::WorkspaceFacts;
use super::super::jobs::Generate;
use super::super::model::{NewRequest, Request};
use super::super::states::State;
use super::super::store as agreements;
use super::store;
use super::terms::BringTerms;
use crate::agreements::templates::{self, Template};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids::fingerprint;
use crate::kernel::outbox::{Job, Work};
use crate::people::settings;
use crate::vendors::lists;

/// Brings what a workspace holds to the operator.
#[derive(Debug, Serialize, Deserialize)]
pub struct HandIn {
    /// The agreement.
    pub agreement_id: Uuid,
}

impl Job for HandIn {
    const KIND: &'static str = "dpa.hand_in";
}

/// Hands in. Done twice, it makes one agreement.
///
/// # Errors
/// When a database fails; the outbox tries again.
pub async fn hand_in(work: Work, job: HandIn) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let held = store::held(&tx, job.agreement_id).await?;
    let facts = facts(&tx).await?;
    drop(tx);
    let holder = work.tenant().get();
    let realm = realm(work.kernel()).await?;
    let template = templates::current(work.kernel(), realm).await?;
    let operator = work.kernel().as_system(realm).await?;
    let kept = match &held.request {
        Some(request) => {
            let new = serde_json::from_value(request.clone())?;
            asked(operator, &held, new, holder, &facts, &template).await.map(|()| true)
        }
        None => attached(operator, &held, holder).await,
    };
    let tx = work.begin().await?;
    if kept? {
        store::clear_request(&tx, held.id).await?;
        return tx.commit_noted().await;
    }
    store::let_go(&tx, held.id).await?;
    tx.commit(Event::AttachmentRefused { dpa_id: held.id }).await
}

/// What the workspace has instructed, and the list of vendors as it holds there. Who gave an instruction is named by role and
/// initials: the agreement is kept for years and handed to auditors, and the workspace's own log says who it was on that day.
async fn facts(tx: &TenantTx) -> Result<WorkspaceFacts, Error> {
    let given = settings::in_force(tx).await?;
    Ok(WorkspaceFacts::of(given, lists::entries(tx).await?))
}

async fn asked(
    tx: TenantTx,
    held: &held_agreement::Model,
    new: NewRequest,
    holder: Uuid,
    facts: &WorkspaceFacts,
    template: &Template,
) -> Result<(), Error> {
    if agreements::find(&tx, held.id).await?.is_some() {
        return Ok(());
    }
    let request = Request::read(&new)?;
    let token_hash = fingerprint(&status_token(tx.kernel(), held.id));
    agreements::insert(&tx, held.id, &request, template.version(), token_hash, None).await?;
    agreements::set_workspace(&tx, held, holder, facts).await?;
    tx.enqueue(Generate { agreement_id: held.id }).await?;
    let (template_version, language) = (template.version().to_owned(), request.language.code().to_owned());
    tx.commit(Event::Requested { dpa_id: held.id, template_version, language }).await
}

/// Names the workspace as the holder, unless another one is, or it has one in force already. Says whether it holds it now.
async fn attached(tx: TenantTx, held: &held_agreement::Model, holder: Uuid) -> Result<bool, Error> {
    let row = agreements::locked(&tx, held.id).await?;
    if row.held_by == Some(holder) {
        return Ok(true);
    }
    let in_force = row.state == State::InForce.as_str() && store::in_force_of(&tx, holder).await?.is_some();
    if row.held_by.is_some() || in_force {
        return Ok(false);
    }
    store::set_holder(&tx, held.id, holder).await?;
    tx.enqueue(BringTerms { agreement_id: held.id }).await?;
    tx.commit(Event::Attached { dpa_id: held.id }).await?;
    Ok(true)
}
