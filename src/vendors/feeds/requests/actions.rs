//! The verbs of requests: a contact asks, confirms the address and reads; the operator's staff decides.

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::list_request;
use uuid::Uuid;

use super::jobs::{EndGrant, TellDecision};
use super::letter;
use super::model::{self, Act, ListRequest, ListRequestState, MOST_REASON, NewListRequest};
use super::store;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::captcha;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids::fingerprint;
use crate::kernel::limits::Rule;
use crate::kernel::line;
use crate::kernel::page::{Page, Paging};
use crate::notifications::{self, Mail, Recipient};
use crate::people::users;
use crate::vendors::feeds::events::Event;
use crate::vendors::feeds::mail_list::{GOOD_FOR, is_open};
use crate::vendors::feeds::policy::{DecideListRequests, ReadListRequests};
use crate::vendors::feeds::realm::{new_link, realm};
use crate::vendors::subprocessors::{self, Vendor};

/// Requests and links tried from one network address.
const PER_ADDRESS: Rule = Rule::new("list-request-address", 20, Duration::from_secs(3600));
/// How often the list is opened from one network address.
const PER_READER: Rule = Rule::new("list-request-reader", 120, Duration::from_secs(3600));
/// Requests for one contact: nobody's mailbox is filled by a stranger.
const PER_CONTACT: Rule = Rule::new("list-request-contact", 3, Duration::from_secs(3600));
/// At most so many of the staff are told of a request.
const MOST_TOLD: usize = 10;

