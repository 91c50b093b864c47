//! The operator's board: who is waited for, for how long, and whether the promise is kept (M-1.1).

use chrono::{DateTime, TimeDelta, Utc};
use entity::agreement;
use serde::Serialize;

use super::super::actions::is_stuck;
use super::super::content;
use super::super::policy::ManageAgreements;
use super::super::states::{State, WaitsFor, business_days_after, median};
use super::super::store as agreements;
use super::doubts::{Doubt, Standing, doubts};
use super::ending::{self, Ending};
use super::force::workspace_of;
use super::store;
use super::timeline::Course;
use crate::agreements::templates;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::vendors::subprocessors;

/// The middle time is that of the newest agreements of so many days, and of at most so many of them.
const MEASURED_DAYS: i64 = 90;
const MOST_MEASURED: u64 = 1_000;
/// No version promises an answer in less than one business day.
const SHORTEST_PROMISE: TimeDelta = TimeDelta::days(1);

/// What the board says above its rows.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Board {
    /// How many agreements are in each state, in the order of states; one whose signature could not be made has stopped.
    pub counts: Vec<Counted>,
    /// How many wait for the operator.
    pub waiting_for_operator: i64,
    /// How many wait for the customer.
    pub waiting_for_customer: i64,
    /// How many wait for the operator longer than promised.
    pub overdue: usize,
    /// From request to seal, the middle of the last 90 days, in milliseconds; absent when none was sealed.
    pub median_seal_ms: Option<i64>,
    /// The promise, in business days.
    pub promised_business_days: u32,
    /// Whether the list of sub-processors says anything: no agreement is made before it was declared.
    pub subprocessors_declared: bool,
}

/// How many agreements are in a state.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Counted {
    /// The state.
    pub state: State,
    /// How many.
    pub agreements: i64,
}

/// What the board says above its rows.
///
/// # Errors
/// When the database fails.
pub async fn board(caller: &Authorized<ManageAgreements>) -> Result<Board, Error> {
    let promised = promised(caller).await?;
    let tx = caller.read().await?;
    let being_signed = i64::try_from(store::count_being_signed(&tx).await?).unwrap_or_default();
    let (found, stuck) = (agreements::counts(&tx).await?, agreements::stuck_counts(&tx).await?);
    let of = |counts: &[(String, i64)], state: State| {
        counts.iter().find(|(word, _)| word == state.as_str()).map_or(0, |(_, count)| *count)
    };
    let count = |state: State| of(&found, state);
    // As they are shown: one whose signature could not be made has stopped.
    let shown = |state: State| match state {
        State::Failed => count(state) + stuck.iter().map(|(_, count)| *count).sum::<i64>(),
        _ => count(state) - of(&stuck, state),
    };
    let waiting = |who: WaitsFor| State::waiting_for(who).map(count).sum::<i64>();
    let since = tx.now() - TimeDelta::days(MEASURED_DAYS);
    Ok(Board {
        counts: State::ALL.into_iter().map(|state| Counted { state, agreements: shown(state) }).collect(),
        waiting_for_operator: waiting(WaitsFor::Operator) + being_signed,
        waiting_for_customer: waiting(WaitsFor::Customer) - being_signed,
        overdue: overdue(&tx, promised).await?,
        median_seal_ms: median(store::sealing_times(&tx, since, MOST_MEASURED).await?),
        promised_business_days: promised,
        subprocessors_declared: subprocessors::is_declared(&tx).await?,
    })
}

/// The promise, in business days: that of the version that new agreements are made from, or were made from last.
///
/// # Errors
/// When the version cannot be read.
pub async fn promised(caller: &Authorized<ManageAgreements>) -> Result<u32, Error> {
    Ok(templates::latest(caller.kernel()).await?.config().life.answer_days.value)
}

async fn overdue(tx: &TenantTx, current: u32) -> Result<usize, Error> {
    let now = tx.now();
    let rows = store::waiting_since(tx, now - SHORTEST_PROMISE).await?;
    Ok(rows.iter().filter(|row| Late::is(row, current, now)).count())
}

/// What the staff have to know before they decide.
pub struct File {
    /// Who was asked to sign, and what took its place.
    pub course: Course,
    /// What in force it concerns.
    pub standing: Standing,
    /// Why it does not come into force by itself; empty where nothing is decided.
    pub doubts: Vec<Doubt>,
    /// The open offers that are closed when it comes into force.
    pub offers: Vec<agreement::Model>,
    /// The workspace that holds it.
    pub workspace: Option<String>,
    /// What was said before its end, and from which workspaces it was taken.
    pub ending: Ending,
}

/// What the staff have to know of an agreement before they decide.
///
/// # Errors
/// When the database fails.
pub async fn file(caller: &Authorized<ManageAgreements>, row: &agreement::Model) -> Result<File, Error> {
    let tx = caller.read().await?;
    let (course, workspace) = (Course::of(&tx, row).await?, workspace_of(&tx, row).await?);
    let ending = ending::of(&tx, row).await?;
    if row.state != State::Countersigned.as_str() {
        let (standing, doubts, offers) = (Standing::default(), Vec::new(), Vec::new());
        return Ok(File { course, standing, doubts, offers, workspace, ending });
    }
    let standing = store::standing(&tx, row).await?;
    Ok(File { course, doubts: doubts(row, &standing), standing, offers: store::overtaken(&tx, row).await?, workspace, ending })
}

/// Who is waited for: the state says it, but a signature that was confirmed is the operator's to make.
#[must_use]
pub fn waits_for(row: &agreement::Model) -> WaitsFor {
    match State::parse(&row.state) {
        Some(state) if state.is_open() && row.signature_confirmed_at.is_some() => WaitsFor::Operator,
        Some(state) => state.waits_for(),
        None => WaitsFor::Operator,
    }
}

/// Since when: the confirmed or finished signature, or the request.
#[must_use]
pub fn waits_since(row: &agreement::Model) -> DateTime<Utc> {
    row.countersigned_at.or(row.signature_confirmed_at).unwrap_or(row.requested_at)
}

/// How far an agreement is, as it is shown: a signature that could not be made has stopped.
#[must_use]
pub fn shown_state(row: &agreement::Model) -> State {
    if is_stuck(row) { State::Failed } else { State::parse(&row.state).unwrap_or(State::Failed) }
}

/// The agreements for whom somebody is waited for: the operator's in the order in which they were asked for, others the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn waiting(
    caller: &Authorized<ManageAgreements>,
    who: WaitsFor,
    part: &str,
    paging: &Paging,
) -> Result<Page<agreement::Model>, Error> {
    store::board(&caller.read().await?, who, part.trim(), paging).await
}

/// Whether the operator is late: by what an agreement itself promises, and by the `current` promise as long as its content is not
/// frozen. A newer text changes nothing for those who were promised more, or less.
pub struct Late;

impl Late {
    /// Until when the operator has promised the next step; `None` where it is not waited for.
    #[must_use]
    pub fn due(row: &agreement::Model, current: u32) -> Option<DateTime<Utc>> {
        let promised = row.json.as_deref().and_then(content::answer_days).unwrap_or(current);
        (waits_for(row) == WaitsFor::Operator).then(|| business_days_after(waits_since(row), promised))
    }

    /// Whether that time is over.
    #[must_use]
    pub fn is(row: &agreement::Model, current: u32, now: DateTime<Utc>) -> bool {
        Self::due(row, current).is_some_and(|due| due < now)
    }
}
