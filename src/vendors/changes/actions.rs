//! The operator's verbs: draft, review, announce, start, withdraw, and answer objections.

use std::collections::HashMap;

use entity::subprocessor_change;
use uuid::Uuid;

use super::Earliest;
use super::clock::Sent;
use super::dates::Clocks;
use super::draft::NewChange;
use super::emergency::{Loss, Risk};
use super::events::Event;
use super::jobs::{Announce, Settle};
use super::model::{self, Clock, Kind, NewReview, State};
use super::named;
use super::news::{News, Step};
use super::objections;
use super::policy::{ManageChanges, ReadChanges};
use super::store::{self, Told};
use super::transfer;
use super::view::{Change, Content};
use crate::kernel::authz::Authorized;
use crate::kernel::db::{PlatformTx, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::kernel::revision;
use crate::people::tenants::{self, Tenant};
use crate::people::users;
use crate::vendors::subprocessors::{self, Facts, Upkeep, Vendor};

/// Drafts a change. Nobody outside knows of it.
///
/// # Errors
/// `Invalid` with every wrong field, also for a vendor that the register does not have and for what another kind of change is
/// for; `Refused` with `vendor-listed` or `vendor-announced` when another one bears the name, and with `list-undeclared` while
/// there is no list to change.
pub async fn draft(caller: &Authorized<ManageChanges>, new: NewChange) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    if !subprocessors::is_declared(&tx).await? {
        let detail = "The first list is not declared yet: run `tutela subprocessors declare`. Changes are changes of it.";
        return Err(Error::refused("list-undeclared", detail));
    }
    let draft = named::named(&tx, new).await?.check()?;
    named::fits(&tx, &draft, None).await?;
    let row = store::insert(&tx, &draft).await?;
    asks_for_review(&tx, row.id).await?;
    tx.commit(Event::Drafted { change_id: row.id, change_kind: row.kind.clone() }).await?;
    Change::of(row, &[], None)
}

/// Writes a draft anew. Approvals of what it said before no longer count.
///
/// # Errors
/// `Invalid` as [`draft`]; `Refused` with `already-noticed` once customers were told, with `not-a-draft` after the review, and with
/// `changed-elsewhere` when it is another text than was read.
pub async fn rewrite(caller: &Authorized<ManageChanges>, id: Uuid, new: NewChange) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    let read = new.revision;
    let draft = named::named(&tx, new).await?.check()?;
    let row = store::hold(&tx, id).await?;
    if row.noticed_at.is_some() {
        let detail = "Customers were told of this change as it is. Withdraw it and draft another one: its clock starts anew.";
        return Err(Error::refused("already-noticed", detail));
    }
    if !state_of(&row)?.is_open() {
        return Err(Error::refused("not-a-draft", "Only a draft is changed; this one was reviewed or withdrawn."));
    }
    revision::check(&row.revision, read.as_ref())?;
    named::fits(&tx, &draft, Some(id)).await?;
    let is_said = store::reviews(&tx, &[id]).await?.iter().any(|review| review.revision == row.revision);
    store::rewrite(&tx, &row, &draft).await?;
    if is_said || row.drafted_by != tx.person()? {
        // What waits already is known to whoever did not write it; what they said of it counts no more.
        asks_for_review(&tx, id).await?;
    }
    tx.note(Event::Updated { change_id: id, change_kind: draft.kind.as_str().to_owned() }).await?;
    seen_and_kept(tx, id).await
}

async fn asks_for_review(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    users::asks_a_second::<ManageChanges>(tx, "mail-second-change", &format!("/operator/changes/{id}"), &[]).await
}

/// Says what a second person thinks of a draft.
///
/// # Errors
/// `Refused` with `own-draft`, `not-a-draft`, `already-reviewed` or, when it was written anew since it was read,
/// `draft-changed`; `Invalid` for a rejection without a word.
pub async fn review(caller: &Authorized<ManageChanges>, id: Uuid, new: NewReview) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let said = store::reviews(&tx, &[id]).await?;
    let now =
        said.iter().filter(|review| review.revision == row.revision && review.decision == model::Decision::Approved.as_str());
    let approved_by: Vec<Uuid> = now.map(|review| review.reviewed_by).collect();
    let decision = new.decision;
    let after = model::review(state_of(&row)?, row.emergency, row.drafted_by, tx.person()?, &approved_by, decision)?;
    store::insert_review(&tx, &row, decision, new.of(row.revision)?).await?;
    store::set_state(&tx, id, after, tx.person()?).await?;
    tx.note(Event::Reviewed { change_id: id, decision: decision.as_str().to_owned() }).await?;
    if row.emergency && after == State::Reviewed {
        tx.note(Event::EmergencyInvoked { change_id: id }).await?;
    }
    seen_and_kept(tx, id).await
}

