//! Endpoints, their secrets, and when a message is tried again.

use chrono::{DateTime, Duration, Utc};
use entity::{webhook_delivery, webhook_endpoint};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::line;
use crate::kernel::outgoing::{Failure, Reach, Target, Wrong};

/// A workspace has at most so many endpoints: each multiplies what is sent.
pub const MOST_ENDPOINTS: usize = 5;
/// After a rotation the old secret signs beside the new one for a day.
pub const OLD_SECRET: Duration = Duration::hours(24);
/// What waits at a paused endpoint is given up after so long: as long as what was sent is kept.
pub const LONGEST_WAIT: Duration = Duration::days(30);
/// A description is at most this long.
const MOST_DESCRIPTION: usize = 200;
/// Bytes of a secret: Standard Webhooks asks for 24 to 64.
pub const SECRET_BYTES: usize = 32;
/// Minutes between the tries: 71 hours and 36 minutes together, within the three days for which a message is tried.
const PAUSES: [i64; 9] = [1, 5, 30, 120, 300, 600, 840, 1_200, 1_200];

/// An endpoint as it is named.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewWebhookEndpoint {
    /// An HTTPS address on port 443 or 8443.
    pub url: String,
    /// What it is for.
    pub description: String,
}

impl NewWebhookEndpoint {
    /// The address and the description.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(&self, reach: Reach) -> Result<(Target, String), Error> {
        let mut fields = Fields::new();
        let target = fields.take(target(&self.url, reach));
        let description = fields.take(line::read("description", &self.description, MOST_DESCRIPTION));
        match (target, description) {
            (Some(target), Some(description)) => Ok((target, description)),
            _ => fields.check().and(Err(Error::NotFound)),
        }
    }
}

fn target(url: &str, reach: Reach) -> Result<Target, FieldError> {
    Target::parse(url, reach).map_err(|wrong| match wrong {
        Wrong::Malformed => {
            FieldError::new("url", "webhook-url", "Give an address such as https://hooks.company.example/tutela.")
        }
        Wrong::NotHttps => FieldError::new("url", "webhook-https", "Give an address that begins with https://."),
        Wrong::Credentials => FieldError::new("url", "webhook-credentials", "Leave name and password out of the address."),
        Wrong::Port => FieldError::new("url", "webhook-port", "Use port 443 or 8443."),
        Wrong::NotPublic => FieldError::new("url", "webhook-public", "Give an address that is reached from the internet."),
    })
}

/// When a message is tried next after so many tries; nothing when it was tried for three days.
#[must_use]
pub fn next_try(attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let done = usize::try_from(attempts).ok()?.checked_sub(1)?;
    PAUSES.get(done).map(|minutes| now + Duration::minutes(*minutes))
}

/// How a try ended: the status of the answer, or why there was none.
pub type Outcome = Result<u16, Failure>;

/// Whether the endpoint took the message.
#[must_use]
pub fn is_taken(outcome: Outcome) -> bool {
    outcome.is_ok_and(|status| (200..300).contains(&status))
}

/// Whether the endpoint says that it is gone for good: 410 asks for no more messages (Standard Webhooks).
#[must_use]
pub fn is_gone(outcome: Outcome) -> bool {
    outcome == Ok(410)
}

/// Why a message was not taken, in a word for the table.
#[must_use]
pub fn failure_word(outcome: Outcome) -> &'static str {
    match outcome {
        Ok(300..400) => "redirect",
        Ok(410) => "gone",
        Ok(_) => "status",
        Err(Failure::NotPublic) => "not-public",
        Err(Failure::Unreachable) => "unreachable",
        Err(Failure::TimedOut) => "timed-out",
    }
}

/// An endpoint as its workspace sees it. Its secret is shown once, where it is made.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct WebhookEndpoint {
    /// The row.
    pub id: Uuid,
    /// Where events go.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// `active` or `paused`.
    pub state: String,
    /// Until when the secret before this one signs, too.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Since when it is paused.
    pub paused_at: Option<DateTime<Utc>>,
    /// Since when events do not arrive there.
    pub failing_since: Option<DateTime<Utc>>,
}

