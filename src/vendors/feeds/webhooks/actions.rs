//! The verbs of endpoints: name one, change its secret, pause it, remove it, try it, and look at what was sent.

use std::time::Duration;

use entity::webhook_endpoint;
use serde_json::json;
use uuid::Uuid;

use super::jobs::Send;
use super::model::{MOST_ENDPOINTS, NewWebhookEndpoint, OLD_SECRET, Outgoing, SECRET_BYTES, WebhookDelivery, WebhookEndpoint};
use super::store;
use crate::kernel::Kernel;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::limits::Rule;
use crate::kernel::outgoing::Reach;
use crate::kernel::page::{Page, Paging};
use crate::kernel::signatures::secret_text;
use crate::vendors::feeds::events::Event;
use crate::vendors::feeds::policy::ManageWebhooks;

/// Messages that people have sent to one endpoint: its server may be somebody else's.
const BY_HAND: Rule = Rule::new("webhook-by-hand", 30, Duration::from_secs(3600));

/// Sends the events of the workspace to an address from now on; the secret is in this answer and nowhere else.
///
/// # Errors
/// `ConfirmationNeeded` without a fresh password; `Invalid` with every wrong field; `Refused` with `webhooks-many`.
pub async fn add(caller: &Authorized<ManageWebhooks>, new: &NewWebhookEndpoint) -> Result<(WebhookEndpoint, String), Error> {
    let (target, description) = new.check(Reach::of(&caller.kernel().base_url))?;
    caller.confirmed()?;
    let tx = caller.begin().await?;
    // Who adds at the same moment waits for the rows that are there, and then counts anew: the sixth would need five.
    store::hold_all(&tx).await?;
    if store::all(&tx).await?.len() >= MOST_ENDPOINTS {
        let detail = format!("A workspace has at most {MOST_ENDPOINTS} endpoints. Remove one first.");
        return Err(Error::refused("webhooks-many", detail));
    }
    let secret = new_secret(caller.kernel())?;
    let row = store::insert(&tx, target.as_str(), description, &secret).await?;
    let (endpoint, now) = (row.id, tx.now());
    tx.commit(Event::WebhookAdded { endpoint_id: endpoint, host: target.host().to_owned() }).await?;
    Ok((WebhookEndpoint::of(row, now), secret_text(&secret)))
}

fn new_secret(kernel: &Kernel) -> Result<[u8; SECRET_BYTES], Error> {
    let mut secret = [0; SECRET_BYTES];
    kernel.random.fill(&mut secret)?;
    Ok(secret)
}

/// The endpoints of the workspace, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ManageWebhooks>) -> Result<Vec<WebhookEndpoint>, Error> {
    let tx = caller.read().await?;
    Ok(store::all(&tx).await?.into_iter().map(|row| WebhookEndpoint::of(row, tx.now())).collect())
}

/// One endpoint.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ManageWebhooks>, id: Uuid) -> Result<WebhookEndpoint, Error> {
    let tx = caller.read().await?;
    Ok(WebhookEndpoint::of(store::by_id(&tx, id).await?, tx.now()))
}

/// What was sent to an endpoint within 30 days, the newest first.
///
/// # Errors
/// `NotFound`; `Invalid` for a foreign cursor.
pub async fn deliveries(caller: &Authorized<ManageWebhooks>, id: Uuid, paging: &Paging) -> Result<Page<WebhookDelivery>, Error> {
    let tx = caller.read().await?;
    store::by_id(&tx, id).await?;
    Ok(store::page(&tx, id, paging).await?.map(WebhookDelivery::from))
}

/// Gives an endpoint a new secret, in this answer and nowhere else. The old one signs beside it for a day.
///
/// # Errors
/// `NotFound`; `ConfirmationNeeded` without a fresh password.
pub async fn rotate(caller: &Authorized<ManageWebhooks>, id: Uuid) -> Result<(WebhookEndpoint, String), Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    caller.confirmed()?;
    let secret = new_secret(caller.kernel())?;
    let old_until = tx.now() + OLD_SECRET;
    store::rotate(&tx, &row, &secret, old_until).await?;
    tx.note(Event::WebhookRotated { endpoint_id: id, old_until }).await?;
    Ok((kept(tx, id).await?, secret_text(&secret)))
}

