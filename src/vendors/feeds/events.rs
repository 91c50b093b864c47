//! What happens to feeds: the mail list, requests for the list by name, and webhooks. No event holds an address.

use chrono::{DateTime, Utc};
use uuid::Uuid;

crate::events! {
    /// What happens to feeds.
    pub enum Event {
        /// The public reads of a change, or of how it ended.
        NewsPublished = "subproc.news.published" on change(change_id) { change_id: Uuid, step: String },
        /// Somebody asked to hear of changes by mail.
        ListAsked = "subproc.list.asked" on subscriber(subscriber_id) { subscriber_id: Uuid },
        /// The address was confirmed.
        ListJoined = "subproc.list.joined" on subscriber(subscriber_id) { subscriber_id: Uuid },
        /// The address left the list.
        ListLeft = "subproc.list.left" on subscriber(subscriber_id) { subscriber_id: Uuid },
        /// Somebody asked for the list by name.
        DetailAsked = "subproc.detail.asked" on request(request_id) { request_id: Uuid },
        /// The address of who asked was confirmed.
        DetailConfirmed = "subproc.detail.confirmed" on request(request_id) { request_id: Uuid },
        /// The list may be read.
        DetailGranted = "subproc.detail.granted" on request(request_id) { request_id: Uuid, expires_at: DateTime<Utc> },
        /// The list is not given.
        DetailRefused = "subproc.detail.refused" on request(request_id) { request_id: Uuid },
        /// The list may not be read any more.
        DetailRevoked = "subproc.detail.revoked" on request(request_id) { request_id: Uuid },
        /// The time of a grant is over.
        DetailExpired = "subproc.detail.expired" on request(request_id) { request_id: Uuid },
        /// A mail with a decision did not arrive.
        DetailUndelivered = "subproc.detail.undelivered" on request(request_id) { request_id: Uuid },
        /// The link to the list was sent once more.
        DetailResent = "subproc.detail.resent" on request(request_id) { request_id: Uuid },
        /// The list was read.
        DetailOpened = "subproc.detail.opened" on request(request_id) { request_id: Uuid, form: String },
        /// Events are sent to an endpoint from now on.
        WebhookAdded = "tenant.webhook.added" on webhook(endpoint_id) { endpoint_id: Uuid, host: String },
        /// No events are sent to an endpoint any more.
        WebhookRemoved = "tenant.webhook.removed" on webhook(endpoint_id) { endpoint_id: Uuid },
        /// An endpoint has a new secret.
        WebhookRotated = "tenant.webhook.rotated" on webhook(endpoint_id) { endpoint_id: Uuid, old_until: DateTime<Utc> },
        /// Events wait.
        WebhookPaused = "tenant.webhook.paused" on webhook(endpoint_id) { endpoint_id: Uuid },
        /// Events wait because the endpoint says that it is gone.
        WebhookGone = "tenant.webhook.gone" on webhook(endpoint_id) { endpoint_id: Uuid, delivery_id: Uuid },
        /// Events that waited are sent.
        WebhookResumed = "tenant.webhook.resumed" on webhook(endpoint_id) { endpoint_id: Uuid },
        /// An event for the endpoints of the workspace.
        WebhookQueued = "tenant.webhook.queued" on webhook { event_type: String, endpoints: usize },
        /// An event is sent again.
        WebhookRepeated = "tenant.webhook.repeated" on webhook(endpoint_id) { endpoint_id: Uuid, delivery_id: Uuid },
        /// An event never came to its endpoint.
        WebhookFailed = "tenant.webhook.failed" on webhook(endpoint_id) { endpoint_id: Uuid, delivery_id: Uuid, failure: String },
    }
}
