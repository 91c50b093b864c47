//! The jobs of a change: tell every customer, bring a notice to a contact, and say in each workspace how a change ended.
//!
//! No contact is told twice, whatever dies in between: a notice is entered once for each customer, and a delivery is marked
//! before its mail leaves. One whose worker died with the mail on its way is `unconfirmed`: it counts as not reached.

use entity::{change_notice, notice_delivery};
use futures_util::{StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actions;
use super::events::Event;
use super::model::{Kind, State};
use super::policy::ReadNotices;
use super::store::{self, Reach};
use super::view::Content;
use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants::{self, Tenant};
use crate::people::users;

/// So many workspaces are written to at once: a notice must leave connections to requests.
const AT_ONCE: usize = 4;
/// The lease is renewed after so many workspaces.
const RENEW_AFTER: usize = 200;
/// At most so many contacts of a customer are told.
const MOST_CONTACTS: usize = 10;

/// Tells every customer of a change.
#[derive(Debug, Serialize, Deserialize)]
pub struct Announce {
    /// The change.
    pub change_id: Uuid,
}

impl Job for Announce {
    const KIND: &'static str = "changes.announce";
    const LONG: bool = true;
}

/// Brings a notice to a contact.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    /// The delivery.
    pub delivery_id: Uuid,
}

impl Job for Deliver {
    const KIND: &'static str = "changes.deliver";
}

/// Says in each workspace how a change ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Settle {
    /// The change.
    pub change_id: Uuid,
}

impl Job for Settle {
    const KIND: &'static str = "changes.settle";
    const LONG: bool = true;
}

/// Enters the notice for every customer there was when it was announced, and promises the mails to its contacts. Done
/// again, it goes on where it stopped.
///
/// # Errors
/// When a workspace cannot be written to; the others are told all the same, and the outbox tries again.
pub async fn announce(work: Work, job: Announce) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let row = store::by_id(&tx, job.change_id).await?;
    let content = actions::content(&tx, &row).await?;
    let mut customers = tenants::customers(&tx).await?;
    drop(tx);
    let Some(told_at) = row.noticed_at.filter(|_| row.withdrawn_at.is_none()) else { return Ok(()) };
    customers.retain(|customer| customer.created_at <= told_at);
    let (kernel, change, content) = (work.kernel(), row.id, &content);
    in_each(&work, customers, |customer| tell(kernel, customer, change, content)).await
}

async fn tell(kernel: &Kernel, customer: Tenant, change: Uuid, content: &Content) -> Result<(), Error> {
    let tx = kernel.as_system(customer.id).await?;
    let notice = tx.new_id()?;
    if !store::insert_notice(&tx, notice, &customer, change, content).await? {
        return Ok(());
    }
    let contacts = users::holding::<ReadNotices>(&tx).await?;
    for (place, contact) in contacts.into_iter().take(MOST_CONTACTS).enumerate() {
        let delivery_id = store::insert_delivery(&tx, notice, contact, place).await?;
        tx.enqueue(Deliver { delivery_id }).await?;
    }
    tx.commit(Event::NoticeScheduled { change_id: change }).await
}

/// Does something in each workspace, some at once. One that fails does not hold up the others.
async fn in_each<F, Fut>(work: &Work, customers: Vec<Tenant>, verb: F) -> Result<(), Error>
where
    F: Fn(Tenant) -> Fut,
    Fut: Future<Output = Result<(), Error>>,
{
    let (mut failure, mut left) = (None, customers.into_iter());
    loop {
        let some: Vec<Tenant> = left.by_ref().take(RENEW_AFTER).collect();
        if some.is_empty() {
            break;
        }
        // All of them end before the lease is renewed: on SQLite one that waits would hold the only writer.
        let mut ends = stream::iter(some).map(&verb).buffer_unordered(AT_ONCE);
        while let Some(one) = ends.next().await {
            failure = one.err().or(failure);
        }
        drop(ends);
        work.renew().await?;
    }
    failure.map_or(Ok(()), Err)
}

/// Sends the mail of a delivery, at most once, and keeps what became of it.
///
/// # Errors
/// When the mail may leave later; the outbox tries again.
pub async fn deliver(work: Work, job: Deliver) -> Result<(), Error> {
    let tx = work.begin().await?;
    let delivery = store::hold_delivery(&tx, job.delivery_id).await?;
    let notice = store::notice_by_id(&tx, delivery.notice_id).await?;
    let reach = match delivery.state.as_str() {
        _ if notice.withdrawn_at.is_some() => return Ok(()),
        "queued" => Reach::Sending,
        "sending" => Reach::Unconfirmed,
        _ => return Ok(()),
    };
    store::set_reach(&tx, delivery.id, reach).await?;
    tx.commit_noted().await?;
    if matches!(reach, Reach::Unconfirmed) {
        return Ok(());
    }
    let mail = letter(&notice, delivery.user_id)?;
    let outcome = notifications::deliver(&work, &mail).await;
    keep(&work, &delivery, &outcome).await?;
    match outcome {
        Err(error) if !matches!(error, Error::Refused { .. }) => Err(error),
        _ => Ok(()),
    }
}

