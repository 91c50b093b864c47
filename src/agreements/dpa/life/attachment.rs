//! Brings what a workspace holds to the operator: the agreement it asked for, or its name beside one that was asked for
//! without an account. Two realms are never written in one transaction: the workspace's own comes first, this job follows.

use chrono::TimeDelta;
use entity::held_agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::actions::{realm, status_token};
use super::super::events::Event;
use super::super::jobs::Generate;
use super::super::model::{NewRequest, Request};
use super::super::store as agreements;
use super::attaching::{self, Wish, check_free};
use super::held::store;
use crate::agreements::templates::{self, Template};
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::error::Error;
use crate::kernel::ids::fingerprint;
use crate::kernel::outbox::{Job, Work};
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants;
use crate::vendors::contacts;

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
    // Let go or given up in the meantime, there is nothing to hand in.
    let Some(held) = store::find_held(&tx, job.agreement_id).await?.filter(|held| held.lost_at.is_none()) else { return Ok(()) };
    drop(tx);
    let holder = work.tenant().get();
    let realm = realm(work.kernel()).await?;
    if let Some(request) = &held.request {
        let new = serde_json::from_value(request.clone())?;
        // A text that was taken out of use this minute is followed by another one: tried again, it is not refused for good.
        let template = templates::current(work.kernel(), realm).await.map_err(|error| anyhow::anyhow!(error))?;
        asked(work.kernel().as_system(realm).await?, &held, new, holder, &template).await?;
        let tx = work.begin().await?;
        store::clear_request(&tx, held.id).await?;
        return tx.commit_noted().await;
    }
    // The link works as long as the agreement itself says.
    let row = agreements::by_id(&work.kernel().read_as_system(realm).await?, held.id).await?;
    let template = templates::version(work.kernel(), realm, &row.template_version).await?;
    let valid = TimeDelta::hours(template.config().life.link_hours.value.into());
    let wish = Wish { id: work.id, workspace: holder, asked_by: held.asked_by, valid };
    let may_hold = attached(work.kernel().as_system(realm).await?, &held, &wish).await?;
    let tx = work.begin().await?;
    if may_hold {
        tx.enqueue_at(LetGo { agreement_id: held.id }, tx.now() + valid + AFTER_LINK).await?;
        return tx.commit_noted().await;
    }
    let_it_go(&tx, &held, "mail-dpa-attach-ended-taken").await?;
    tx.commit(Event::AttachmentRefused { dpa_id: held.id }).await
}

/// The job was given up: the workspace is told that its request did not get through, unless the operator has it after all. What it
/// asked is kept until somebody puts it away or asks again, and for 30 days at most. One to take in an agreement is let go by
/// itself ([`LetGo`]).
///
/// # Errors
/// When a database fails.
pub async fn lost(work: Work, job: HandIn) -> Result<(), Error> {
    let operator = work.kernel().read_as_system(realm(work.kernel()).await?).await?;
    let has_come = agreements::find(&operator, job.agreement_id).await?.is_some();
    drop(operator);
    let tx = work.begin().await?;
    let Some(held) = store::held_locked(&tx, job.agreement_id).await? else { return Ok(()) };
    if held.request.is_none() || held.lost_at.is_some() {
        return Ok(());
    }
    if has_come {
        store::clear_request(&tx, held.id).await?;
        return tx.commit_noted().await;
    }
    store::set_lost(&tx, held.id).await?;
    tx.enqueue_at(ForgetLost { agreement_id: held.id }, tx.now() + LOST_KEPT).await?;
    tx.commit(Event::Lost { dpa_id: held.id }).await
}

/// The answers of a request that was lost are kept 30 days, as annex IV says: as long as the job that was given up.
const LOST_KEPT: TimeDelta = TimeDelta::days(30);

/// Forgets what was answered in a request that was lost.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForgetLost {
    /// The agreement that was asked for.
    pub agreement_id: Uuid,
}

impl Job for ForgetLost {
    const KIND: &'static str = "dpa.forget_lost";
}

