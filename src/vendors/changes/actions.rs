//! The operator's verbs: draft, review, announce, start, withdraw, and answer objections.

use std::collections::{HashMap, HashSet};

use entity::subprocessor_change;
use uuid::Uuid;

use super::draft::{Facts, NewChange};
use super::events::Event;
use super::jobs::{Announce, Settle};
use super::model::{self, Decision, Kind, NewReview, Outcome, Resolution, State};
use super::policy::{ManageChanges, ReadChanges};
use super::view::{Change, Clocks, Content, Filed};
use super::{customer, store};
use crate::kernel::authz::Authorized;
use crate::kernel::db::{PlatformTx, TenantTx};
use crate::kernel::error::{Error, Fields};
use crate::kernel::page::{Page, Paging};
use crate::people::{tenants, users};
use crate::vendors::subprocessors;

/// Drafts a change. Nobody outside knows of it.
///
/// # Errors
/// `Invalid` with every wrong field, also for a vendor that the register does not have.
pub async fn draft(caller: &Authorized<ManageChanges>, new: NewChange) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    let draft = named(&tx, new).await?.check()?;
    known(&tx, draft.subprocessor_id).await?;
    let row = store::insert(&tx, &draft).await?;
    tx.commit(Event::Drafted { change_id: row.id, change_kind: row.kind.clone() }).await?;
    Change::of(row, &[], None)
}

/// Writes a draft anew. Approvals of what it said before no longer count.
///
/// # Errors
/// `Invalid` as [`draft`]; `Refused` with `already-noticed` once customers were told, and with `not-a-draft` after the review.
pub async fn rewrite(caller: &Authorized<ManageChanges>, id: Uuid, new: NewChange) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    let draft = named(&tx, new).await?.check()?;
    let row = store::hold(&tx, id).await?;
    if row.noticed_at.is_some() {
        let detail = "Customers were told of this change as it is. Withdraw it and draft another one: its clock starts anew.";
        return Err(Error::refused("already-noticed", detail));
    }
    if !state_of(&row)?.is_open() {
        return Err(Error::refused("not-a-draft", "Only a draft is changed; this one was reviewed or withdrawn."));
    }
    known(&tx, draft.subprocessor_id).await?;
    store::rewrite(&tx, &row, &draft).await?;
    tx.note(Event::Updated { change_id: id, change_kind: draft.kind.as_str().to_owned() }).await?;
    seen_and_kept(tx, id).await
}

/// Says what a second person thinks of a draft.
///
/// # Errors
/// `Refused` with `own-draft`, `not-a-draft` or `already-reviewed`; `Invalid` for a rejection without a word.
pub async fn review(caller: &Authorized<ManageChanges>, id: Uuid, new: NewReview) -> Result<Change, Error> {
    let note = match new.decision {
        Decision::Rejected => model::said("note", &new.note).map_err(|error| Error::Invalid(vec![error]))?,
        Decision::Approved => new.note.trim().chars().take(2_000).collect(),
    };
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let said = store::reviews(&tx, &[id]).await?;
    let now = said.iter().filter(|review| review.revision == row.revision && review.decision == Decision::Approved.as_str());
    let approved_by: Vec<Uuid> = now.map(|review| review.reviewed_by).collect();
    let after = model::review(state_of(&row)?, row.emergency, row.drafted_by, tx.person()?, &approved_by, new.decision)?;
    store::insert_review(&tx, &row, new.decision, note).await?;
    store::set_state(&tx, id, after).await?;
    tx.note(Event::Reviewed { change_id: id, decision: new.decision.as_str().to_owned() }).await?;
    if row.emergency && after == State::Reviewed {
        tx.note(Event::EmergencyInvoked { change_id: id }).await?;
    }
    seen_and_kept(tx, id).await
}

/// Tells every customer, then the clocks run. What was told is never changed.
///
/// # Errors
/// `Refused` with `not-reviewed`, or with `vendor-changing` while another change of this vendor is under way.
pub async fn announce(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    if state_of(&row)? != State::Reviewed {
        return Err(Error::refused("not-reviewed", "Customers are told of what a second person has approved, and once."));
    }
    known(&tx, row.subprocessor_id).await?;
    if store::is_changing(&tx, row.subprocessor_id).await? {
        let detail = "Customers were told of another change of this vendor. End that one first.";
        return Err(Error::refused("vendor-changing", detail));
    }
    store::set_state(&tx, id, State::Noticed).await?;
    tx.enqueue(Announce { change_id: id }).await?;
    tx.note(Event::NoticeScheduled { change_id: id }).await?;
    seen_and_kept(tx, id).await
}

