//! The verbs of agreements.

use std::time::Duration;

use entity::agreement;
use uuid::Uuid;

use super::events::Event;
use super::jobs::{self, Generate};
use super::model::{NewRequest, Processor, Request, Requested, State, Status};
use super::policy::ManageAgreements;
use super::store;
use super::template::Template;
use crate::kernel::Kernel;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::files::{OpenFile, shelf};
use crate::kernel::ids::{self, fingerprint};
use crate::kernel::limits::Rule;
use crate::kernel::page::{Page, Paging};
use crate::kernel::tenancy::TenantId;
use crate::kernel::web::{key_in_progress, key_reused};
use crate::people::tenants;

/// Requests of one network address: an office shares one, so ten at once and ten an hour.
const PER_ADDRESS: Rule = Rule::new("dpa-request-address", 10, Duration::from_secs(3600));
/// Requests for one contact: nobody's mailbox is filled by a stranger.
const PER_CONTACT: Rule = Rule::new("dpa-request-contact", 6, Duration::from_secs(3600));

/// Asks for an agreement (M-1.1). The worker makes, seals and mails it as soon as this is committed. The same request with
/// the same Idempotency-Key within 7 days gets the first answer again.
///
/// # Errors
/// `Invalid` with every wrong field and for a key that was used for another request, `TooMany`, `Refused` while the
/// operator's own facts are missing or its seal names somebody else, or while the same request is being answered.
pub async fn request(visitor: &Visitor, processor: &Processor, new: &NewRequest, key: Option<&str>) -> Result<Answered, Error> {
    let request = Request::read(new)?;
    let kernel = visitor.kernel();
    can_be_made(kernel, processor)?;
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    kernel.limits.reserve(&PER_CONTACT, &request.contact_email).await?;
    let key_hash = key.map(|key| key_hash(key, &request.contact_email, &visitor.address()));
    let tx = visitor.begin_in(realm(kernel).await?).await?;
    if let Some(key_hash) = &key_hash {
        store::forget_old_key(&tx, key_hash).await?;
        if let Some(row) = store::by_key(&tx, key_hash).await? {
            let is_same = row.request_hash == request.fingerprint();
            return if is_same { Ok(Answered::again(requested(kernel, row.id))) } else { Err(key_reused()) };
        }
    }
    let template = Template::current().map_err(anyhow::Error::new)?;
    let id = ids::new_id(&*kernel.random, kernel.clock.now())?;
    let token_hash = fingerprint(&status_token(kernel, id));
    let inserted = store::insert(&tx, id, &request, &template.config().version, token_hash, key_hash).await;
    inserted.map_err(|error| error.when_taken("agreement_idempotency_key_hash_key", key_in_progress))?;
    tx.enqueue(Generate { agreement_id: id }).await?;
    let (template_version, language) = (template.config().version.clone(), request.language.code().to_owned());
    tx.commit(Event::Requested { dpa_id: id, template_version, language }).await?;
    Ok(Answered { requested: requested(kernel, id), replayed: false })
}

/// What a request was answered with.
pub struct Answered {
    /// The answer.
    pub requested: Requested,
    /// It was given before: nothing was done now.
    pub replayed: bool,
}

impl Answered {
    fn again(requested: Requested) -> Self {
        Self { requested, replayed: true }
    }
}

/// Refuses while a fact is missing, or while the seal would speak for somebody else.
fn can_be_made(kernel: &Kernel, processor: &Processor) -> Result<(), Error> {
    let missing = processor.missing();
    let sealed_as = kernel.seal.organisation();
    if missing.is_empty() && sealed_as == processor.legal_name {
        return Ok(());
    }
    tracing::warn!(
        settings.missing = missing.join(" "),
        seal.organisation = sealed_as,
        "An agreement was asked for, but facts of the operator are missing or the seal names somebody else."
    );
    Err(Error::refused(
        "operator-incomplete",
        "The operator has not entered its own company details yet, so no agreement can be made.",
    ))
}

/// What is kept of an Idempotency-Key. Strangers share no name space: only the same contact, asked for from the same
/// address, finds the answer again.
fn key_hash(key: &str, contact: &str, address: &str) -> Vec<u8> {
    fingerprint(&format!("{}\n{address}\n{key}", contact.to_lowercase()))
}

fn requested(kernel: &Kernel, id: Uuid) -> Requested {
    let token = status_token(kernel, id);
    let page_url = format!("{}{}", kernel.base_url, page_path(id, &token));
    Requested { id, status_url: status_url(kernel, id, &token), page_url }
}

/// How far an agreement is, for whoever has its address.
///
/// # Errors
/// `NotFound` also for a wrong token.
pub async fn status(visitor: &Visitor, id: Uuid, token: &str) -> Result<(Status, agreement::Model), Error> {
    let kernel = visitor.kernel();
    let tx = visitor.read_in(realm(kernel).await?).await?;
    let row = store::by_token(&tx, id, fingerprint(token)).await?;
    Ok((view(kernel, &row, token)?, row))
}