/// Asks for the list by name: a link to confirm the address goes there. Who asked before is nobody's business.
/// Without the proof of work nobody takes a share of anybody's limits (M-8.6).
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` without the proof of work, `TooMany` for the network address, `NotFound` before
/// the operator is set up.
pub async fn ask(visitor: &Visitor, new: &NewListRequest) -> Result<(), Error> {
    let draft = new.check()?;
    let kernel = visitor.kernel();
    captcha::take(kernel, &new.captcha).await?;
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    match kernel.limits.reserve(&PER_CONTACT, draft.email.as_str()).await {
        // To say so would tell a stranger that somebody asked in this name before.
        Err(Error::TooMany { .. }) => return Ok(()),
        reserved => reserved?,
    }
    let tx = visitor.begin_in(realm(kernel).await?).await?;
    let (secret, hash) = new_link(kernel)?;
    let id = store::insert(&tx, &draft, hash, tx.now() + GOOD_FOR).await?;
    // Nothing of what was typed: whoever reads it may not be who typed it.
    let to = Recipient::Address { email: draft.email.as_str().to_owned(), name: None, locale: draft.locale };
    let mail = Mail::new(to, "detail-confirm");
    notifications::mail(&tx, mail.link(format!("/subprocessors/list-requests/{secret}"))).await?;
    tx.commit(Event::DetailAsked { request_id: id }).await
}

/// Whether a link still confirms a request. Changes nothing.
///
/// # Errors
/// `NotFound` for a link that was never given out, was used or has ended; `TooMany`.
pub async fn look_at(visitor: &Visitor, link: &str) -> Result<(), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.read_in(realm(visitor.kernel()).await?).await?;
    let row = store::by_link(&tx, fingerprint(link)).await?;
    if is_open(row.confirm_until, tx.now()) { Ok(()) } else { Err(Error::NotFound) }
}

/// Confirms a request, once; those of the staff who decide are told.
///
/// # Errors
/// As [`look_at`].
pub async fn confirm(visitor: &Visitor, link: &str) -> Result<(), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = store::hold_by_link(&tx, fingerprint(link)).await?;
    if !is_open(row.confirm_until, tx.now()) || model::state_of(&row, tx.now())?.after(Act::Confirm).is_err() {
        return Err(Error::NotFound);
    }
    store::set_confirmed(&tx, row.id).await?;
    for person in users::holding::<DecideListRequests>(&tx).await?.into_iter().take(MOST_TOLD) {
        let mail = Mail::new(Recipient::Person(person), "detail-asked").with("company", row.company.as_str());
        notifications::mail(&tx, mail.link(format!("/operator/list-requests/{}", row.id))).await?;
    }
    tx.commit(Event::DetailConfirmed { request_id: row.id }).await
}

/// The list by name as a contact reads it.
pub struct Detailed {
    /// The vendors in use.
    pub vendors: Vec<Vendor>,
    /// Whether the operator has said whom it engages, be it nobody.
    pub is_declared: bool,
    /// The moment of the extract.
    pub as_of: DateTime<Utc>,
    /// Until when it may be read.
    pub until: DateTime<Utc>,
}

/// Opens the list for whoever has its address, in a form: `page` or `csv`. That it was read is kept.
///
/// # Errors
/// `NotFound` also for a wrong secret and a grant that is over; `TooMany`.
pub async fn open(visitor: &Visitor, id: Uuid, token: &str, form: &str) -> Result<Detailed, Error> {
    visitor.kernel().limits.reserve(&PER_READER, &visitor.address()).await?;
    let vendors = subprocessors::active(&visitor.register().await?).await?;
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = store::by_access(&tx, id, fingerprint(token)).await?;
    let until = row.expires_at.filter(|_| model::state_of(&row, tx.now()).is_ok_and(|state| state == ListRequestState::Granted));
    let (until, as_of) = (until.ok_or(Error::NotFound)?, tx.now());
    store::set_opened(&tx, &row).await?;
    let is_declared = subprocessors::is_declared(&tx).await?;
    tx.commit(Event::DetailOpened { request_id: id, form: form.to_owned() }).await?;
    Ok(Detailed { vendors, is_declared, as_of, until })
}

/// Confirmed requests, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(
    caller: &Authorized<ReadListRequests>,
    state: Option<ListRequestState>,
    paging: &Paging,
) -> Result<Page<ListRequest>, Error> {
    let tx = caller.read().await?;
    let page = store::page(&tx, state, paging).await?;
    let items = page.items.into_iter().map(|row| ListRequest::of(row, tx.now())).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// One request whose address was confirmed.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadListRequests>, id: Uuid) -> Result<ListRequest, Error> {
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    ListRequest::of(decidable(row)?, tx.now())
}

/// The name of who decided.
///
/// # Errors
/// When the database fails.
pub async fn decider(caller: &Authorized<ReadListRequests>, request: &ListRequest) -> Result<Option<String>, Error> {
    let people: HashSet<Uuid> = request.decided_by.into_iter().collect();
    Ok(users::names(&caller.read().await?, &people).await?.into_values().next())
}

fn decidable(row: list_request::Model) -> Result<list_request::Model, Error> {
    if row.confirmed_at.is_some() { Ok(row) } else { Err(Error::NotFound) }
}

/// Lets the contact read the list for some days; the link goes to the confirmed address.
///
/// # Errors
/// `NotFound`; `Invalid` for a wrong number of days; `Refused` with `list-request-state`.
pub async fn grant(caller: &Authorized<DecideListRequests>, id: Uuid, days: Option<u16>) -> Result<ListRequest, Error> {
    let length = model::granted_for(days)?;
    let tx = caller.begin().await?;
    held(&tx, id, Act::Grant).await?;
    let (link, hash) = letter::new_link(&tx, id)?;
    let expires_at = tx.now() + length;
    store::set_granted(&tx, id, hash, expires_at).await?;
    tx.enqueue_at(EndGrant { request_id: id }, expires_at).await?;
    tx.enqueue(TellDecision { request_id: id, link_id: Some(link) }).await?;
    tx.note(Event::DetailGranted { request_id: id, expires_at }).await?;
    kept(tx, id).await
}

/// Refuses, and says why.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `list-request-state`.
pub async fn refuse(caller: &Authorized<DecideListRequests>, id: Uuid, reason: &str) -> Result<ListRequest, Error> {
    let reason = line::said("reason", reason, MOST_REASON).map_err(|error| Error::Invalid(vec![error]))?;
    let tx = caller.begin().await?;
    held(&tx, id, Act::Refuse).await?;
    store::set_refused(&tx, id, reason).await?;
    tx.enqueue(TellDecision { request_id: id, link_id: None }).await?;
    tx.note(Event::DetailRefused { request_id: id }).await?;
    kept(tx, id).await
}

/// Takes a grant back: its link opens nothing from now on, and the contact is told.
///
/// # Errors
/// `NotFound`; `Refused` with `list-request-state`.
pub async fn revoke(caller: &Authorized<DecideListRequests>, id: Uuid) -> Result<ListRequest, Error> {
    let tx = caller.begin().await?;
    held(&tx, id, Act::Revoke).await?;
    store::set_revoked(&tx, id).await?;
    tx.enqueue(TellDecision { request_id: id, link_id: None }).await?;
    tx.note(Event::DetailRevoked { request_id: id }).await?;
    kept(tx, id).await
}

/// Sends the link to a list that is granted once more, as the mail with it may be lost: a new link, for as long as before; the
/// old one opens nothing from now on.
///
/// # Errors
/// `NotFound`; `Refused` with `list-request-state`.
pub async fn resend(caller: &Authorized<DecideListRequests>, id: Uuid) -> Result<ListRequest, Error> {
    let tx = caller.begin().await?;
    held(&tx, id, Act::Resend).await?;
    let (link, hash) = letter::new_link(&tx, id)?;
    store::set_access(&tx, id, hash).await?;
    tx.enqueue(TellDecision { request_id: id, link_id: Some(link) }).await?;
    tx.note(Event::DetailResent { request_id: id }).await?;
    kept(tx, id).await
}

/// Holds the request, if the act may follow.
async fn held(tx: &TenantTx, id: Uuid, act: Act) -> Result<(), Error> {
    let row = decidable(store::hold(tx, id).await?)?;
    model::state_of(&row, tx.now())?.after(act).map(|_| ())
}

async fn kept(tx: TenantTx, id: Uuid) -> Result<ListRequest, Error> {
    let (after, now) = (store::by_id(&tx, id).await?, tx.now());
    tx.commit_noted().await?;
    ListRequest::of(after, now)
}
