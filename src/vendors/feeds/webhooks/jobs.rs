//! The jobs of webhooks: put an event on its way to every endpoint, try a delivery, and give up what waited for too long.
//!
//! A delivery is tried at least once and may arrive twice, under the same `webhook-id`. The job of a try names which one it
//! is: one that comes late, after somebody had it sent again, does nothing.

use entity::{webhook_delivery, webhook_endpoint};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::model::{LONGEST_WAIT, Outcome, Outgoing, failure_word, is_gone, is_taken, next_try};
use super::sending::Message;
use super::store::{self, Standing};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Lane, Work};
use crate::notifications::{self, Mail, Recipient};
use crate::people::users;
use crate::vendors::changes::{self, Noticed, Told};
use crate::vendors::feeds::events::Event;
use crate::vendors::feeds::policy::ManageWebhooks;

/// At most so many people of a workspace are told that events do not arrive.
const MOST_TOLD: usize = 10;

/// Tries a delivery.
#[derive(Debug, Serialize, Deserialize)]
pub struct Send {
    /// The delivery.
    pub delivery_id: Uuid,
    /// How often it was tried before.
    pub attempts: i32,
}

impl Job for Send {
    const KIND: &'static str = "feeds.send_webhook";
    const LANE: Lane = Lane::Outgoing;
}

/// Gives up an event that waits at a paused endpoint, when it has waited for long enough.
#[derive(Debug, Serialize, Deserialize)]
pub struct GiveUpWaiting {
    /// The delivery.
    pub delivery_id: Uuid,
}

impl Job for GiveUpWaiting {
    const KIND: &'static str = "feeds.give_up_waiting";
}

/// Puts an event on its way to every endpoint of the workspace; those that are paused get it when they go on. The caller
/// commits. Done again under the same key, it does nothing.
///
/// # Errors
/// When the database fails.
pub async fn emit(tx: &TenantTx, event: &Outgoing) -> Result<(), Error> {
    let mut endpoints = 0;
    for endpoint in store::as_they_are(tx).await? {
        if let Some(delivery_id) = store::queue(tx, &endpoint, event).await? {
            endpoints += 1;
            match endpoint.paused_at {
                None => tx.enqueue(Send { delivery_id, attempts: 0 }).await?,
                Some(_) => waits(tx, delivery_id).await?,
            }
        }
    }
    if endpoints == 0 {
        return Ok(());
    }
    tx.note(Event::WebhookQueued { event_type: event.event_type.clone(), endpoints }).await
}

/// Sends what a customer is told of a change to its endpoints.
///
/// # Errors
/// When the database fails.
pub async fn told(work: &Work, job: &Told) -> Result<(), Error> {
    let tx = work.begin().await?;
    let notice = match changes::told(&tx, job.change_id).await {
        Err(Error::NotFound) => return Ok(()),
        notice => notice?,
    };
    emit(&tx, &change_event(&tx, job, &notice)?).await?;
    tx.commit_noted().await
}

fn change_event(tx: &TenantTx, job: &Told, notice: &Noticed) -> Result<Outgoing, Error> {
    let (change, content) = (job.change_id, &notice.content);
    let occurred_at = match job.step {
        changes::Step::Noticed => Some(notice.noticed_at),
        changes::Step::Started => notice.started_at,
        changes::Step::Withdrawn => notice.withdrawn_at,
    };
    Ok(Outgoing {
        event_type: format!("subprocessor_change.{}", job.step.as_str()),
        key: format!("subprocessor_change.{}:{change}", job.step.as_str()),
        occurred_at: occurred_at.unwrap_or_else(|| tx.now()),
        data: json!({
            "change_id": change,
            "kind": content.kind,
            "emergency": content.emergency,
            "loss": content.loss,
            "risk": content.risk,
            "before": content.before,
            "after": content.after,
            "reason": content.reason,
            "notice_days": content.notice_days,
            "noticed_at": notice.noticed_at,
            "earliest_start_at": notice.earliest,
            "objections_until": notice.objections_until,
            "started_at": notice.started_at,
            "withdrawn_at": notice.withdrawn_at,
            "url": format!("{}/settings/subprocessors/changes/{change}", tx.kernel().base_url),
        }),
    })
}

/// Tries a delivery once, and promises the next try.
///
/// # Errors
/// When the database fails. An endpoint that does not take it is no error: the delivery keeps its own clock.
pub async fn send(work: Work, job: Send) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some((endpoint, delivery)) = due(&tx, &job).await? else { return Ok(()) };
    if endpoint.paused_at.is_some() {
        store::set_waiting(&tx, delivery.id).await?;
        waits(&tx, delivery.id).await?;
        return tx.commit_noted().await;
    }
    let message = Message::signed(&tx, &endpoint, &delivery).await?;
    // No transaction is open while a stranger's server takes its time.
    drop(tx);
    let outcome = message.leave().await;
    let tx = work.begin().await?;
    let Some((endpoint, delivery)) = due(&tx, &job).await? else { return Ok(()) };
    keep(&tx, &endpoint, &delivery, outcome).await?;
    tx.commit_noted().await
}

