//! The verbs of the mail list: ask, confirm, leave, and tell everybody on it.

use std::collections::HashSet;
use std::time::Duration;

use uuid::Uuid;

use super::model::{NewSubscription, NewsLetter, is_open};
use super::store;
use crate::kernel::authz::Visitor;
use crate::kernel::captcha;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::ids::fingerprint;
use crate::kernel::limits::Rule;
use crate::kernel::outbox::Work;
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants;
use crate::people::users::Email;
use crate::vendors::changes::{self, Step};
use crate::vendors::feeds::events::Event;
use crate::vendors::feeds::realm::{is_leaving_token, leaving_token, new_link, realm};

/// Requests and links tried from one network address: an office shares one.
const PER_ADDRESS: Rule = Rule::new("mail-list-address", 20, Duration::from_secs(3600));
/// Mails to one contact: nobody's mailbox is filled by a stranger.
const PER_CONTACT: Rule = Rule::new("mail-list-contact", 3, Duration::from_secs(3600));
/// So many subscribers hear of a change in one transaction.
const AT_ONCE: u64 = 200;

/// Asks to hear of changes: a link goes to the address. Whether it is known makes no difference to who asks; whoever is on the
/// list already is told so by mail. Without the proof of work nobody takes a share of anybody's limits (M-8.6).
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` without the proof of work, `TooMany` for the network address, `NotFound` before
/// the operator is set up.
pub async fn join(visitor: &Visitor, new: &NewSubscription) -> Result<(), Error> {
    let (email, locale) = new.check()?;
    let kernel = visitor.kernel();
    captcha::take(kernel, &new.captcha).await?;
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    match kernel.limits.reserve(&PER_CONTACT, email.as_str()).await {
        // To say so would tell a stranger that somebody asked for this address before.
        Err(Error::TooMany { .. }) => return Ok(()),
        reserved => reserved?,
    }
    let tx = visitor.begin_in(realm(kernel).await?).await?;
    let row = store::entered(&tx, &email, locale).await?;
    let to = Recipient::Address { email: row.email, name: None, locale };
    let mail = if row.state == "confirmed" {
        Mail::new(to, "list-already").link("/subprocessors").leave(leave_path(&tx, row.id))
    } else {
        let (secret, hash) = new_link(kernel)?;
        store::set_link(&tx, row.id, hash, locale).await?;
        Mail::new(to, "list-confirm").link(format!("/subprocessors/mail-list/{secret}"))
    };
    notifications::mail(&tx, mail).await?;
    tx.commit(Event::ListAsked { subscriber_id: row.id }).await
}

fn leave_path(tx: &TenantTx, subscriber: Uuid) -> String {
    format!("/subprocessors/mail-list/{subscriber}/{}", leaving_token(tx.kernel(), subscriber))
}

/// Whether a link still confirms an address. Changes nothing: programs that look at mails open links, too.
///
/// # Errors
/// `NotFound` for a link that was never given out, was used, replaced or has ended; `TooMany`.
pub async fn look_at(visitor: &Visitor, link: &str) -> Result<(), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.read_in(realm(visitor.kernel()).await?).await?;
    let row = store::by_link(&tx, fingerprint(link)).await?;
    if is_open(row.confirm_until, tx.now()) { Ok(()) } else { Err(Error::NotFound) }
}

/// Confirms an address, once.
///
/// # Errors
/// As [`look_at`].
pub async fn confirm(visitor: &Visitor, link: &str) -> Result<(), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = store::hold_by_link(&tx, fingerprint(link)).await?;
    if !is_open(row.confirm_until, tx.now()) || !store::confirm(&tx, row.id).await? {
        return Err(Error::NotFound);
    }
    tx.commit(Event::ListJoined { subscriber_id: row.id }).await
}

/// Puts an address on the list that was confirmed elsewhere: the contact of an agreement that no workspace holds has signed by a
/// mail to it. Who is on it already stays. The caller commits.
///
/// # Errors
/// `Invalid` for what is no address; when the database fails.
pub async fn put_on_list(tx: &TenantTx, email: &str, locale: Locale) -> Result<(), Error> {
    let email = Email::parse("email", email).map_err(|error| Error::Invalid(vec![error]))?;
    let row = store::entered(tx, &email, locale).await?;
    if store::confirm(tx, row.id).await? {
        tx.note(Event::ListJoined { subscriber_id: row.id }).await?;
    }
    Ok(())
}

/// Says which workspace tells some addresses of changes from now on: while it does, the list leaves the telling to it. An
/// address that is not on the list does not come onto it. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn left_to_workspace(tx: &TenantTx, addresses: &[String], workspace: Uuid) -> Result<(), Error> {
    store::set_workspace(tx, &emails(addresses), workspace).await
}

/// Whether one of these addresses is on the list.
///
/// # Errors
/// When the database fails.
pub async fn is_on_list(tx: &TenantTx, addresses: &[String]) -> Result<bool, Error> {
    store::is_any_there(tx, &emails(addresses)).await
}

fn emails(addresses: &[String]) -> Vec<Email> {
    addresses.iter().filter_map(|address| Email::parse("email", address).ok()).collect()
}

/// Of the subscribers after one, those whom a workspace tells itself how far a change is: nobody hears twice of it. Of a change
/// that was withdrawn a workspace writes to those alone who may have heard of it there: whoever it named since hears from the
/// list, as before.
///
/// # Errors
/// When the database fails.
pub async fn told_elsewhere(work: &Work, letter: &NewsLetter<'_>, after: Option<Uuid>) -> Result<HashSet<Uuid>, Error> {
    let tx = work.snapshot().await?;
    let some = store::confirmed_after(&tx, after, AT_ONCE).await?;
    let mut named = Vec::new();
    for subscriber in some {
        let Some(workspace) = subscriber.workspace_id else { continue };
        named.extend(tenants::find(&tx, workspace).await?.map(|workspace| (subscriber, workspace.id)));
    }
    drop(tx);
    let mut told = HashSet::new();
    for (subscriber, workspace) in named {
        let theirs = work.kernel().read_as_system(workspace).await?;
        let is_told = match letter.step {
            Step::Noticed | Step::Started => changes::tells(&theirs, &subscriber.email).await?,
            Step::Withdrawn => changes::may_know(&theirs, letter.news.change_id, &subscriber.email).await?,
        };
        if is_told {
            told.insert(subscriber.id);
        }
    }
    Ok(told)
}

/// Leaves the list, at once and for good. Who has left may do it again: a mail program sends what it sends.
///
/// # Errors
/// `NotFound` for a link that we never gave out.
pub async fn leave(visitor: &Visitor, subscriber: Uuid, token: &str) -> Result<(), Error> {
    may_leave(visitor, subscriber, token)?;
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    if !store::remove(&tx, subscriber).await? {
        return Ok(());
    }
    tx.commit(Event::ListLeft { subscriber_id: subscriber }).await
}

/// Answers whether a link to leave is one of ours.
///
/// # Errors
/// `NotFound`.
pub fn may_leave(visitor: &Visitor, subscriber: Uuid, token: &str) -> Result<(), Error> {
    if is_leaving_token(visitor.kernel(), subscriber, token) { Ok(()) } else { Err(Error::NotFound) }
}

/// Promises a mail to some subscribers after one, but for those who are told elsewhere; gives the last of them while there may be
/// more. The caller commits.
///
/// # Errors
/// When the database or the tenant's key fails.
pub async fn tell(
    tx: &TenantTx,
    letter: &NewsLetter<'_>,
    after: Option<Uuid>,
    elsewhere: &HashSet<Uuid>,
) -> Result<Option<Uuid>, Error> {
    let some = store::confirmed_after(tx, after, AT_ONCE).await?;
    for subscriber in some.iter().filter(|one| !elsewhere.contains(&one.id)) {
        let locale = Locale::of(&subscriber.locale).unwrap_or_default();
        notifications::mail(tx, letter.to(&subscriber.email, locale, leave_path(tx, subscriber.id))?).await?;
    }
    Ok(some.last().filter(|_| some.len() as u64 == AT_ONCE).map(|last| last.id))
}
