//! The jobs of webhooks: put an event on its way to every endpoint, and try a delivery.
//!
//! A delivery is tried at least once and may arrive twice, under the same `webhook-id`. The job of a try names which one it
//! is: one that comes late, after somebody had it sent again, does nothing.

use entity::{webhook_delivery, webhook_endpoint};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::model::{Outcome, Outgoing, failure_word, is_taken, next_try};
use super::sending::Message;
use super::store;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
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
    // Ten seconds at an endpoint that hangs are not taken from mails.
    const LONG: bool = true;
}

/// Puts an event on its way to every endpoint of the workspace; those that are paused get it when they go on. The caller
/// commits. Done again under the same key, it does nothing.
///
/// # Errors
/// When the database fails.
pub async fn emit(tx: &TenantTx, event: &Outgoing) -> Result<(), Error> {
    let mut endpoints = 0;
    for endpoint in store::all(tx).await? {
        if let Some(delivery_id) = store::queue(tx, &endpoint, event).await? {
            endpoints += 1;
            if endpoint.paused_at.is_none() {
                tx.enqueue(Send { delivery_id, attempts: 0 }).await?;
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
pub async fn told(work: Work, job: Told) -> Result<(), Error> {
    let tx = work.begin().await?;
    let notice = match changes::told(&tx, job.change_id).await {
        Err(Error::NotFound) => return Ok(()),
        notice => notice?,
    };
    emit(&tx, &change_event(&tx, &job, &notice)?).await?;
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
            "before": content.before,
            "after": content.after,
            "reason": content.reason,
            "notice_days": content.notice_days,
            "noticed_at": notice.noticed_at,
            "earliest_start_at": notice.earliest,
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

/// The delivery with its endpoint, if this try is the next one.
async fn due(tx: &TenantTx, job: &Send) -> Result<Option<(webhook_endpoint::Model, webhook_delivery::Model)>, Error> {
    let Some(delivery) = store::hold_delivery(tx, job.delivery_id).await? else { return Ok(None) };
    if delivery.state != "queued" || delivery.attempts != job.attempts {
        return Ok(None);
    }
    Ok(Some((store::by_id(tx, delivery.endpoint_id).await?, delivery)))
}

async fn keep(
    tx: &TenantTx,
    endpoint: &webhook_endpoint::Model,
    delivery: &webhook_delivery::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    let attempts = delivery.attempts + 1;
    let next = if is_taken(outcome) { None } else { next_try(attempts, tx.now()) };
    store::set_tried(tx, delivery, outcome, next).await?;
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
        for person in users::holding::<ManageWebhooks>(tx).await?.into_iter().take(MOST_TOLD) {
            let mail = Mail::new(Recipient::Person(person), "webhook-failing").with("endpoint", endpoint.description.as_str());
            notifications::mail(tx, mail.link(format!("/settings/webhooks/{}", endpoint.id))).await?;
        }
    }
    let failure = failure_word(outcome).to_owned();
    tx.note(Event::WebhookFailed { endpoint_id: endpoint.id, delivery_id: delivery.id, failure }).await
}
