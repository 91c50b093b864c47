//! The jobs of requests: a grant ends with its time, and a mail that did not arrive is seen.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{Act, ListRequestState};
use super::store;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::notifications::Undelivered;
use crate::vendors::feeds::events::Event;

/// Ends a grant whose time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct EndGrant {
    /// The request.
    pub request_id: Uuid,
}

impl Job for EndGrant {
    const KIND: &'static str = "feeds.end_grant";
}

/// Ends a grant whose time is over; one that was taken back has ended already.
///
/// # Errors
/// When the database fails.
pub async fn end_grant(work: Work, job: EndGrant) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = match store::hold(&tx, job.request_id).await {
        Err(Error::NotFound) => return Ok(()),
        row => row?,
    };
    let is_over = row.expires_at.is_some_and(|until| until <= tx.now());
    let may_end = ListRequestState::parse(&row.state).is_some_and(|state| state.after(Act::Expire).is_ok());
    if !is_over || !may_end {
        return Ok(());
    }
    store::set_expired(&tx, row.id).await?;
    tx.commit(Event::DetailExpired { request_id: row.id }).await
}

/// A mail with a decision never left, or nobody knows whether it did: the request says so to the operator's staff, once for as
/// long as no other is promised. Says whether it was about a request.
///
/// # Errors
/// When the database fails.
pub async fn undelivered(work: &Work, job: &Undelivered) -> Result<bool, Error> {
    let tx = work.begin().await?;
    let Some(row) = store::hold_if_any(&tx, job.about).await? else { return Ok(false) };
    if row.mail_failed_at.is_some() {
        return Ok(true);
    }
    store::set_mail_failed(&tx, row.id).await?;
    tx.commit(Event::DetailUndelivered { request_id: row.id }).await?;
    Ok(true)
}