/// The event waits from now on, and not for ever.
async fn waits(tx: &TenantTx, delivery_id: Uuid) -> Result<(), Error> {
    tx.enqueue_at(GiveUpWaiting { delivery_id }, tx.now() + LONGEST_WAIT).await
}

/// The delivery with its endpoint, if this try is the next one.
async fn due(tx: &TenantTx, job: &Send) -> Result<Option<(webhook_endpoint::Model, webhook_delivery::Model)>, Error> {
    let held = store::hold_both(tx, job.delivery_id).await?;
    Ok(held.filter(|(_, delivery)| delivery.state == "queued" && delivery.attempts == job.attempts))
}

/// Gives up an event that has waited at a paused endpoint for as long as events are kept: that it never arrived is shown and
/// stands in the log. One that goes on, or waits for less since, is left alone.
///
/// # Errors
/// When the database fails.
pub async fn give_up_waiting(work: Work, job: GiveUpWaiting) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some((endpoint, delivery)) = store::hold_both(&tx, job.delivery_id).await? else { return Ok(()) };
    let Some(paused_at) = endpoint.paused_at.filter(|_| delivery.state == "queued" && delivery.next_at.is_none()) else {
        return Ok(());
    };
    let until = paused_at.max(delivery.queued_at) + LONGEST_WAIT;
    if tx.now() < until {
        tx.enqueue_at(job, until).await?;
        return tx.commit_noted().await;
    }
    store::set_dropped(&tx, delivery.id, until).await?;
    let failure = "waited".to_owned();
    tx.commit(Event::WebhookFailed { endpoint_id: endpoint.id, delivery_id: delivery.id, failure }).await
}

async fn keep(
    tx: &TenantTx,
    endpoint: &webhook_endpoint::Model,
    delivery: &webhook_delivery::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    let attempts = delivery.attempts + 1;
    if is_gone(outcome) {
        return stop(tx, endpoint, delivery, outcome).await;
    }
    let next = if is_taken(outcome) { None } else { next_try(attempts, tx.now()) };
    store::set_tried(tx, delivery, outcome, Standing::after(outcome, next)).await?;
    match next {
        Some(next) => tx.enqueue_at(Send { delivery_id: delivery.id, attempts }, next).await,
        None if is_taken(outcome) && endpoint.warned_at.is_some() => store::set_warned(tx, endpoint.id, None).await,
        None if is_taken(outcome) => Ok(()),
        None => give_up(tx, endpoint, delivery, outcome).await,
    }
}

/// Gives a delivery up; whoever looks after the endpoint is told once, until something arrives there again.
async fn give_up(
    tx: &TenantTx,
    endpoint: &webhook_endpoint::Model,
    delivery: &webhook_delivery::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    if endpoint.warned_at.is_none() {
        store::set_warned(tx, endpoint.id, Some(tx.now())).await?;
        tell(tx, endpoint, "webhook-failing").await?;
    }
    let failure = failure_word(outcome).to_owned();
    tx.note(Event::WebhookFailed { endpoint_id: endpoint.id, delivery_id: delivery.id, failure }).await
}

/// Stops at an endpoint that says it is gone for good: its events wait, whoever looks after it is told, and nobody calls a
/// server that asked not to be called (Standard Webhooks: 410).
async fn stop(
    tx: &TenantTx,
    endpoint: &webhook_endpoint::Model,
    delivery: &webhook_delivery::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    store::set_tried(tx, delivery, outcome, Standing::Waits).await?;
    waits(tx, delivery.id).await?;
    if endpoint.paused_at.is_some() {
        return Ok(());
    }
    store::set_paused(tx, endpoint.id, Some(tx.now())).await?;
    tell(tx, endpoint, "webhook-gone").await?;
    tx.note(Event::WebhookGone { endpoint_id: endpoint.id, delivery_id: delivery.id }).await
}

/// Mails whoever looks after the endpoints of the workspace.
async fn tell(tx: &TenantTx, endpoint: &webhook_endpoint::Model, message: &'static str) -> Result<(), Error> {
    for person in users::holding::<ManageWebhooks>(tx).await?.into_iter().take(MOST_TOLD) {
        let mail = Mail::new(Recipient::Person(person), message).with("endpoint", endpoint.description.as_str());
        notifications::mail(tx, mail.link(format!("/settings/webhooks/{}", endpoint.id))).await?;
    }
    Ok(())
}
