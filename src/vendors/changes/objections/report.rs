//! Brings the operator's line of an objection up to date, and tells staff of a new one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::events::Event;
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

/// Brings the operator's line up to date. Done again it changes nothing.
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

/// Writes the line; of one that is new the log says so, and staff is told. The caller commits.
pub(super) async fn write(realm: &TenantTx, filing: &Filing, customer: &str) -> Result<(), Error> {
    let (change_id, objection_id) = (filing.change_id, filing.objection.id);
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
    if line.ended_at.is_none() && filing.objection.resolved_at.is_some() {
        store::close(realm, filing).await?;
        if filing.objection.answer.is_none() {
            realm.note(Event::ObjectionWithdrawn { change_id, objection_id }).await?;
        }
    }
    Ok(())
}
