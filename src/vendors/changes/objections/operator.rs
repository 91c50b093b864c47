//! The operator's verbs: see who objects, read an objection, answer it with its outcome.

use std::collections::HashSet;

use uuid::Uuid;

use super::super::actions::{seen_and_kept, state_of};
use super::super::events::Event;
use super::super::model::{self, Outcome, Resolution, State, WrittenObjection};
use super::super::policy::ManageChanges;
use super::super::store as changes;
use super::super::view::{Change, Filed, FiledLine, Objection};
use super::report::write;
use super::store::{self, Filing, NewFiling};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Fields};
use crate::kernel::page::{Page, Paging};
use crate::people::settings;
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

/// Answers a customer's objection with its outcome. A change that is given up is given up for everybody.
///
/// # Errors
/// `NotFound` for an objection that this customer has not filed; `Invalid` without an answer, or for an outcome that is the
/// customer's to choose; `Refused` with `objection-resolved`, or `already-active` for a change that can be given up no more.
pub async fn resolve(caller: &Authorized<ManageChanges>, id: Uuid, objection: Uuid, with: Resolution) -> Result<Change, Error> {
    let mut fields = Fields::new();
    let answer = fields.take(model::said("answer", &with.answer));
    if with.outcome == Outcome::ObjectionWithdrawn {
        fields.add("outcome", "customers-choice", "Only the customer takes an objection back.");
    }
    fields.check()?;
    let customer = customer(&tenants::customers(&caller.read().await?).await?, with.tenant_id)?;
    let theirs = caller.kernel().read_as_system(customer.id).await?;
    let notice = changes::notice(&theirs, id).await?;
    let open = store::of_notice(&theirs, notice.id, objection).await?;
    drop(theirs);
    // Each side in transactions of its own. First the line of the operator is there and open: from here on the change cannot
    // start. Then the objection ends where it was filed. Last the line is closed together with what the outcome asks for. Cut
    // off in between, the job that the second one leaves behind does the last.
    let filing = |objection| Filing { change_id: id, customer_id: with.tenant_id, objection };
    let tx = caller.kernel().as_system(caller.session().tenant).await?;
    if with.outcome == Outcome::VendorDropped && state_of(&changes::hold(&tx, id).await?)? == State::Active {
        return Err(Error::refused("already-active", "This change holds already. Draft another one."));
    }
    write(&tx, &filing(open), &customer.name).await?;
    tx.commit_noted().await?;
    let theirs = caller.kernel().as_system(customer.id).await?;
    let ended = super::end(&theirs, (id, objection), with.outcome, answer, caller.session().user_id).await?;
    theirs.commit_noted().await?;
    let tx = caller.begin().await?;
    write(&tx, &filing(ended), &customer.name).await?;
    seen_and_kept(tx, id).await
}

/// Enters an objection that came in writing: it counts from the moment at which it arrived, as if it had been filed here.
///
/// # Errors
/// `NotFound`; `Invalid` with every wrong field; `Refused` with `not-noticed`, `objection-open` or `objection-late`.
pub async fn enter(caller: &Authorized<ManageChanges>, id: Uuid, new: WrittenObjection) -> Result<Filed, Error> {
    let tx = caller.read().await?;
    let row = changes::by_id(&tx, id).await?;
    let customers = tenants::customers(&tx).await?;
    let now = tx.now();
    drop(tx);
    let Some(told) = row.noticed_at else {
        return Err(Error::refused("not-noticed", "Tell the customers first: a change starts after its notice."));
    };
    let mut fields = Fields::new();
    let grounds = fields.take(model::said("grounds", &new.grounds));
    let customer = customers.into_iter().find(|one| one.id.get() == new.tenant_id);
    if customer.is_none() {
        fields.add("tenant_id", "unknown-customer", "Choose the customer who objects.");
    }
    if new.received_at > now || new.received_at < told {
        fields.add("received_at", "received-at", "Give the moment at which it arrived: after the notice, and not in the future.");
    }
    fields.check()?;
    let (Some(customer), Some(grounds)) = (customer, grounds) else { return Err(Error::NotFound) };
    let theirs = caller.kernel().as_system(customer.id).await?;
    let filing = NewFiling { grounds, by: caller.session().user_id, received_at: Some(new.received_at) };
    let (notice, objection) = super::file(&theirs, id, filing).await?;
    settings::document(&theirs, super::as_instruction(&notice, &objection, &customer)?).await?;
    theirs.commit_noted().await?;
    let tx = caller.begin().await?;
    let seen = Objection::of(&objection);
    let filing = Filing { change_id: id, customer_id: new.tenant_id, objection };
    write(&tx, &filing, &customer.name).await?;
    tx.commit(Event::ObjectionEntered { change_id: id, objection_id: seen.id }).await?;
    Ok(Filed { change_id: id, tenant_id: new.tenant_id, tenant: customer.name, objection: seen })
}

/// The customers who were told of a change and can object to it, by name: to enter what came in writing. One that started
/// meanwhile is among them, as it may have arrived before.
///
/// # Errors
/// `NotFound`.
pub async fn who_may_object(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Vec<(Uuid, String)>, Error> {
    let tx = caller.read().await?;
    changes::by_id(&tx, id).await?;
    let customers = tenants::customers(&tx).await?;
    drop(tx);
    let told = changes::told(&caller.survey().await?, id).await?;
    let may = |row: &changes::Told| row.withdrawn_at.is_none() && !row.left_out && !row.has_objection;
    let open: HashSet<Uuid> = told.into_iter().filter(may).map(|row| row.tenant_id).collect();
    let mut those: Vec<(Uuid, String)> =
        customers.into_iter().map(|one| (one.id.get(), one.name)).filter(|(id, _)| open.contains(id)).collect();
    those.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(those)
}

fn customer(all: &[Tenant], id: Uuid) -> Result<Tenant, Error> {
    all.iter().find(|one| one.id.get() == id).cloned().ok_or(Error::NotFound)
}