/// Opens the sealed PDF for whoever has its address.
///
/// # Errors
/// `NotFound` also for a wrong token, `Refused` before it is sealed.
pub async fn open(visitor: &Visitor, id: Uuid, token: &str) -> Result<OpenFile, Error> {
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = store::by_token(&tx, id, fingerprint(token)).await?;
    hand_out(tx, row).await
}

/// Opens the sealed PDF for the operator's staff.
///
/// # Errors
/// `NotFound`, `Refused` before it is sealed.
pub async fn open_as_operator(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<OpenFile, Error> {
    let tx = caller.begin().await?;
    let row = store::by_id(&tx, id).await?;
    hand_out(tx, row).await
}

async fn hand_out(tx: TenantTx, row: agreement::Model) -> Result<OpenFile, Error> {
    let file_id =
        row.file_id.ok_or_else(|| Error::refused("not-sealed-yet", "The PDF is not sealed yet. Try again in a few seconds."))?;
    let opened = shelf::open(&tx, file_id).await?;
    tx.commit(Event::Downloaded { dpa_id: row.id }).await?;
    Ok(opened)
}

/// Requested agreements, newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(
    caller: &Authorized<ManageAgreements>,
    state: Option<State>,
    part: &str,
    paging: &Paging,
) -> Result<Page<agreement::Model>, Error> {
    store::page(&caller.read().await?, state, part.trim(), paging).await
}

/// How many agreements stopped.
///
/// # Errors
/// When the database fails.
pub async fn stopped(caller: &Authorized<ManageAgreements>) -> Result<i64, Error> {
    let counts = store::counts(&caller.read().await?).await?;
    Ok(counts.into_iter().find(|(state, _)| state == State::Failed.as_str()).map_or(0, |(_, count)| count))
}

/// One agreement with the address of its status page.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(Status, agreement::Model, String), Error> {
    let kernel = caller.kernel();
    let row = store::by_id(&caller.read().await?, id).await?;
    let token = status_token(kernel, id);
    Ok((view(kernel, &row, &token)?, row, page_path(id, &token)))
}

/// Sets a stopped agreement going again.
///
/// # Errors
/// `NotFound`, `Refused` when it has not stopped.
pub async fn retry(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let row = store::locked(&tx, id).await?;
    if State::parse(&row.state) != Some(State::Failed) {
        return Err(Error::refused("not-stopped", "Only an agreement that has stopped can be set going again."));
    }
    store::set_going_again(&tx, &row).await?;
    tx.enqueue(Generate { agreement_id: id }).await?;
    tx.commit(Event::Retried { dpa_id: id }).await
}

/// Sends the mail with the sealed agreement again.
///
/// # Errors
/// `NotFound`, `Refused` before it is sealed.
pub async fn resend(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let row = store::by_id(&tx, id).await?;
    jobs::mail(&tx, &row).await?;
    tx.commit(Event::Resent { dpa_id: id }).await
}

/// The operator's realm, in which agreements live.
async fn realm(kernel: &Kernel) -> Result<TenantId, Error> {
    let realm = tenants::operator_realm(&kernel.register().await?).await?;
    let realm = realm.ok_or_else(|| {
        Error::refused("operator-missing", "The operator has not been set up yet, so no agreement can be made.")
    })?;
    Ok(realm.id)
}

/// The secret in the address of a status page: 256 bits that only the operator key can make again, so that the mail and the
/// console can name the address while the database holds nothing but its SHA-256.
pub fn status_token(kernel: &Kernel, id: Uuid) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&kernel.keys.hmac("dpa-status", id.as_bytes()))
}

/// The path of the status page for people.
pub fn page_path(id: Uuid, token: &str) -> String {
    format!("/dpa/{id}/{token}")
}

fn status_url(kernel: &Kernel, id: Uuid, token: &str) -> String {
    format!("{}/api/v1/public/dpa-requests/{id}/{token}", kernel.base_url)
}

fn view(kernel: &Kernel, row: &agreement::Model, token: &str) -> Result<Status, Error> {
    let state = State::parse(&row.state).ok_or_else(|| anyhow::anyhow!("an agreement is in the unknown state {}", row.state))?;
    Ok(Status {
        id: row.id,
        number: row.number.clone(),
        state,
        pdf_url: row.file_id.map(|_| format!("{}/pdf", status_url(kernel, row.id, token))),
        json_sha256: row.json_sha256.clone(),
        pdf_sha256: row.pdf_sha256.clone(),
        requested_at: row.requested_at,
        generated_at: row.generated_at,
        sealed_at: row.sealed_at,
        sent_at: row.sent_at,
    })
}
