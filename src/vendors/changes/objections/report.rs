//! Brings the operator's line of an objection up to date, and tells staff of a new one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::actions::{drop_change, state_of};
use super::super::events::Event;
use super::super::model::{Outcome, State};
use super::super::policy::ManageChanges;
use super::super::store as notices;
use super::store::{self, Filing};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::notifications::{self, Mail, Recipient};
use crate::people::{tenants, users};

/// Says in the operator's realm that a customer objects, or how that ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// The objection.
    pub objection_id: Uuid,
}

impl Job for Report {
    const KIND: &'static str = "changes.objection";
}

/// Brings the operator's line up to date, and does what the outcome asks of the operator. Done again it changes nothing.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn report(work: Work, job: Report) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let objection = store::by_id(&tx, job.objection_id).await?;
    let notice = notices::by_own_id(&tx, objection.notice_id).await?;
    let customer = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let register = work.kernel().register().await?;
    let realm = tenants::operator_realm(&register).await?.ok_or(Error::NotFound)?.id;
    drop(register);
    let realm = work.kernel().as_system(realm).await?;
    let filing = Filing { change_id: notice.change_id, customer_id: work.tenant().get(), objection };
    write(&realm, &filing, &customer.name).await?;
    realm.commit_noted().await
}

/// Writes the line; of one that is new the log says so, and staff is told. A line is closed together with what its outcome
/// asks for: a change that is given up is given up for everybody, in the name of whoever answered. The caller commits.
pub(super) async fn write(realm: &TenantTx, filing: &Filing, customer: &str) -> Result<(), Error> {
    let (change_id, objection_id) = (filing.change_id, filing.objection.id);
    // Held first: a start looks for open lines under the same lock.
    let change = notices::hold(realm, change_id).await?;
    if store::file(realm, filing).await? {
        realm.note(Event::ObjectionFiled { change_id, objection_id }).await?;
        for person in users::holding::<ManageChanges>(realm).await? {
            let mail = Mail::new(Recipient::Person(person), "objection")
                .with("customer", customer)
                .link(format!("/operator/objections/{objection_id}"));
            notifications::mail(realm, mail).await?;
        }
    }
    let line = store::filed(realm, objection_id).await?;
    let Some(outcome) = filing.objection.outcome.as_deref().and_then(Outcome::parse).filter(|_| line.ended_at.is_none()) else {
        return Ok(());
    };
    if outcome == Outcome::VendorDropped && state_of(&change)? == State::Noticed {
        let by = filing.objection.resolved_by.unwrap_or(change.drafted_by);
        // Not the answer: what one customer is told is not for the others.
        drop_change(realm, &change, by, "Given up after an objection.".to_owned()).await?;
    }
    store::close(realm, filing).await?;
    let ended = outcome.as_str().to_owned();
    realm
        .note(match outcome {
            Outcome::ObjectionWithdrawn => Event::ObjectionWithdrawn { change_id, objection_id },
            _ => Event::ObjectionResolved { change_id, objection_id, outcome: ended },
        })
        .await
}
