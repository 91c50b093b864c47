//! The verbs of agreements.

use std::time::Duration;

use entity::agreement;
use uuid::Uuid;

use super::content::ReturnChoice;
use super::events::Event;
use super::jobs::{self, Generate};
use super::life;
use super::model::{NewRequest, Processor, Request, Requested, Status};
use super::policy::ManageAgreements;
use super::states::{State, not_open};
use super::store;
use crate::agreements::templates;
use crate::kernel::Kernel;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::captcha;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids::{self, fingerprint};
use crate::kernel::limits::Rule;
use crate::kernel::page::{Page, Paging};
use crate::kernel::tenancy::TenantId;
use crate::kernel::web::{key_in_progress, key_reused};
use crate::people::tenants;
use crate::vendors::lists;

/// Requests of one network address: an office shares one, so ten at once and ten an hour.
const PER_ADDRESS: Rule = Rule::new("dpa-request-address", 10, Duration::from_secs(3600));
/// Requests for one contact: nobody's mailbox is filled by a stranger.
const PER_CONTACT: Rule = Rule::new("dpa-request-contact", 6, Duration::from_secs(3600));

/// Asks for an agreement (M-1.1). The worker makes, seals and mails it as soon as this is committed. The same request with
/// the same Idempotency-Key within 7 days gets the first answer again.
///
/// # Errors
/// `Refused` without the proof of work; `Invalid` with every wrong field and for a key that was used for another request, `TooMany`, `Refused` while the
/// operator's own facts are missing or its seal names somebody else, or while the same request is being answered.
pub async fn request(visitor: &Visitor, processor: &Processor, new: &NewRequest, key: Option<&str>) -> Result<Answered, Error> {
    let request = Request::read(new)?;
    let kernel = visitor.kernel();
    can_be_made(kernel, processor)?;
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let key_hash = key.map(|key| key_hash(key, &request.contact_email, &visitor.address()));
    let realm = realm(kernel).await?;
    let template = templates::current(kernel, realm).await?;
    let tx = visitor.begin_in(realm).await?;
    if let Some(key_hash) = &key_hash {
        store::forget_old_key(&tx, key_hash).await?;
        if let Some(row) = store::by_key(&tx, key_hash).await? {
            let is_same = row.request_hash == request.fingerprint();
            return if is_same { Ok(Answered::again(requested(kernel, row.id))) } else { Err(key_reused()) };
        }
    }
    let proven = captcha::take(kernel, &new.captcha).await;
    // The same request at the same moment: the first one has taken the proof of both.
    proven.map_err(|error| if key_hash.is_some() && error.code() == "captcha-used" { key_in_progress() } else { error })?;
    // Only who has done the work takes from what others may ask for this contact.
    kernel.limits.reserve(&PER_CONTACT, &request.contact_email).await?;
    let id = ids::new_id(&*kernel.random, kernel.clock.now())?;
    let token_hash = fingerprint(&status_token(kernel, id));
    let inserted = store::insert(&tx, id, &request, template.version(), token_hash, key_hash).await;
    inserted.map_err(|error| error.when_taken("agreement_idempotency_key_hash_key", key_in_progress))?;
    tx.enqueue(Generate { agreement_id: id }).await?;
    let (template_version, language) = (template.version().to_owned(), request.language.code().to_owned());
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
///
/// # Errors
/// `Refused` with `operator-incomplete`.
pub fn can_be_made(kernel: &Kernel, processor: &Processor) -> Result<(), Error> {
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

/// One agreement with the address of its status page.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(Status, agreement::Model, String), Error> {
    let kernel = caller.kernel();
    let row = store::by_id(&caller.read().await?, id).await?;
    let token = contact_token(kernel, id);
    Ok((view(kernel, &row, &token)?, row, page_path(id, &token)))
}

/// Sets a stopped agreement going again, or a countersignature that was confirmed and could not be made.
///
/// # Errors
/// `NotFound`, `Refused` when it has not stopped.
pub async fn retry(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let row = store::locked(&tx, id).await?;
    let state = State::read(&row.state)?;
    if state.is_open()
        && is_stuck(&row)
        && let Some(countersignature_id) = life::confirmed(&tx, id).await?
    {
        // From here it has not stopped any more: a second click is refused, and one job is at it.
        store::clear_failure(&tx, id).await?;
        life::jobs::make_signature(&tx, countersignature_id).await?;
        return tx.commit(Event::Retried { dpa_id: id }).await;
    }
    if state != State::Failed {
        return Err(Error::refused("not-stopped", "Only an agreement that has stopped can be set going again."));
    }
    store::set_going_again(&tx, &row).await?;
    tx.enqueue(Generate { agreement_id: id }).await?;
    tx.commit(Event::Retried { dpa_id: id }).await
}

/// Sets going again what stopped because the list of sub-processors was not declared: now it is. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn go_on_with_list(tx: &TenantTx) -> Result<(), Error> {
    for row in store::stopped_for(tx, lists::UNDECLARED).await? {
        store::set_going_again(tx, &row).await?;
        tx.enqueue(Generate { agreement_id: row.id }).await?;
        tx.note(Event::Retried { dpa_id: row.id }).await?;
    }
    Ok(())
}

