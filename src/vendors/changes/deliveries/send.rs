//! Sends the mail of a delivery, at most once in each turn, and keeps what became of it.

use chrono::Duration;
use chrono_tz::Tz;
use entity::{change_notice, notice_delivery};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::events::Event;
use super::super::store as notices;
use super::bounce::message_name;
use super::letter::{self, letter};
use super::link;
use super::reached_at;
use super::store::{self, Addressee, Step};
use super::why::{Failure, Why};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Lane, Work};
use crate::notifications::{self, Departure, Mail};
use crate::people::tenants;

/// Between tries at most: a mail server that comes back is found within the hour.
const LONGEST_WAIT: Duration = Duration::hours(1);

/// Brings a notice to a contact.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    /// The delivery.
    pub delivery_id: Uuid,
}

impl Job for Deliver {
    const KIND: &'static str = "changes.deliver";
    const LANE: Lane = Lane::Bulk;
}

/// Sends the mail of a delivery; an answer to it goes to the operator's address for data protection.
///
/// # Errors
/// When the database fails; the outbox tries again, and a mail that was on its way by then is `unconfirmed`.
pub async fn deliver(work: Work, job: Deliver, privacy: String) -> Result<(), Error> {
    let Some((delivery, mail)) = begin(&work, job.delivery_id).await? else { return Ok(()) };
    let mail = letter::answerable(mail, &privacy);
    let name = message_name(work.tenant(), delivery.id, delivery.turn);
    let outcome = notifications::deliver(&work, &mail, &name).await;
    keep(&work, &delivery, outcome).await
}

/// The job was given up. If it died while the mail was on its way, nobody knows whether that arrived, and the contact counts as
/// not reached; whoever looks after notices sends another.
///
/// # Errors
/// When the database fails.
pub async fn given_up(work: Work, job: Deliver) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some((_, delivery)) = held(&tx, job.delivery_id).await? else { return Ok(()) };
    if delivery.state != "sending" || delivery.sending_by != Some(work.id) {
        return Ok(());
    }
    store::step(&tx, &delivery, Step::Unconfirmed).await?;
    tx.commit_noted().await
}

/// Marks the mail before it leaves; none when there is nothing to send.
async fn begin(work: &Work, id: Uuid) -> Result<Option<(notice_delivery::Model, Mail)>, Error> {
    let tx = work.begin().await?;
    let Some((notice, delivery)) = held(&tx, id).await? else { return Ok(None) };
    match delivery.state.as_str() {
        "queued" if notice.withdrawn_at.is_none() => {}
        // This very job marked it and did not come back: it died while the mail was on its way.
        "sending" if delivery.sending_by == Some(work.id) => {
            store::step(&tx, &delivery, Step::Unconfirmed).await?;
            tx.commit_noted().await?;
            return Ok(None);
        }
        _ => return Ok(None),
    }
    // The days of a customer run from the moment the mail left: none leaves while nobody knows which that is.
    if tx.reads_clocks().await?.skew.is_some() {
        tx.enqueue_at(Deliver { delivery_id: id }, tx.now() + Duration::minutes(1)).await?;
        tx.commit_noted().await?;
        return Ok(None);
    }
    let Some(to) = Addressee::of(&delivery) else { return Ok(None) };
    let zone = tenants::own(&tx).await?.ok_or(Error::NotFound)?.zone;
    let link = link::path(&tx, notice.change_id, id, to);
    let Some(to) = letter::recipient(&tx, to).await? else {
        store::step(&tx, &delivery, Step::Bounced(Failure::of(Why::Closed))).await?;
        tx.note(bounced(&notice, &delivery)).await?;
        tx.commit_noted().await?;
        return Ok(None);
    };
    let mail = letter(&notice, to, zone, delivery.turn, tx.now())?.link(link);
    store::step(&tx, &delivery, Step::Sending(work.id)).await?;
    tx.commit_noted().await?;
    Ok(Some((delivery, mail)))
}

/// The notice and the delivery, both held, in this order: whoever changes a delivery holds its notice.
async fn held(tx: &TenantTx, id: Uuid) -> Result<Option<(change_notice::Model, notice_delivery::Model)>, Error> {
    let Some(delivery) = store::find(tx, id).await? else { return Ok(None) };
    let notice = notices::hold_notice_by_id(tx, delivery.notice_id).await?;
    Ok(Some((notice, store::hold(tx, id).await?)))
}

async fn keep(work: &Work, sent: &notice_delivery::Model, outcome: Result<Departure, Error>) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some((notice, delivery)) = held(&tx, sent.id).await? else { return Ok(()) };
    // A mail can come back before the server's yes is written down, or be given up by whoever looks after notices.
    if delivery.state != "sending" || delivery.sending_by != Some(work.id) {
        return Ok(());
    }
    let change_id = notice.change_id;
    let (user_id, contact_id) = (delivery.user_id, delivery.contact_id);
    let step = match outcome {
        // It has left by now, whichever clock is right.
        Ok(Departure::Left) => Step::Sent(tx.reads_clocks().await?.later),
        Ok(Departure::NobodyThere) => Step::Bounced(Failure::of(Why::Closed)),
        Ok(Departure::Unknown) => Step::Unconfirmed,
        Err(Error::Refused { detail, .. }) => Step::Bounced(Failure::refused(&detail)),
        Err(error) => {
            tracing::warn!(delivery.id = %delivery.id, delivery.tries = delivery.tries, error.cause = error.cause(), "A notice did not leave yet.");
            Step::Queued
        }
    };
    store::step(&tx, &delivery, step).await?;
    match step {
        Step::Sent(_) => {
            let zone = tenants::own(&tx).await?.ok_or(Error::NotFound)?.zone;
            reckon(&tx, &notice, zone).await?;
            let effective_at = notices::hold_notice_by_id(&tx, notice.id).await?.earliest_at;
            tx.note(Event::NoticeSent { change_id, user_id, contact_id, effective_at }).await?;
        }
        Step::Bounced(_) => tx.note(bounced(&notice, &delivery)).await?,
        // Not the outbox's own tries: it gives up after some, and a notice is never given up.
        Step::Queued => {
            let wait = (Duration::seconds(5) * 2_i32.pow(delivery.tries.clamp(0, 10).unsigned_abs())).min(LONGEST_WAIT);
            tx.enqueue_at(Deliver { delivery_id: delivery.id }, tx.now() + wait).await?;
        }
        Step::Sending(_) | Step::Unconfirmed | Step::Again => {}
    }
    tx.commit_noted().await
}

fn bounced(notice: &change_notice::Model, row: &notice_delivery::Model) -> Event {
    Event::NoticeBounced { change_id: notice.change_id, user_id: row.user_id, contact_id: row.contact_id }
}

/// Sees since when somebody of the workspace counts as told, and lets the days run from then. Of a notice that does not run any
/// more nothing is reckoned.
pub async fn reckon(tx: &TenantTx, notice: &change_notice::Model, zone: Tz) -> Result<(), Error> {
    if !notices::runs(notice, tx.now()) {
        return Ok(());
    }
    let first = store::of_notices(tx, &[notice.id]).await?.iter().filter_map(reached_at).min();
    notices::set_reached(tx, notice, first, zone).await
}
