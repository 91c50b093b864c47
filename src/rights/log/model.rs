//! An entry of the log as its readers see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing that happened.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Entry {
    /// The event.
    pub id: Uuid,
    /// Its number in the log, given within a second.
    pub seq: Option<i64>,
    /// Its stable name, `area.noun.verb`.
    #[serde(rename = "type")]
    pub name: String,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What it happened to.
    pub object: Object,
    /// `success` or `failure`.
    pub outcome: String,
    /// `info` or `warning`.
    pub severity: String,
    /// More, by event.
    #[schema(value_type = Object)]
    pub payload: serde_json::Value,
    /// The request that did it.
    pub request_id: Option<Uuid>,
}

/// Who did it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Actor {
    /// `person`, `visitor` or `system`.
    pub kind: String,
    /// The account, if it was a person.
    pub id: Option<Uuid>,
    /// The person's name as it is today.
    pub name: Option<String>,
}

/// What it happened to.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Object {
    /// The noun.
    pub kind: String,
    /// The row.
    pub id: Option<Uuid>,
}

/// Which entries a list shows.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// A name, or the beginning of one such as `iam.`.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub name: Option<String>,
    /// Only what happened to this row.
    pub object: Option<String>,
    /// Only what this account did.
    pub actor: Option<String>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Entries, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
}

impl Filter {
    /// Answers whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [&self.name, &self.object, &self.actor].into_iter().flatten().any(|text| !text.is_empty())
    }
}

/// How far the log is numbered and signed.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Status {
    /// Events counted by the newest checkpoint.
    pub size: i64,
    /// The root of the tree at that size, in hexadecimal.
    pub root: String,
    /// The signed note (C2SP), checkable offline with `verifier_key`.
    pub note: String,
    /// The public key of the notes.
    pub verifier_key: String,
    /// When it was signed.
    pub made_at: DateTime<Utc>,
}