/// Tells every customer, then the clocks run. What was told is never changed.
///
/// # Errors
/// `Refused` with `not-reviewed`, with `vendor-changing` while another change of this vendor is under way, with `draft-outdated`
/// when the register has changed since, `clock-skew`, and with `vendor-listed` or `vendor-announced` when another one bears the name by now.
pub async fn announce(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Change, Error> {
    let tx = caller.begin().await?;
    // Two at once wait for each other: of two that bring one name, the second sees the first.
    store::hold_announceable(&tx).await?;
    let row = store::hold(&tx, id).await?;
    if state_of(&row)? != State::Reviewed {
        return Err(Error::refused("not-reviewed", "Customers are told of what a second person has approved, and once."));
    }
    if store::is_changing(&tx, row.subprocessor_id).await? {
        let detail = "Customers were told of another change of this vendor. End that one first.";
        return Err(Error::refused("vendor-changing", detail));
    }
    tx.reads_clocks().await?.agreed()?;
    // What is told from now on, whenever it is told to whom.
    let content = content(&tx, &row).await?;
    named::still_fits(&tx, &row, &content).await?;
    store::set_content(&tx, id, &content).await?;
    store::set_state(&tx, id, State::Noticed, tx.person()?).await?;
    tx.enqueue(Announce { change_id: id }).await?;
    tx.enqueue(News { change_id: id, step: Step::Noticed }).await?;
    tx.note(Event::NoticeScheduled { change_id: id }).await?;
    seen_and_kept(tx, id).await
}

/// Starts a change: the register says it from now on. In each workspace it is in force once that one's own days have run,
/// somebody there was reached and no objection is open: what comes in between keeps it away there.
///
/// # Errors
/// `TooEarly` with `notice-too-short` and the first moment; `Refused` with `not-noticed`, `already-active`, `objection-open` or
/// `notice-under-way`, with `assessment-missing` or `assessment-expired` while the transfer it brings is not assessed.
pub async fn activate(caller: &Authorized<ManageChanges>, id: Uuid) -> Result<Change, Error> {
    // Before the transaction, so that there is one connection at a time.
    let told = store::told(&caller.survey().await?, id).await?;
    let tx = caller.begin_platform().await?;
    let row = store::hold(tx.realm(), id).await?;
    let state = state_of(&row)?;
    let customers = tenants::customers(tx.realm()).await?;
    // Both clocks must have reached the end, or a server that is a second fast would start everything a second early.
    let time = tx.realm().reads_clocks().await?;
    let mut all = awaited(&row, &told, &customers, time.later);
    // Its own clock, too: nothing starts before it, even when there is no customer to tell.
    all.extend(row.noticed_at.map(|at| Clock {
        earliest: Earliest::of(Sent { at, days: store::days(row.notice_days), zone: chrono_tz::Tz::UTC }),
        is_told: true,
        is_reached: true,
        has_objection: false,
    }));
    model::may_start(state, row.emergency, &all, time.earlier)?;
    time.agreed()?;
    // Under the lock of the change: what an objection ended with is done before its line is closed, or not at all.
    match objections::waiting(tx.realm(), id).await? {
        0 => {}
        waiting => return Err(model::objection_open(waiting)),
    }
    let upkeep = transfer::assessed(tx.realm(), &row).await?;
    apply(&tx, &row, upkeep).await?;
    store::set_state(tx.realm(), id, State::Active, tx.realm().person()?).await?;
    tx.realm().enqueue(Settle { change_id: id }).await?;
    tx.realm().enqueue(News { change_id: id, step: Step::Started }).await?;
    tx.realm().note(Event::Started { change_id: id, change_kind: row.kind }).await?;
    let after = store::by_id(tx.realm(), id).await?;
    let reviews = store::reviews(tx.realm(), &[id]).await?;
    tx.commit_noted().await?;
    Change::of(after, &reviews, None)
}

/// The clocks of the customers for whom the start waits: all there were when it was announced, but for those whom it leaves
/// out and those who do not use the vendor. One whose notice was not entered yet has a clock that would begin now.
fn awaited(
    change: &subprocessor_change::Model,
    told: &[Told],
    customers: &[Tenant],
    now: chrono::DateTime<chrono::Utc>,
) -> Vec<Clock> {
    let told: HashMap<Uuid, &Told> = told.iter().map(|row| (row.tenant_id, row)).collect();
    let owed = customers.iter().filter(|customer| change.noticed_at.is_some_and(|at| customer.created_at <= at));
    let clock = |customer: &Tenant| match told.get(&customer.id.get()) {
        Some(row) if row.left_out || !row.is_awaited => None,
        Some(row) => Some(row.clock(customer.zone)),
        None => {
            let sent = Sent { at: now, days: store::days(change.notice_days), zone: customer.zone };
            Some(Clock { earliest: Earliest::of(sent), is_told: false, is_reached: false, has_objection: false })
        }
    };
    owed.filter_map(clock).collect()
}

/// Brings the register in line with a change, and keeps the list as it stands after it.
async fn apply(tx: &PlatformTx, row: &subprocessor_change::Model, upkeep: Upkeep) -> Result<(), Error> {
    let kind = Kind::parse(&row.kind).ok_or(Error::NotFound)?;
    let proposed: Option<Facts> = row.proposed.clone().map(serde_json::from_value).transpose()?;
    let now = tx.realm().now();
    match (kind, row.subprocessor_id, proposed) {
        // Who joins bears the id of the change, so that a workspace that keeps the change away knows whom.
        (Kind::Add, _, Some(facts)) => {
            subprocessors::enter(tx, Vendor { upkeep, ..Vendor::new(row.id, facts, now) }).await?;
        }
        (Kind::Replace, Some(old), Some(facts)) => {
            subprocessors::retire(tx, old).await?;
            subprocessors::enter(tx, Vendor { upkeep, ..Vendor::new(row.id, facts, now) }).await?;
        }
        (Kind::Remove, Some(old), _) => subprocessors::retire(tx, old).await?,
        (_, Some(old), Some(facts)) => subprocessors::amend(tx, Vendor { upkeep, ..Vendor::new(old, facts, now) }).await?,
        _ => return Err(Error::from(anyhow::anyhow!("a change without its vendor"))),
    }
    subprocessors::keep_list(tx.realm(), Some(row.id)).await.map(|_| ())
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
    drop_change(&tx, &row, tx.person()?, reason).await?;
    seen_and_kept(tx, id).await
}

pub(super) fn may_end(row: &subprocessor_change::Model) -> Result<(), Error> {
    match state_of(row)? {
        State::Active => Err(Error::refused("already-active", "This change holds already. Draft another one.")),
        State::Withdrawn => Err(Error::refused("already-withdrawn", "This change was withdrawn.")),
        _ => Ok(()),
    }
}

pub(super) async fn drop_change(tx: &TenantTx, row: &subprocessor_change::Model, by: Uuid, reason: String) -> Result<(), Error> {
    store::set_withdrawal(tx, row.id, by, reason).await?;
    if row.noticed_at.is_some() {
        tx.enqueue(Settle { change_id: row.id }).await?;
        tx.enqueue(News { change_id: row.id, step: Step::Withdrawn }).await?;
    }
    tx.note(Event::Withdrawn { change_id: row.id }).await
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
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    let reviews = store::reviews(&tx, &[id]).await?;
    let customers = if row.noticed_at.is_some() { Some(tenants::customers(&tx).await?) } else { None };
    let now = tx.now();
    drop(tx);
    let clocks = match customers {
        Some(customers) => {
            let told = store::told(&caller.survey().await?, id).await?;
            let waited_for = awaited(&row, &told, &customers, now);
            Some(Clocks::together(&waited_for, later(&row, &told), row.emergency, row.noticed_at))
        }
        None => None,
    };
    Change::of(row, &reviews, clocks)
}

/// For how many workspaces a change is not in force although the start does not, or did not, wait for them.
fn later(row: &subprocessor_change::Model, told: &[Told]) -> usize {
    let is_open = |one: &&Told| one.activated_at.is_none() && one.withdrawn_at.is_none() && !one.left_out;
    told.iter().filter(is_open).filter(|one| row.activated_at.is_some() || !one.is_awaited).count()
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

/// What customers are told of a change: with the vendor as it stands in the register now.
pub async fn content(tx: &TenantTx, row: &subprocessor_change::Model) -> Result<Content, Error> {
    let before = match row.subprocessor_id {
        Some(id) => subprocessors::find(tx, id).await?.map(|vendor| vendor.facts),
        None => None,
    };
    Ok(Content {
        kind: Kind::parse(&row.kind).ok_or(Error::NotFound)?,
        emergency: row.emergency,
        subprocessor_id: row.subprocessor_id,
        before,
        after: row.proposed.clone().map(serde_json::from_value).transpose()?,
        reason: row.reason.clone(),
        loss: row.loss.as_deref().and_then(Loss::parse),
        risk: row.risk.as_deref().and_then(Risk::parse),
        notice_days: u16::try_from(row.notice_days).unwrap_or(u16::MAX),
    })
}

pub(super) fn state_of(row: &subprocessor_change::Model) -> Result<State, Error> {
    State::parse(&row.state).ok_or_else(|| anyhow::anyhow!("a change in an unknown state").into())
}

pub(super) async fn seen_and_kept(tx: TenantTx, id: Uuid) -> Result<Change, Error> {
    let after = store::by_id(&tx, id).await?;
    let reviews = store::reviews(&tx, &[id]).await?;
    tx.commit_noted().await?;
    Change::of(after, &reviews, None)
}