async fn keep(work: &Work, delivery: &notice_delivery::Model, outcome: &Result<bool, Error>) -> Result<(), Error> {
    let tx = work.begin().await?;
    let notice = store::notice_by_id(&tx, delivery.notice_id).await?;
    let (user_id, change_id) = (delivery.user_id, notice.change_id);
    let reach = match outcome {
        Ok(true) => Reach::Sent,
        Ok(false) => Reach::Failed("closed"),
        Err(Error::Refused { .. }) => Reach::Failed("refused"),
        Err(_) => Reach::Queued,
    };
    store::set_reach(&tx, delivery.id, reach).await?;
    match reach {
        Reach::Sent => {
            let zone = tenants::own(&tx).await?.ok_or(Error::NotFound)?.zone;
            store::start_clock(&tx, &notice, zone).await?;
            let effective_at = store::notice_by_id(&tx, notice.id).await?.earliest_at;
            tx.note(Event::NoticeSent { change_id, user_id, effective_at }).await?;
        }
        Reach::Failed(_) => tx.note(Event::NoticeBounced { change_id, user_id }).await?,
        Reach::Queued | Reach::Sending | Reach::Unconfirmed => {}
    }
    tx.commit_noted().await
}

fn letter(notice: &change_notice::Model, to: Uuid) -> Result<Mail, Error> {
    let content: Content = serde_json::from_value(notice.content.clone())?;
    let name = |facts: &Option<super::Facts>| facts.as_ref().map(|facts| facts.legal_name.clone()).unwrap_or_default();
    let (before, after) = (name(&content.before), name(&content.after));
    let vendor = if after.is_empty() { before.clone() } else { after.clone() };
    let line = match content.kind {
        Kind::Add => "mail-notice-add",
        Kind::Replace => "mail-notice-replace",
        Kind::Location => "mail-notice-location",
        Kind::Purpose => "mail-notice-purpose",
        Kind::Transfer => "mail-notice-transfer",
        Kind::Remove => "mail-notice-remove",
    };
    let message = if content.emergency { "notice-emergency" } else { "notice" };
    let mail = Mail::new(Recipient::Person(to), message)
        .with("vendor", vendor)
        .with("starts", notice.earliest_at)
        .item(line, [("before", before.into()), ("after", after.into())])
        .link(format!("/settings/subprocessors/changes/{}", notice.change_id));
    Ok(mail)
}

/// Writes into each workspace that a change has started, or that it will not be; who was told of it is told that, too.
///
/// # Errors
/// When a workspace cannot be written to; the outbox tries again.
pub async fn settle(work: Work, job: Settle) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let row = store::by_id(&tx, job.change_id).await?;
    let customers = tenants::customers(&tx).await?;
    drop(tx);
    let Some(state) = State::parse(&row.state).filter(|state| matches!(state, State::Active | State::Withdrawn)) else {
        return Ok(());
    };
    let kernel = work.kernel();
    in_each(&work, customers, |customer| end(kernel, customer, row.id, state)).await
}

async fn end(kernel: &Kernel, customer: Tenant, change: Uuid, state: State) -> Result<(), Error> {
    let tx = kernel.as_system(customer.id).await?;
    let notice = match store::hold_notice(&tx, change).await {
        Err(Error::NotFound) => return Ok(()),
        notice => notice?,
    };
    if notice.activated_at.is_some() || notice.withdrawn_at.is_some() {
        return Ok(());
    }
    store::settle(&tx, notice.id, state == State::Active).await?;
    if state == State::Active {
        tx.note(Event::Started { change_id: change, change_kind: notice.kind.clone() }).await?;
    } else {
        tx.note(Event::Withdrawn { change_id: change }).await?;
        let content: Content = serde_json::from_value(notice.content.clone())?;
        let vendor = content.after.or(content.before).map(|facts| facts.legal_name).unwrap_or_default();
        let told = store::deliveries(&tx, &[notice.id]).await?.into_iter().filter(|one| one.sent_at.is_some());
        for contact in told {
            let mail = Mail::new(Recipient::Person(contact.user_id), "notice-withdrawn")
                .with("vendor", vendor.as_str())
                .link(format!("/settings/subprocessors/changes/{change}"));
            notifications::mail(&tx, mail).await?;
        }
    }
    tx.commit_noted().await
}
