//! The operator's board: who is waited for, for how long, and whether the promise is kept (M-1.1).

use chrono::{DateTime, TimeDelta, Utc};
use entity::agreement;
use serde::Serialize;

use super::super::policy::ManageAgreements;
use super::super::states::{PROMISED_BUSINESS_DAYS, State, WaitsFor, business_days_after, median};
use super::super::store as agreements;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};

/// The middle time is that of the newest agreements of so many days, and of at most so many of them.
const MEASURED_DAYS: i64 = 90;
const MOST_MEASURED: u64 = 1_000;

/// What the board says above its rows.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Board {
    /// How many agreements are in each state, in the order of states.
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
    let tx = caller.read().await?;
    let found = agreements::counts(&tx).await?;
    let count = |state: State| found.iter().find(|(word, _)| word == state.as_str()).map_or(0, |(_, count)| *count);
    let waiting = |who: WaitsFor| State::waiting_for(who).map(count).sum();
    let since = tx.now() - TimeDelta::days(MEASURED_DAYS);
    Ok(Board {
        counts: State::ALL.into_iter().map(|state| Counted { state, agreements: count(state) }).collect(),
        waiting_for_operator: waiting(WaitsFor::Operator),
        waiting_for_customer: waiting(WaitsFor::Customer),
        overdue: overdue(&tx).await?,
        median_seal_ms: median(store::sealing_times(&tx, since, MOST_MEASURED).await?),
        promised_business_days: PROMISED_BUSINESS_DAYS,
    })
}

async fn overdue(tx: &TenantTx) -> Result<usize, Error> {
    let now = tx.now();
    let rows = store::waiting_since(tx, now - TimeDelta::days(i64::from(PROMISED_BUSINESS_DAYS))).await?;
    Ok(rows.iter().filter(|row| Late::is(row, now)).count())
}

/// The agreements for whom somebody is waited for, the newest first.
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

/// Whether the operator is late.
pub struct Late;

impl Late {
    /// Until when the operator has promised the next step; `None` where it is not waited for.
    #[must_use]
    pub fn due(row: &agreement::Model) -> Option<DateTime<Utc>> {
        let state = State::parse(&row.state)?;
        let since = if state == State::Countersigned { row.countersigned_at? } else { row.requested_at };
        (state.waits_for() == WaitsFor::Operator).then(|| business_days_after(since, PROMISED_BUSINESS_DAYS))
    }

    /// Whether that time is over.
    #[must_use]
    pub fn is(row: &agreement::Model, now: DateTime<Utc>) -> bool {
        Self::due(row).is_some_and(|due| due < now)
    }
}
