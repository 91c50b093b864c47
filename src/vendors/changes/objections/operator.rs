//! The operator's verbs: see who objects, read an objection, answer it with its outcome.

use std::collections::HashSet;

use uuid::Uuid;

use super::super::actions::{drop_change, may_end, seen_and_kept, state_of};
use super::super::events::Event;
use super::super::model::{self, Outcome, Resolution, State};
use super::super::policy::ManageChanges;
use super::super::store as changes;
use super::super::view::{Change, Filed, FiledLine, Objection};
use super::report::write;
use super::store::{self, Filing};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Fields};
use crate::kernel::page::{Page, Paging};
use crate::people::tenants::{self, Tenant};

/// The objections of all customers: those that wait, the oldest first, or those that have ended, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ManageChanges>, waiting: bool, paging: &Paging) -> Result<Page<FiledLine>, Error> {
    let tx = caller.read().await?;
    let page = store::page(&tx, waiting, paging).await?;
    let customers = tenants::customers(&tx).await?;
    let name = |id: Uuid| customers.iter().find(|one| one.id.get() == id).map(|one| one.name.clone()).unwrap_or_default();
    Ok(page.map(|row| FiledLine {
        id: row.objection_id,
        change_id: row.change_id,
        tenant_id: row.customer_id,
        tenant: name(row.customer_id),
        filed_at: row.filed_at,
        outcome: row.outcome.as_deref().and_then(Outcome::parse),
        ended_at: row.ended_at,
    }))
}

/// One objection with what it says, read where it was filed.
///
/// # Errors
/// `NotFound`.
pub async fn one(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Filed, Error> {
    let tx = caller.read().await?;
    let line = store::filed(&tx, id).await?;
    let customer = customer(&tenants::customers(&tx).await?, line.customer_id)?;
    drop(tx);
    let theirs = caller.kernel().read_as_system(customer.id).await?;
    let objection = Objection::of(&store::by_id(&theirs, id).await?);
    Ok(Filed { change_id: line.change_id, tenant_id: line.customer_id, tenant: customer.name, objection })
}

/// The objections to a change that wait for an answer, with who files them. They are addressed to the operator.
///
/// # Errors
/// `NotFound`.
pub async fn of_change(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Vec<Filed>, Error> {
    let tx = caller.read().await?;
    changes::by_id(&tx, id).await?;
    let customers = tenants::customers(&tx).await?;
    drop(tx);
    let told = changes::told(&caller.survey().await?, id).await?;
    let objecting: HashSet<Uuid> = told.into_iter().filter(|row| row.has_objection).map(|row| row.tenant_id).collect();
    let mut filed = Vec::new();
    for customer in customers.into_iter().filter(|customer| objecting.contains(&customer.id.get())) {
        let theirs = caller.kernel().read_as_system(customer.id).await?;
        let notice = changes::notice(&theirs, id).await?;
        let open = store::of_notices(&theirs, &[notice.id]).await?.into_iter().find(|one| one.resolved_at.is_none());
        let Some(open) = open else { continue };
        let objection = Objection::of(&open);
        filed.push(Filed { change_id: id, tenant_id: customer.id.get(), tenant: customer.name, objection });
    }
    Ok(filed)
}

/// Answers a customer's objection with its outcome. A vendor that is dropped is dropped for everybody.
///
/// # Errors
/// `NotFound` for an objection that this customer has not filed; `Invalid` without an answer, or for an outcome that is the
/// customer's to choose; `Refused` with `objection-resolved`, or `already-active` for a change that can be dropped no more.
pub async fn resolve(caller: &Authorized<ManageChanges>, id: Uuid, objection: Uuid, with: Resolution) -> Result<Change, Error> {
    let mut fields = Fields::new();
    let answer = fields.take(model::said("answer", &with.answer));
    if with.outcome == Outcome::ObjectionWithdrawn {
        fields.add("outcome", "customers-choice", "Only the customer takes an objection back.");
    }
    fields.check()?;
    let tx = caller.read().await?;
    let customer = customer(&tenants::customers(&tx).await?, with.tenant_id)?;
    if with.outcome == Outcome::VendorDropped {
        may_end(&changes::by_id(&tx, id).await?)?;
    }
    drop(tx);
    // Each side in a transaction of its own, the customer's first: whether there is such an open objection is known there
    // alone. Cut off between the two, the line of the operator is mended by the job that the first one leaves behind, and a
    // vendor that was to be dropped is withdrawn by hand.
    let by = caller.session().user_id;
    let theirs = caller.kernel().as_system(customer.id).await?;
    let ended = super::end(&theirs, (id, objection), with.outcome, answer, by).await?;
    theirs.enqueue(super::Report { objection_id: objection }).await?;
    let outcome = with.outcome.as_str().to_owned();
    theirs.commit(Event::ObjectionResolved { change_id: id, objection_id: objection, outcome: outcome.clone() }).await?;
    let tx = caller.begin().await?;
    let row = changes::hold(&tx, id).await?;
    let filing = Filing { change_id: id, customer_id: with.tenant_id, objection: ended };
    write(&tx, &filing, &customer.name).await?;
    if with.outcome == Outcome::VendorDropped && state_of(&row)? == State::Noticed {
        // Not the answer: what one customer is told is not for the others.
        drop_change(&tx, &row, "Dropped after an objection.".to_owned()).await?;
    }
    tx.note(Event::ObjectionResolved { change_id: id, objection_id: objection, outcome }).await?;
    seen_and_kept(tx, id).await
}

fn customer(all: &[Tenant], id: Uuid) -> Result<Tenant, Error> {
    all.iter().find(|one| one.id.get() == id).cloned().ok_or(Error::NotFound)
}