/// Sends again what the contact was to get last: the sealed agreement while the offer is open, the countersigned one after it,
/// or how it ended.
///
/// # Errors
/// `NotFound`, `Refused` before it is sent, and with `nothing-to-resend` where the customer itself said no.
pub async fn resend(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(), Error> {
    let answer_days = life::answer_days(caller.kernel(), &store::by_id(&caller.read().await?, id).await?).await?;
    let tx = caller.begin().await?;
    let row = store::locked(&tx, id).await?;
    let state = State::read(&row.state)?;
    match state {
        _ if state.was_open() => life::tell_again(&tx, &row, answer_days).await?,
        _ if state.is_open() || row.file_id.is_none() => jobs::mail(&tx, &row).await?,
        // Sealed, and mailed by itself in a moment.
        _ => return Err(not_open()),
    }
    store::clear_mail_failure(&tx, id).await?;
    tx.commit(Event::Resent { dpa_id: id }).await
}

/// The operator's realm, in which agreements live.
///
/// # Errors
/// `Refused` while there is none.
pub async fn realm(kernel: &Kernel) -> Result<TenantId, Error> {
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

/// The secret in the address that goes to the contact by mail, and to nobody else: whoever asked for the agreement has another.
/// It opens what the contact has signed, too.
pub fn contact_token(kernel: &Kernel, id: Uuid) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&kernel.keys.hmac("dpa-contact", id.as_bytes()))
}

/// Whether this is the secret of the contact's own address.
pub fn is_of_contact(kernel: &Kernel, id: Uuid, token: &str) -> bool {
    // Fingerprints are compared: how long it takes says nothing of the secret.
    fingerprint(token) == fingerprint(&contact_token(kernel, id))
}

/// The agreement that an address opens: that of whoever asked for it, or the contact's.
///
/// # Errors
/// `NotFound` also for a wrong secret.
pub async fn by_address(tx: &TenantTx, id: Uuid, token: &str) -> Result<agreement::Model, Error> {
    if is_of_contact(tx.kernel(), id, token) {
        return store::by_id(tx, id).await;
    }
    store::by_token(tx, id, fingerprint(token)).await
}

/// The page of the agreement, as its contact is led to it.
pub fn contact_path(kernel: &Kernel, id: Uuid) -> String {
    page_path(id, &contact_token(kernel, id))
}

/// The path of the status page for people.
pub fn page_path(id: Uuid, token: &str) -> String {
    format!("/dpa/{id}/{token}")
}

/// The address of the status in the interface.
pub fn status_url(kernel: &Kernel, id: Uuid, token: &str) -> String {
    format!("{}/api/v1/public/dpa-requests/{id}/{token}", kernel.base_url)
}

/// How far an agreement is, in the words of the interface.
///
/// # Errors
/// When its row is broken.
pub fn view(kernel: &Kernel, row: &agreement::Model, token: &str) -> Result<Status, Error> {
    Ok(Status {
        id: row.id,
        number: row.number.clone(),
        state: State::read(&row.state)?,
        return_choice: row.return_choice.as_deref().and_then(ReturnChoice::parse),
        pdf_url: row.file_id.map(|_| format!("{}/pdf", status_url(kernel, row.id, token))),
        json_sha256: row.json_sha256.clone(),
        pdf_sha256: row.pdf_sha256.clone(),
        requested_at: row.requested_at,
        generated_at: row.generated_at,
        sealed_at: row.sealed_at,
        sent_at: row.sent_at,
        viewed_at: row.viewed_at,
        expires_at: row.expires_at,
        countersigned_at: row.countersigned_at,
        countersigned_how: row.countersigned_how.clone(),
        countersigned_sha256: row.countersigned_sha256.clone(),
        in_force_at: row.in_force_at,
        superseded_at: row.superseded_at,
        terminated_at: row.terminated_at,
        declined_at: row.declined_at,
        declined_by: row.declined_by.clone(),
        expired_at: row.expired_at,
        reason: row.reason.clone(),
        reminded_at: row.reminded_at,
        signature_confirmed_at: row.signature_confirmed_at,
        stopped: State::read(&row.state)? == State::Failed || is_stuck(row),
        superseded_by: row.superseded_by,
        mail_failed_at: row.mail_failed_at,
        data_statement: row.data_statement.clone(),
    })
}

/// Whether a signature was confirmed that could not be made.
#[must_use]
pub fn is_stuck(row: &agreement::Model) -> bool {
    row.failure.is_some() && row.signature_confirmed_at.is_some() && row.countersigned_at.is_none()
}
