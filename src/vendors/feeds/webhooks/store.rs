//! Queries of endpoints and deliveries.

use chrono::{DateTime, Utc};
use entity::{webhook_delivery, webhook_endpoint};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Outcome, Outgoing, failure_word, is_taken};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::keys::Place;
use crate::kernel::page::{self, Page, Paging, Sort};

/// Seals a secret for its row.
async fn sealed(tx: &TenantTx, column: &'static str, row: Uuid, secret: &[u8]) -> Result<Vec<u8>, Error> {
    tx.key().await?.seal(&Place { table: "webhook_endpoint", column, row }, secret)
}

async fn opened(tx: &TenantTx, column: &'static str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Error> {
    tx.key().await?.open(&Place { table: "webhook_endpoint", column, row }, sealed)
}

/// Every endpoint, the oldest first; held until the end of the transaction: whoever holds them next sees, in a query of its
/// own, what came of it.
pub async fn hold_all(tx: &TenantTx) -> Result<Vec<webhook_endpoint::Model>, Error> {
    tx.rows::<webhook_endpoint::Entity>().ascending(webhook_endpoint::Column::Id).locked().all().await
}

/// Every endpoint, the oldest first, as it stands until the end of the transaction: whoever lets one go on meanwhile waits,
/// and then sees the event that is put there now.
pub async fn as_they_are(tx: &TenantTx) -> Result<Vec<webhook_endpoint::Model>, Error> {
    tx.rows::<webhook_endpoint::Entity>().ascending(webhook_endpoint::Column::Id).held().all().await
}

/// Every endpoint, the oldest first.
pub async fn all(tx: &TenantTx) -> Result<Vec<webhook_endpoint::Model>, Error> {
    tx.rows::<webhook_endpoint::Entity>().ascending(webhook_endpoint::Column::Id).all().await
}