/// Lets events wait.
///
/// # Errors
/// `NotFound`.
pub async fn pause(caller: &Authorized<ManageWebhooks>, id: Uuid) -> Result<WebhookEndpoint, Error> {
    let tx = caller.begin().await?;
    if store::hold(&tx, id).await?.paused_at.is_none() {
        store::set_paused(&tx, id, Some(tx.now())).await?;
        tx.note(Event::WebhookPaused { endpoint_id: id }).await?;
    }
    kept(tx, id).await
}

/// Sends what waited, and what comes.
///
/// # Errors
/// `NotFound`.
pub async fn resume(caller: &Authorized<ManageWebhooks>, id: Uuid) -> Result<WebhookEndpoint, Error> {
    let tx = caller.begin().await?;
    if store::hold(&tx, id).await?.paused_at.is_some() {
        store::set_paused(&tx, id, None).await?;
        for waiting in store::wake(&tx, id).await? {
            tx.enqueue(Send { delivery_id: waiting.id, attempts: waiting.attempts }).await?;
        }
        tx.note(Event::WebhookResumed { endpoint_id: id }).await?;
    }
    kept(tx, id).await
}

/// Removes an endpoint, with its secret and what was sent to it.
///
/// # Errors
/// `NotFound`.
pub async fn remove(caller: &Authorized<ManageWebhooks>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    store::hold(&tx, id).await?;
    store::remove(&tx, id).await?;
    tx.commit(Event::WebhookRemoved { endpoint_id: id }).await
}

/// Sends an event that says nothing, to see whether it arrives.
///
/// # Errors
/// `NotFound`; `Refused` with `webhook-paused`; `TooMany`.
pub async fn test(caller: &Authorized<ManageWebhooks>, id: Uuid) -> Result<(), Error> {
    caller.kernel().limits.reserve(&BY_HAND, &id.to_string()).await?;
    let tx = caller.begin().await?;
    let row = active(store::hold(&tx, id).await?)?;
    let event = Outgoing {
        event_type: "webhook.test".to_owned(),
        key: format!("webhook.test:{}", tx.new_id()?),
        occurred_at: tx.now(),
        data: json!({ "endpoint_id": id }),
    };
    if let Some(delivery_id) = store::queue(&tx, &row, &event).await? {
        tx.enqueue(Send { delivery_id, attempts: 0 }).await?;
    }
    tx.commit(Event::WebhookQueued { event_type: event.event_type, endpoints: 1 }).await
}

fn active(row: webhook_endpoint::Model) -> Result<webhook_endpoint::Model, Error> {
    match row.paused_at {
        None => Ok(row),
        Some(_) => Err(Error::refused("webhook-paused", "This endpoint is paused. Let it go on first.")),
    }
}

/// Sends an event again that arrived or was given up; the receiver knows it by its id.
///
/// # Errors
/// `NotFound`; `Refused` with `webhook-paused`, or with `delivery-queued` while it is on its way; `TooMany`.
pub async fn repeat(caller: &Authorized<ManageWebhooks>, id: Uuid, delivery: Uuid) -> Result<(), Error> {
    caller.kernel().limits.reserve(&BY_HAND, &id.to_string()).await?;
    let tx = caller.begin().await?;
    let endpoint = store::hold(&tx, id).await?;
    let row = store::hold_delivery(&tx, delivery).await?.filter(|row| row.endpoint_id == id).ok_or(Error::NotFound)?;
    active(endpoint)?;
    if row.state == "queued" {
        return Err(Error::refused("delivery-queued", "This event is still on its way."));
    }
    store::set_anew(&tx, delivery, Some(tx.now())).await?;
    tx.enqueue(Send { delivery_id: delivery, attempts: 0 }).await?;
    tx.commit(Event::WebhookRepeated { endpoint_id: id, delivery_id: delivery }).await
}

async fn kept(tx: TenantTx, id: Uuid) -> Result<WebhookEndpoint, Error> {
    let after = WebhookEndpoint::of(store::by_id(&tx, id).await?, tx.now());
    tx.commit_noted().await?;
    Ok(after)
}
