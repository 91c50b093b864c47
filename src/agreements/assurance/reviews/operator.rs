//! The verbs of the operator's staff: see who waits, propose times, say that a meeting was held, write its minutes.
//!
//! Whose a meeting is, the survey says; the workspace is then opened for this one meeting. Each step is kept in the customer's
//! log and in the operator's, which says who it was.

use std::collections::HashMap;

use uuid::Uuid;

use super::actions::{called_off, ended, invited, seen};
use super::jobs::customer_told;
use super::model::{NewMinutes, NewProposal, State, Step};
use super::store;
use super::view::{Asked, Meeting, state};
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::policy::HoldReviews;
use crate::agreements::assurance::report;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::tenants::{self, Tenant};

/// The meetings of all customers: those that wait for the operator first, the longest waiting before the others.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<HoldReviews>) -> Result<Vec<Asked>, Error> {
    let survey = caller.survey().await?;
    let (rows, open) = (store::survey(&survey).await?, store::survey_actions(&survey).await?);
    drop(survey);
    let tx = caller.read().await?;
    let (now, customers) = (tx.now(), tenants::customers(&tx).await?);
    drop(tx);
    let mut of_meeting: HashMap<Uuid, (usize, usize)> = HashMap::new();
    for action in open {
        let (all, late) = of_meeting.entry(action.meeting_id).or_default();
        *all += 1;
        *late += usize::from(action.due_at + chrono::Duration::days(1) <= now);
    }
    let view = |row: store::Surveyed| {
        let customer = customers.iter().find(|customer| customer.id.get() == row.tenant_id)?;
        let state = State::parse(&row.state)?;
        let (open_actions, late_actions) =
            of_meeting.get(&row.id).copied().filter(|_| state == State::Approved).unwrap_or_default();
        Some(Asked {
            tenant_id: row.tenant_id,
            tenant: customer.name.clone(),
            id: row.id,
            year: row.year,
            state,
            requested_at: row.requested_at,
            starts_at: row.starts_at.filter(|_| state.has_time()),
            waiting_days: row.moments().waiting_since(state, now).map(|since| (now - since).num_days()),
            open_actions,
            late_actions,
        })
    };
    let mut asked: Vec<Asked> = rows.into_iter().filter_map(view).collect();
    asked.sort_by_key(|one| std::cmp::Reverse(one.waiting_days));
    Ok(asked)
}

/// Whose meeting it is.
async fn customer(caller: &Authorized<HoldReviews>, id: Uuid) -> Result<Tenant, Error> {
    let owner = store::owner(&caller.survey().await?, id).await?;
    let customers = tenants::customers(&caller.read().await?).await?;
    customers.into_iter().find(|customer| customer.id.get() == owner).ok_or(Error::NotFound)
}

/// One meeting, with whose it is.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<HoldReviews>, id: Uuid) -> Result<(Tenant, Meeting), Error> {
    let customer = customer(caller, id).await?;
    let tx = caller.kernel().read_as_system(customer.id).await?;
    let meeting = seen(&tx, id).await?;
    Ok((customer, meeting))
}

/// The invitation to a meeting, as a calendar reads it.
///
/// # Errors
/// `NotFound` while no time was chosen, or another one is sought.
pub async fn invitation(caller: &Authorized<HoldReviews>, processor: &Processor, id: Uuid) -> Result<String, Error> {
    let customer = customer(caller, id).await?;
    let tx = caller.kernel().read_as_system(customer.id).await?;
    invited(&tx, processor, id).await
}

/// Opens the workspace for this meeting, to change it.
async fn opened(caller: &Authorized<HoldReviews>, id: Uuid) -> Result<TenantTx, Error> {
    let customer = customer(caller, id).await?;
    caller.kernel().as_system(customer.id).await
}

/// Keeps the change; both logs say what was done, and by whom.
async fn both(caller: &Authorized<HoldReviews>, theirs: TenantTx, id: Uuid, event: Event) -> Result<Meeting, Error> {
    let after = seen(&theirs, id).await?;
    report::both(caller, theirs, event).await?;
    Ok(after)
}

/// Proposes times, also in place of one that was chosen. The customer is told.
///
/// # Errors
/// `Invalid` with every wrong field; `Refused` as [`State::after`].
pub async fn propose(caller: &Authorized<HoldReviews>, id: Uuid, new: NewProposal) -> Result<Meeting, Error> {
    let tx = opened(caller, id).await?;
    let new = new.check(tx.now())?;
    let row = store::hold(&tx, id).await?;
    store::set_proposal(&tx, id, state(&row.state)?.after(Step::Propose)?, &new).await?;
    customer_told(&tx, &row, "review-proposed", |mail| mail).await?;
    both(caller, tx, id, Event::MeetingProposed { meeting_id: id }).await
}

/// Says that a meeting was held.
///
/// # Errors
/// `TooEarly` with `meeting-ahead` before it starts; `Refused` as [`State::after`].
pub async fn hold(caller: &Authorized<HoldReviews>, id: Uuid) -> Result<Meeting, Error> {
    let tx = opened(caller, id).await?;
    let row = store::hold(&tx, id).await?;
    let after = state(&row.state)?.after(Step::Hold)?;
    if let Some(earliest) = row.starts_at.filter(|starts| tx.now() < *starts) {
        let detail = "The meeting has not started yet.".to_owned();
        return Err(Error::TooEarly { code: "meeting-ahead", detail, earliest });
    }
    store::set_held(&tx, id, after).await?;
    both(caller, tx, id, Event::MeetingHeld { meeting_id: id }).await
}

/// Writes the minutes, also anew after a comment. The customer is told.
///
/// # Errors
/// `Invalid` with every wrong field; `Refused` as [`State::after`].
pub async fn minute(caller: &Authorized<HoldReviews>, id: Uuid, new: NewMinutes) -> Result<Meeting, Error> {
    let tx = opened(caller, id).await?;
    let row = store::hold(&tx, id).await?;
    let new = new.check(&seen(&tx, id).await?.days(), tx.now())?;
    let after = state(&row.state)?.after(Step::Minute)?;
    let actions = i32::try_from(new.actions.len()).unwrap_or(i32::MAX);
    store::set_minutes(&tx, &row, after, new, caller.session().user_id).await?;
    customer_told(&tx, &row, "review-minuted", |mail| mail).await?;
    both(caller, tx, id, Event::MeetingMinuted { meeting_id: id, actions }).await
}

/// Cancels a meeting that was not held.
///
/// # Errors
/// `Invalid` without a reason; `Refused` as [`State::after`].
pub async fn cancel(caller: &Authorized<HoldReviews>, id: Uuid, reason: &str) -> Result<Meeting, Error> {
    let tx = opened(caller, id).await?;
    let row = called_off(&tx, id, reason).await?;
    if row.starts_at.is_none() {
        // Without a time there is no invitation that tells of it.
        customer_told(&tx, &row, "review-declined", |mail| mail).await?;
    }
    both(caller, tx, id, Event::MeetingCancelled { meeting_id: id }).await
}

/// Says that something that was agreed is done.
///
/// # Errors
/// `NotFound`; `Refused` with `minutes-open` or `action-done`.
pub async fn done(caller: &Authorized<HoldReviews>, ids: (Uuid, Uuid)) -> Result<Meeting, Error> {
    let (meeting_id, action_id) = ids;
    let tx = opened(caller, meeting_id).await?;
    ended(&tx, ids, caller.session().user_id).await?;
    both(caller, tx, meeting_id, Event::ActionDone { meeting_id, action_id }).await
}