pub async fn insert(tx: &TenantTx, url: &str, description: String, secret: &[u8]) -> Result<webhook_endpoint::Model, Error> {
    let id = tx.new_id()?;
    let row = webhook_endpoint::ActiveModel {
        id: Set(id),
        url: Set(url.to_owned()),
        description: Set(description),
        state: Set("active".to_owned()),
        secret: Set(sealed(tx, "secret", id, secret).await?),
        created_by: Set(tx.person()?),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<webhook_endpoint::Model, Error> {
    tx.rows::<webhook_endpoint::Entity>().by_id(id).await
}

/// The endpoint, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<webhook_endpoint::Model, Error> {
    tx.rows::<webhook_endpoint::Entity>().locked().by_id(id).await
}

/// A new secret; the one before it signs, too, until a moment.
pub async fn rotate(tx: &TenantTx, row: &webhook_endpoint::Model, secret: &[u8], until: DateTime<Utc>) -> Result<(), Error> {
    let old = opened(tx, "secret", row.id, &row.secret).await?;
    tx.update(webhook_endpoint::ActiveModel {
        id: Set(row.id),
        secret: Set(sealed(tx, "secret", row.id, secret).await?),
        old_secret: Set(Some(sealed(tx, "old_secret", row.id, &old).await?)),
        rotation_ends_at: Set(Some(until)),
        ..Default::default()
    })
    .await
}

/// The secrets that sign now, the newest first.
pub async fn secrets(tx: &TenantTx, row: &webhook_endpoint::Model) -> Result<Vec<Vec<u8>>, Error> {
    let mut secrets = vec![opened(tx, "secret", row.id, &row.secret).await?];
    if let Some(old) = row.old_secret.as_ref().filter(|_| row.rotation_ends_at.is_some_and(|until| tx.now() < until)) {
        secrets.push(opened(tx, "old_secret", row.id, old).await?);
    }
    Ok(secrets)
}

/// Events wait from now on, or do not.
pub async fn set_paused(tx: &TenantTx, id: Uuid, paused_at: Option<DateTime<Utc>>) -> Result<(), Error> {
    let state = if paused_at.is_some() { "paused" } else { "active" };
    let (state, paused_at) = (Set(state.to_owned()), Set(paused_at));
    tx.update(webhook_endpoint::ActiveModel { id: Set(id), state, paused_at, ..Default::default() }).await
}

/// Since when events do not arrive.
pub async fn set_warned(tx: &TenantTx, id: Uuid, warned_at: Option<DateTime<Utc>>) -> Result<(), Error> {
    tx.update(webhook_endpoint::ActiveModel { id: Set(id), warned_at: Set(warned_at), ..Default::default() }).await
}

/// Removes an endpoint with what was sent to it.
pub async fn remove(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    let deliveries = tx.rows::<webhook_delivery::Entity>().filter(webhook_delivery::Column::EndpointId.eq(id));
    deliveries.delete().await?;
    tx.rows::<webhook_endpoint::Entity>().filter(webhook_endpoint::Column::Id.eq(id)).delete().await.map(|_| ())
}

/// Puts an event on its way to an endpoint, once; gives its row when it was not there.
pub async fn queue(tx: &TenantTx, endpoint: &webhook_endpoint::Model, event: &Outgoing) -> Result<Option<Uuid>, Error> {
    let id = tx.new_id()?;
    let row = webhook_delivery::ActiveModel {
        id: Set(id),
        endpoint_id: Set(endpoint.id),
        event_type: Set(event.event_type.clone()),
        event_key: Set(event.key.clone()),
        body: Set(event.body()?),
        state: Set("queued".to_owned()),
        attempts: Set(0),
        queued_at: Set(tx.now()),
        next_at: Set(endpoint.paused_at.is_none().then(|| tx.now())),
        ..Default::default()
    };
    Ok(tx.insert_new(row).await?.then_some(id))
}

/// The last events for an endpoint, the newest first.
pub async fn page(tx: &TenantTx, endpoint: Uuid, paging: &Paging) -> Result<Page<webhook_delivery::Model>, Error> {
    let rows = tx.rows::<webhook_delivery::Entity>().filter(webhook_delivery::Column::EndpointId.eq(endpoint));
    page::read(tx, rows, Sort::Newest, paging, &format!("deliveries {endpoint}")).await
}

/// A delivery with its endpoint, both held until the end of the transaction, the endpoint first, as everywhere; none when it
/// was removed.
pub async fn hold_both(tx: &TenantTx, id: Uuid) -> Result<Option<(webhook_endpoint::Model, webhook_delivery::Model)>, Error> {
    let Some(found) = tx.rows::<webhook_delivery::Entity>().find(id).await? else { return Ok(None) };
    let Some(endpoint) = tx.rows::<webhook_endpoint::Entity>().locked().find(found.endpoint_id).await? else { return Ok(None) };
    Ok(hold_delivery(tx, id).await?.map(|delivery| (endpoint, delivery)))
}

/// The delivery, held until the end of the transaction; none when its endpoint was removed.
pub async fn hold_delivery(tx: &TenantTx, id: Uuid) -> Result<Option<webhook_delivery::Model>, Error> {
    tx.rows::<webhook_delivery::Entity>().locked().find(id).await
}

/// Events that wait because their endpoint was paused: they are tried from now on.
pub async fn wake(tx: &TenantTx, endpoint: Uuid) -> Result<Vec<webhook_delivery::Model>, Error> {
    let waiting = || {
        tx.rows::<webhook_delivery::Entity>()
            .filter(webhook_delivery::Column::EndpointId.eq(endpoint))
            .filter(webhook_delivery::Column::State.eq("queued"))
            .filter(webhook_delivery::Column::NextAt.is_null())
    };
    let rows = waiting().ascending(webhook_delivery::Column::Id).locked().all().await?;
    waiting().set([(webhook_delivery::Column::NextAt, Expr::value(tx.now()))]).await?;
    Ok(rows)
}

/// The event waits until its endpoint goes on.
pub async fn set_waiting(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(webhook_delivery::ActiveModel { id: Set(id), next_at: Set(None), ..Default::default() }).await
}

/// The event waited for too long and was given up at a moment: that of its rule, however late somebody looks.
pub async fn set_dropped(tx: &TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    tx.update(webhook_delivery::ActiveModel {
        id: Set(id),
        state: Set("failed".to_owned()),
        failure: Set(Some("waited".to_owned())),
        answer_code: Set(None),
        ended_at: Set(Some(at)),
        ..Default::default()
    })
    .await
}

/// Tries an event anew, as if it had never been tried.
pub async fn set_anew(tx: &TenantTx, id: Uuid, next_at: Option<DateTime<Utc>>) -> Result<(), Error> {
    tx.update(webhook_delivery::ActiveModel {
        id: Set(id),
        state: Set("queued".to_owned()),
        attempts: Set(0),
        first_tried_at: Set(None),
        next_at: Set(next_at),
        answer_code: Set(None),
        failure: Set(None),
        ended_at: Set(None),
        ..Default::default()
    })
    .await
}

/// What becomes of a delivery after a try.
#[derive(Clone, Copy)]
pub enum Standing {
    /// It arrived.
    Arrived,
    /// It is tried again then.
    Next(DateTime<Utc>),
    /// It waits until its endpoint goes on.
    Waits,
    /// It is given up.
    GivenUp,
}

impl Standing {
    /// What follows from how a try ended, and when the next one would be.
    pub fn after(outcome: Outcome, next: Option<DateTime<Utc>>) -> Self {
        match (is_taken(outcome), next) {
            (true, _) => Self::Arrived,
            (false, Some(next)) => Self::Next(next),
            (false, None) => Self::GivenUp,
        }
    }
}

/// Writes down how a try ended, and what follows.
pub async fn set_tried(tx: &TenantTx, row: &webhook_delivery::Model, outcome: Outcome, standing: Standing) -> Result<(), Error> {
    let (state, next_at, ended_at) = match standing {
        Standing::Arrived => ("delivered", None, Some(tx.now())),
        Standing::Next(next) => ("queued", Some(next), None),
        Standing::Waits => ("queued", None, None),
        Standing::GivenUp => ("failed", None, Some(tx.now())),
    };
    tx.update(webhook_delivery::ActiveModel {
        id: Set(row.id),
        state: Set(state.to_owned()),
        attempts: Set(row.attempts + 1),
        first_tried_at: Set(Some(row.first_tried_at.unwrap_or_else(|| tx.now()))),
        tried_at: Set(Some(tx.now())),
        next_at: Set(next_at),
        answer_code: Set(outcome.ok().map(i32::from)),
        failure: Set((!is_taken(outcome)).then(|| failure_word(outcome).to_owned())),
        ended_at: Set(ended_at),
        ..Default::default()
    })
    .await
}