/// Forgets it, unless it was put away or asked again before.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn forget_lost(work: Work, job: ForgetLost) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some(held) = store::held_locked(&tx, job.agreement_id).await? else { return Ok(()) };
    if held.request.is_none() || held.lost_at.is_none() {
        return Ok(());
    }
    store::forget_request(&tx, held.id).await?;
    tx.commit_unaudited(Unaudited::Tidying).await
}

/// A confirmation of the link's last second is kept by then.
pub const AFTER_LINK: TimeDelta = TimeDelta::minutes(10);

/// The workspace holds it no more, or never came to; whoever asked for it there is told why.
async fn let_it_go(tx: &TenantTx, held: &held_agreement::Model, why: &str) -> Result<(), Error> {
    store::let_go(tx, held.id).await?;
    let mail = Mail::new(Recipient::Person(held.asked_by), "dpa-attach-ended")
        .with("number", held.number.clone())
        .item(why, [])
        .link("/settings/agreements");
    notifications::mail(tx, mail).await
}

/// Lets an agreement go whose contact has not confirmed that the workspace may hold it.
#[derive(Debug, Serialize, Deserialize)]
pub struct LetGo {
    /// The agreement.
    pub agreement_id: Uuid,
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
    let Some(held) = store::held_locked(&tx, row.id).await? else { return Ok(()) };
    if row.held_by.is_some() {
        let_it_go(&tx, &held, "mail-dpa-attach-ended-taken").await?;
        return tx.commit(Event::AttachmentRefused { dpa_id: row.id }).await;
    }
    let_it_go(&tx, &held, "mail-dpa-attach-ended-lapsed").await?;
    tx.commit(Event::AttachmentLapsed { dpa_id: row.id }).await
}

/// Takes an agreement from a workspace.
#[derive(Debug, Serialize, Deserialize)]
pub struct TakeBack {
    /// The agreement.
    pub agreement_id: Uuid,
    /// The workspace.
    pub workspace: Uuid,
    /// Why.
    pub why: Why,
}

/// Why an agreement is taken from a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Its contact said that the workspace is not theirs.
    Refused,
    /// The operator's staff have decided it.
    Released,
}

impl Job for TakeBack {
    const KIND: &'static str = "dpa.take_back";
}

/// Takes it, unless the workspace holds it again or its contact is asked again. Done again it changes nothing.
///
/// # Errors
/// When a database fails; the outbox tries again.
pub async fn take_back(work: Work, job: TakeBack) -> Result<(), Error> {
    let read = work.snapshot().await?;
    let Some(workspace) = tenants::find(&read, job.workspace).await? else { return Ok(()) };
    let row = agreements::by_id(&read, job.agreement_id).await?;
    if row.held_by == Some(job.workspace) || attaching::is_asked(&read, row.id, job.workspace).await? {
        return Ok(());
    }
    drop(read);
    let theirs = work.kernel().as_system(workspace.id).await?;
    let Some(held) = store::held_locked(&theirs, row.id).await? else { return Ok(()) };
    match job.why {
        Why::Refused => {
            let_it_go(&theirs, &held, "mail-dpa-attach-ended-refused").await?;
            theirs.commit(Event::AttachmentRefused { dpa_id: row.id }).await
        }
        Why::Released => {
            store::let_go(&theirs, held.id).await?;
            contacts::let_go(&theirs, row.id).await?;
            let mail = Mail::new(Recipient::Person(held.asked_by), "dpa-released")
                .with("number", held.number.clone())
                .with("organisation", row.legal_name.clone())
                .with("workspace", workspace.name)
                .with("reason", row.release_reason.unwrap_or_default())
                .link("/settings/agreements");
            notifications::mail(&theirs, mail).await?;
            theirs.commit(Event::Released { dpa_id: row.id, workspace: job.workspace }).await
        }
    }
}

async fn asked(
    tx: TenantTx,
    held: &held_agreement::Model,
    new: NewRequest,
    holder: Uuid,
    template: &Template,
) -> Result<(), Error> {
    if agreements::find(&tx, held.id).await?.is_some() {
        return Ok(());
    }
    let request = Request::read(&new)?;
    let token_hash = fingerprint(&status_token(tx.kernel(), held.id));
    agreements::insert(&tx, held.id, &request, template.version(), token_hash, None).await?;
    agreements::set_workspace(&tx, held, holder).await?;
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