/// Starts a change: the register says it from now on.
///
/// # Errors
/// `TooEarly` with `notice-too-short` and the first moment; `Refused` with `not-noticed`, `already-active`, `objection-open`
/// `not-reached` or, in an
/// emergency, `notice-under-way`.
pub async fn activate(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Change, Error> {
    let tx = caller.begin_platform().await?;
    let row = store::hold(tx.realm(), id).await?;
    let state = state_of(&row)?;
    let customers = tenants::customers(tx.realm()).await?;
    let (told, now) = (store::told(&tx, id).await?, tx.realm().now());
    let clocks = store::clocks(&row, &told, &customers, now);
    let all: Vec<model::Clock> = clocks.customers.into_iter().chain(clocks.own).collect();
    model::may_start(state, row.emergency, &all, now)?;
    apply(&tx, &row).await?;
    store::set_state(tx.realm(), id, State::Active).await?;
    tx.realm().enqueue(Settle { change_id: id }).await?;
    tx.realm().note(Event::Started { change_id: id, change_kind: row.kind }).await?;
    let after = store::by_id(tx.realm(), id).await?;
    let reviews = store::reviews(tx.realm(), &[id]).await?;
    tx.commit_noted().await?;
    Change::of(after, &reviews, None)
}

/// Brings the register in line with a change, and keeps the list as it stands after it.
async fn apply(tx: &PlatformTx, row: &subprocessor_change::Model) -> Result<(), Error> {
    let kind = Kind::parse(&row.kind).ok_or(Error::NotFound)?;
    let proposed: Option<Facts> = row.proposed.clone().map(serde_json::from_value).transpose()?;
    let now = tx.realm().now();
    match (kind, row.subprocessor_id, proposed) {
        (Kind::Add, _, Some(facts)) => {
            subprocessors::enter(tx, facts.into_vendor(Uuid::nil(), now)).await?;
        }
        (Kind::Replace, Some(old), Some(facts)) => {
            subprocessors::retire(tx, old).await?;
            subprocessors::enter(tx, facts.into_vendor(Uuid::nil(), now)).await?;
        }
        (Kind::Remove, Some(old), _) => subprocessors::retire(tx, old).await?,
        (_, Some(old), Some(facts)) => subprocessors::amend(tx, facts.into_vendor(old, now)).await?,
        _ => return Err(Error::from(anyhow::anyhow!("a change without its vendor"))),
    }
    subprocessors::keep_list(tx, Some(row.id)).await.map(|_| ())
}

/// Withdraws a change: it will not be. Customers who were told are told so.
///
/// # Errors
/// `Invalid` without a reason; `Refused` with `already-active` or `already-withdrawn`.
pub async fn withdraw(caller: &Authorized<ManageChanges>, id: Uuid, reason: &str) -> Result<Change, Error> {
    let reason = model::said("reason", reason).map_err(|error| Error::Invalid(vec![error]))?;
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    may_end(&row)?;
    drop_change(&tx, &row, reason).await?;
    seen_and_kept(tx, id).await
}

fn may_end(row: &subprocessor_change::Model) -> Result<(), Error> {
    match state_of(row)? {
        State::Active => Err(Error::refused("already-active", "This change holds already. Draft another one.")),
        State::Withdrawn => Err(Error::refused("already-withdrawn", "This change was withdrawn.")),
        _ => Ok(()),
    }
}

async fn drop_change(tx: &TenantTx, row: &subprocessor_change::Model, reason: String) -> Result<(), Error> {
    store::set_withdrawal(tx, row.id, reason).await?;
    if row.noticed_at.is_some() {
        tx.enqueue(Settle { change_id: row.id }).await?;
    }
    tx.note(Event::Withdrawn { change_id: row.id }).await
}

/// Answers a customer's objection with its outcome. A vendor that is dropped is dropped for everybody.
///
/// # Errors
/// `NotFound` for an objection that this customer has not filed; `Invalid` without an answer, or for an outcome that is the
/// customer's to choose; `Refused` with `objection-resolved`.
pub async fn resolve(caller: &Authorized<ManageChanges>, id: Uuid, objection: Uuid, with: Resolution) -> Result<Change, Error> {
    let mut fields = Fields::new();
    let answer = fields.take(model::said("answer", &with.answer));
    if with.outcome == Outcome::ObjectionWithdrawn {
        fields.add("outcome", "customers-choice", "Only the customer takes an objection back.");
    }
    fields.check()?;
    let customer = tenants::customers(&caller.read().await?).await?.into_iter().find(|one| one.id.get() == with.tenant_id);
    let customer = customer.ok_or(Error::NotFound)?;
    if with.outcome == Outcome::VendorDropped {
        may_end(&store::by_id(&caller.read().await?, id).await?)?;
    }
    // Each side in a transaction of its own, the customer's first: whether there is such an open objection is known there
    // alone. Cut off between the two, a vendor that was to be dropped is withdrawn by hand.
    let (of, by) = ((id, objection), caller.session().user_id);
    customer::end_objection(caller.kernel(), customer.id, of, with.outcome, answer, by).await?;
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    if with.outcome == Outcome::VendorDropped && state_of(&row)? == State::Noticed {
        // Not the answer: what one customer is told is not for the others.
        drop_change(&tx, &row, "Dropped after an objection.".to_owned()).await?;
    }
    tx.note(Event::ObjectionResolved { change_id: id, objection_id: objection, outcome: with.outcome.as_str().to_owned() })
        .await?;
    seen_and_kept(tx, id).await
}

/// The objections to a change that wait for an answer, with who files them. They are addressed to the operator.
///
/// # Errors
/// `NotFound`.
pub async fn objections(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Vec<Filed>, Error> {
    let tx = caller.begin_platform().await?;
    store::by_id(tx.realm(), id).await?;
    let (told, customers) = (store::told(&tx, id).await?, tenants::customers(tx.realm()).await?);
    drop(tx);
    let objecting: HashSet<Uuid> = told.into_iter().filter(|row| row.has_objection).map(|row| row.tenant_id).collect();
    let mut filed = Vec::new();
    for customer in customers.into_iter().filter(|customer| objecting.contains(&customer.id.get())) {
        let open = customer::open_objection(caller.kernel(), customer.id, id).await?;
        filed.extend(open.map(|objection| Filed { tenant_id: customer.id.get(), tenant: customer.name, objection }));
    }
    Ok(filed)
}

/// Changes, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadChanges>, state: Option<State>, paging: &Paging) -> Result<Page<Change>, Error> {
    let tx = caller.read().await?;
    let page = store::page(&tx, state, paging).await?;
    let reviews = store::reviews(&tx, &page.items.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let items = page.items.into_iter().map(|row| Change::of(row, &reviews, None)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// One change, with where the clocks stand once customers were told.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadChanges>, id: Uuid) -> Result<Change, Error> {
    let tx = caller.begin_platform().await?;
    let row = store::by_id(tx.realm(), id).await?;
    let reviews = store::reviews(tx.realm(), &[id]).await?;
    let clocks = match row.noticed_at {
        Some(_) => {
            let customers = tenants::customers(tx.realm()).await?;
            Some(together(&store::clocks(&row, &store::told(&tx, id).await?, &customers, tx.realm().now()).customers))
        }
        None => None,
    };
    Change::of(row, &reviews, clocks)
}

/// The names of those who wrote and reviewed a change.
///
/// # Errors
/// When the database fails.
pub async fn names(caller: &Authorized<ReadChanges>, change: &Change) -> Result<HashMap<Uuid, String>, Error> {
    let people = change.reviews.iter().map(|review| review.reviewed_by).chain([change.drafted_by]).collect();
    let tx = caller.read().await?;
    users::names(&tx, &people).await
}

fn together(clocks: &[model::Clock]) -> Clocks {
    Clocks {
        customers: clocks.len(),
        reached: clocks.iter().filter(|clock| clock.is_reached).count(),
        objecting: clocks.iter().filter(|clock| clock.has_objection).count(),
        earliest: clocks.iter().map(|clock| clock.earliest).max().map(super::Earliest::at),
    }
}

/// What customers are told of a change: with the vendor as it stands in the register now.
pub(super) async fn content(tx: &TenantTx, row: &subprocessor_change::Model) -> Result<Content, Error> {
    let before = match row.subprocessor_id {
        Some(id) => subprocessors::find(tx, id).await?.as_ref().map(Facts::from),
        None => None,
    };
    Ok(Content {
        kind: Kind::parse(&row.kind).ok_or(Error::NotFound)?,
        emergency: row.emergency,
        before,
        after: row.proposed.clone().map(serde_json::from_value).transpose()?,
        reason: row.reason.clone(),
        notice_days: u16::try_from(row.notice_days).unwrap_or(u16::MAX),
    })
}

/// A vendor that is changed or removed may be named by its facts instead of its id.
async fn named(tx: &TenantTx, mut new: NewChange) -> Result<NewChange, Error> {
    if new.subprocessor_id.is_none() && new.kind.names_a_vendor() && new.kind != Kind::Replace {
        if let Some(facts) = &new.subprocessor {
            new.subprocessor_id = subprocessors::called(tx, facts.legal_name.trim()).await?.map(|vendor| vendor.id);
        }
        if new.kind == Kind::Remove && new.subprocessor_id.is_some() {
            new.subprocessor = None;
        }
    }
    Ok(new)
}

async fn known(tx: &TenantTx, vendor: Option<Uuid>) -> Result<(), Error> {
    let Some(id) = vendor else { return Ok(()) };
    match subprocessors::find(tx, id).await? {
        Some(_) => Ok(()),
        None => Err(Error::invalid("subprocessor_id", "unknown-subprocessor", "The register has no such vendor in use.")),
    }
}

fn state_of(row: &subprocessor_change::Model) -> Result<State, Error> {
    State::parse(&row.state).ok_or_else(|| anyhow::anyhow!("a change in an unknown state").into())
}

async fn seen_and_kept(tx: TenantTx, id: Uuid) -> Result<Change, Error> {
    let after = store::by_id(&tx, id).await?;
    let reviews = store::reviews(&tx, &[id]).await?;
    tx.commit_noted().await?;
    Change::of(after, &reviews, None)
}
