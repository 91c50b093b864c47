//! The jobs of requests: the contact is told what was decided, a mail that did not arrive is seen, and a grant ends with its
//! time.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::letter::letter;
use super::model::{Act, ListRequestState};
use super::store;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::notifications::{self, Departure};
use crate::vendors::feeds::events::Event;

/// Tells the contact what was decided.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellDecision {
    /// The request.
    pub request_id: Uuid,
    /// The link that the mail brings: of several the last one counts. None for a refusal and a revocation.
    pub link_id: Option<Uuid>,
}

impl Job for TellDecision {
    const KIND: &'static str = "feeds.tell_decision";
}

/// Sends the mail with a decision. One whose link was replaced or opens nothing any more does not leave.
///
/// # Errors
/// When the mail could not leave; the outbox tries again.
pub async fn tell_decision(work: Work, job: TellDecision) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let mail = match store::by_id(&tx, job.request_id).await {
        Err(Error::NotFound) => return Ok(()),
        row => letter(&tx, &row?, job.link_id)?,
    };
    drop(tx);
    let Some(mail) = mail else { return Ok(()) };
    match notifications::deliver(&work, &mail, &work.id.to_string()).await? {
        Departure::Left | Departure::NobodyThere => Ok(()),
        // Sent again it has the same Message-ID: what arrived twice is seen once.
        Departure::Unknown => Err(Error::from(anyhow::anyhow!("the mail server did not say whether it took the mail"))),
    }
}

/// A mail with a decision was given up: it never left, or nobody knows whether it did. The request says so to the operator's
/// staff, unless another mail has taken its place.
///
/// # Errors
/// When the database fails.
pub async fn decision_given_up(work: Work, job: TellDecision) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some(row) = store::hold_if_any(&tx, job.request_id).await? else { return Ok(()) };
    if row.mail_failed_at.is_some() || letter(&tx, &row, job.link_id)?.is_none() {
        return Ok(());
    }
    store::set_mail_failed(&tx, row.id).await?;
    tx.commit(Event::DetailUndelivered { request_id: row.id }).await
}

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