impl WebhookEndpoint {
    /// The endpoint in a row.
    #[must_use]
    pub fn of(row: webhook_endpoint::Model, now: DateTime<Utc>) -> Self {
        Self {
            id: row.id,
            url: row.url,
            description: row.description,
            state: row.state,
            old_secret_until: row.rotation_ends_at.filter(|until| now < *until),
            created_at: row.created_at,
            paused_at: row.paused_at,
            failing_since: row.warned_at,
        }
    }

    /// Whether events wait.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused_at.is_some()
    }
}

/// An event on its way to an endpoint.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct WebhookDelivery {
    /// The row.
    pub id: Uuid,
    /// What the receiver tells messages apart by: the same for each try.
    pub message_id: String,
    /// Such as `subprocessor_change.noticed`.
    pub event_type: String,
    /// `queued`, `delivered` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was queued.
    pub queued_at: DateTime<Utc>,
    /// When it was last tried.
    pub tried_at: Option<DateTime<Utc>>,
    /// When it is tried next; absent while the endpoint is paused.
    pub next_at: Option<DateTime<Utc>>,
    /// The status of the last answer.
    pub answer_code: Option<i32>,
    /// Why the last try failed: `redirect`, `status`, `gone`, `not-public`, `unreachable` or `timed-out`; `waited` when it was
    /// given up after 30 days at a paused endpoint.
    pub failure: Option<String>,
    /// When it arrived, or was given up.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What a receiver tells messages apart by.
#[must_use]
pub fn message_id(delivery: Uuid) -> String {
    format!("msg_{}", delivery.simple())
}

impl From<webhook_delivery::Model> for WebhookDelivery {
    fn from(row: webhook_delivery::Model) -> Self {
        Self {
            message_id: message_id(row.id),
            id: row.id,
            event_type: row.event_type,
            state: row.state,
            attempts: row.attempts,
            queued_at: row.queued_at,
            tried_at: row.tried_at,
            next_at: row.next_at,
            answer_code: row.answer_code,
            failure: row.failure,
            ended_at: row.ended_at,
        }
    }
}

/// An event for the endpoints of a workspace.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Such as `subprocessor_change.noticed`.
    pub event_type: String,
    /// What makes it this event: sent under the same key again, it is the same one, and is not sent twice.
    pub key: String,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// What there is to say.
    pub data: serde_json::Value,
}

impl Outgoing {
    /// The body of the message, in canonical JSON (RFC 8785): what is signed is what every parser writes again.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn body(&self) -> Result<String, Error> {
        let occurred = self.occurred_at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        let whole = serde_json::json!({ "type": self.event_type, "timestamp": occurred, "data": self.data });
        let bytes = serde_json_canonicalizer::to_vec(&whole)?;
        Ok(String::from_utf8(bytes).map_err(anyhow::Error::new)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_for_three_days_and_then_given_up() {
        let begun = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let (mut now, mut attempts) = (begun, 1);
        while let Some(next) = next_try(attempts, now) {
            assert!(next > now);
            (now, attempts) = (next, attempts + 1);
        }
        assert_eq!(attempts, 10);
        assert!(now - begun <= Duration::days(3) && now - begun > Duration::hours(71), "{}", now - begun);
        assert_eq!((next_try(0, now), next_try(-1, now), next_try(i32::MAX, now)), (None, None, None));
    }

    #[test]
    fn only_a_good_answer_is_taken() {
        for (outcome, taken, word) in [
            (Ok(200), true, "status"),
            (Ok(204), true, "status"),
            (Ok(302), false, "redirect"),
            (Ok(410), false, "gone"),
            (Ok(500), false, "status"),
            (Err(Failure::NotPublic), false, "not-public"),
            (Err(Failure::TimedOut), false, "timed-out"),
        ] {
            assert_eq!((is_taken(outcome), failure_word(outcome)), (taken, word));
        }
    }

    #[test]
    fn the_body_is_canonical() {
        let occurred_at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let (event_type, key) = ("a.b".to_owned(), "k".to_owned());
        let event = Outgoing { event_type, key, occurred_at, data: serde_json::json!({ "z": 1, "a": "ü" }) };
        let body = r#"{"data":{"a":"ü","z":1},"timestamp":"2026-11-18T11:06:40.000Z","type":"a.b"}"#;
        assert_eq!(event.body().unwrap(), body);
    }
}
