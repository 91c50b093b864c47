//! Brings what a workspace holds to the operator: the agreement it asked for, or its name beside one that was asked for
//! without an account. Two realms are never written in one transaction: the workspace's own comes first, this job follows.

use chrono::TimeDelta;
use entity::held_agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::actions::{realm, status_token};
use super::super::events::Event;
use super::super::freeze::WorkspaceFacts;
use super::super::jobs::Generate;
use super::super::model::{NewRequest, Request};
use super::super::store as agreements;
use super::attaching::{self, Wish, check_free};
use super::store;
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
    let valid = TimeDelta::hours(template.config().life.link_hours.value.into());
    let kept = match &held.request {
        Some(request) => {
            let new = serde_json::from_value(request.clone())?;
            asked(operator, &held, new, holder, &facts, &template).await.map(|()| true)
        }
        None => {
            let wish = Wish { id: work.id, workspace: holder, asked_by: held.asked_by, valid };
            attached(operator, &held, &wish).await
        }
    };
    let tx = work.begin().await?;
    if kept? {
        if held.attached_at.is_some() {
            tx.enqueue_at(LetGo { agreement_id: held.id }, tx.now() + valid + AFTER_LINK).await?;
        }
        store::clear_request(&tx, held.id).await?;
        return tx.commit_noted().await;
    }
    store::let_go(&tx, held.id).await?;
    tx.commit(Event::AttachmentRefused { dpa_id: held.id }).await
}

/// A confirmation of the link's last second is kept by then.
const AFTER_LINK: TimeDelta = TimeDelta::minutes(10);

/// Lets an agreement go whose contact has not confirmed that the workspace may hold it.
#[derive(Debug, Serialize, Deserialize)]
pub struct LetGo {
    /// The agreement.
    agreement_id: Uuid,
}

impl Job for LetGo {
    const KIND: &'static str = "dpa.let_go";
}

/// Lets it go, unless the workspace holds it or its contact was asked again.
///
/// # Errors
/// When a database fails; the outbox tries again.
pub async fn let_go(work: Work, job: LetGo) -> Result<(), Error> {
    let holder = work.tenant().get();
    let operator = work.kernel().read_as_system(realm(work.kernel()).await?).await?;
    let row = agreements::by_id(&operator, job.agreement_id).await?;
    if row.held_by == Some(holder) || attaching::is_asked(&operator, row.id, holder).await? {
        return Ok(());
    }
    drop(operator);
    let tx = work.begin().await?;
    if store::find_held(&tx, row.id).await?.is_none() {
        return Ok(());
    }
    store::let_go(&tx, row.id).await?;
    tx.commit(Event::AttachmentRefused { dpa_id: row.id }).await
}

/// What the workspace has instructed, and the list of vendors as it holds there. Who gave an instruction is named by role and
/// initials: the agreement is kept for years and handed to auditors, and the workspace's own log says who it was on that day.
async fn facts(tx: &TenantTx) -> Result<WorkspaceFacts, Error> {
    let (given, written) = (settings::in_force(tx).await?, settings::written::followed(tx).await?);
    Ok(WorkspaceFacts::of(given, written, lists::entries(tx).await?))
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

/// Asks the contact whether the workspace may hold it, unless another one does, or it has one in force already. Says whether
/// it may still come to hold it.
async fn attached(tx: TenantTx, held: &held_agreement::Model, wish: &Wish) -> Result<bool, Error> {
    let row = agreements::locked(&tx, held.id).await?;
    if row.held_by == Some(wish.workspace) {
        return Ok(true);
    }
    match check_free(&tx, &row, wish.workspace).await {
        Err(Error::Refused { .. }) => return Ok(false),
        other => other?,
    }
    attaching::ask(&tx, &row, wish).await?;
    tx.commit_noted().await?;
    Ok(true)
}
