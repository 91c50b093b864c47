//! Those who work: places in each lane, and tenants that take turns at them.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use entity::job;
use futures_util::FutureExt as _;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{ColumnTrait as _, Condition};
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use super::queue::{self, MOST_ATTEMPTS};
use super::{Done, GivenUp, Handlers, Lane, Work, broken};
use crate::kernel::Kernel;
use crate::kernel::db::Register;
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;

/// Tenants that take turns before it is asked again who has due work.
const TENANTS: u64 = 100;
/// Aborted jobs are waited for and given back within this time.
const GIVING_BACK: Duration = Duration::from_secs(5);

/// The places of a lane.
struct Places {
    kinds: Condition,
    free: usize,
    /// At most so many are one tenant's.
    for_one: usize,
    /// Whose turn it is.
    turns: VecDeque<TenantId>,
    /// Nobody had due work when it was asked last.
    is_quiet: bool,
    /// How many each tenant has.
    taken: HashMap<TenantId, usize>,
}

impl Places {
    fn new(kinds: impl IntoCondition, free: usize, for_one: usize) -> Self {
        Self { kinds: kinds.into_condition(), free, for_one, turns: VecDeque::new(), is_quiet: false, taken: HashMap::new() }
    }

    fn take(&mut self, tenant: TenantId) {
        self.free -= 1;
        *self.taken.entry(tenant).or_default() += 1;
    }

    fn leave(&mut self, tenant: TenantId) {
        self.free += 1;
        if let Some(taken) = self.taken.get_mut(&tenant) {
            *taken -= 1;
            if *taken == 0 {
                self.taken.remove(&tenant);
            }
        }
    }

    /// Whether the tenant has all that one may have.
    fn has_its_share(&self, tenant: TenantId) -> bool {
        self.taken.get(&tenant).is_some_and(|taken| *taken >= self.for_one)
    }
}

struct Started {
    lane: usize,
    work: Work,
}

/// The jobs of this process. Dropped, it aborts them; their leases run out.
pub(super) struct Crew<'a> {
    kernel: &'a Kernel,
    handlers: &'a Handlers,
    stop: CancellationToken,
    lanes: Vec<Places>,
    at_work: JoinSet<()>,
    started: HashMap<Id, Started>,
}

impl<'a> Crew<'a> {
    /// The crew of a worker.
    pub(super) fn full(kernel: &'a Kernel, handlers: &'a Handlers, stop: CancellationToken) -> Self {
        let lanes = Lane::ALL.into_iter().filter_map(|lane| places(handlers, lane)).collect();
        Self { kernel, handlers, stop, lanes, at_work: JoinSet::new(), started: HashMap::new() }
    }

    /// A crew of one, who does one job after the other.
    pub(super) fn of_one(kernel: &'a Kernel, handlers: &'a Handlers) -> Self {
        let lanes = vec![Places::new(Condition::all(), 1, 1)];
        let stop = CancellationToken::new();
        Self { kernel, handlers, stop, lanes, at_work: JoinSet::new(), started: HashMap::new() }
    }

    /// There may be work where there was none. A job that ends is no reason to ask in other lanes than its own: with a backlog in
    /// one of them, each question counts all that is due.
    pub(super) fn hears(&mut self) {
        self.lanes.iter_mut().for_each(|lane| lane.is_quiet = false);
    }

    /// Begins due jobs while there are places, unless told to stop; says how many.
    ///
    /// # Errors
    /// When the database does not say who has due work.
    pub(super) async fn begin_due(&mut self) -> Result<usize, Error> {
        let mut begun = 0;
        for lane in 0..self.lanes.len() {
            begun += self.begin_due_in(lane).await?;
        }
        Ok(begun)
    }

    async fn begin_due_in(&mut self, at: usize) -> Result<usize, Error> {
        let (kernel, stop) = (self.kernel, self.stop.clone());
        let mut begun = 0;
        let mut asked = false;
        while let Some(lane) = self.lanes.get_mut(at).filter(|lane| lane.free > 0 && !stop.is_cancelled()) {
            let Some(tenant) = lane.turns.pop_front() else {
                if asked || lane.is_quiet {
                    break;
                }
                asked = true;
                lane.turns = Register::with_due_work(kernel, lane.kinds.clone(), TENANTS).await?.into();
                lane.is_quiet = lane.turns.is_empty();
                continue;
            };
            if lane.has_its_share(tenant) {
                continue;
            }
            match queue::claim(kernel, tenant, lane.kinds.clone()).await {
                Ok(Some(row)) => {
                    self.begin(at, tenant, row);
                    begun += 1;
                    asked = false;
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(tenant.id = %tenant.get(), error.cause = error.cause(), "A tenant's jobs could not be claimed.");
                }
            }
        }
        Ok(begun)
    }

    fn begin(&mut self, at: usize, tenant: TenantId, row: job::Model) {
        let Some(lane) = self.lanes.get_mut(at) else { return };
        lane.take(tenant);
        let work = Work { kernel: self.kernel.clone(), tenant, id: row.id, attempt: row.attempts + 1 };
        let done = if row.attempts >= MOST_ATTEMPTS {
            broken("its worker ended in the middle of the last try".to_owned())
        } else {
            self.handlers.begin(&row.kind, work.clone(), row.payload)
        };
        let limit = self.handlers.lane_of(&row.kind).longest();
        let says = self.handlers.last_words(&row.kind, row.id);
        let task = self.at_work.spawn(attempt(work.clone(), row.kind, done, limit, says));
        self.started.insert(task.id(), Started { lane: at, work });
    }

    /// Waits until a job ends; `false` when none is at work.
    pub(super) async fn one_ends(&mut self) -> bool {
        let Some(ended) = self.at_work.join_next_with_id().await else { return false };
        self.strike(ended);
        true
    }

    /// Gives the jobs at work some time to end, aborts the others and gives them back.
    pub(super) async fn go_home(mut self, patience: Duration) {
        let all_end = async { while self.one_ends().await {} };
        if tokio::time::timeout(patience, all_end).await.is_ok() {
            return;
        }
        self.at_work.abort_all();
        let given_back = async {
            while let Some(ended) = self.at_work.join_next_with_id().await {
                let Some(work) = self.strike(ended) else { continue };
                if let Err(error) = queue::give_back(&work).await {
                    tracing::warn!(job.id = %work.id, error.cause = error.cause(), "A job could not be given back: its lease must run out.");
                }
            }
        };
        if tokio::time::timeout(GIVING_BACK, given_back).await.is_err() {
            tracing::warn!(jobs.left = self.started.len(), "Jobs did not end in time: their leases must run out.");
        }
    }

    /// Frees the place of a job that ended; gives back the work of one that was aborted.
    fn strike(&mut self, ended: Result<(Id, ()), JoinError>) -> Option<Work> {
        let (id, aborted) = match ended {
            Ok((id, ())) => (id, false),
            Err(error) => (error.id(), true),
        };
        let Started { lane, work } = self.started.remove(&id)?;
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.leave(work.tenant);
        }
        aborted.then_some(work)
    }
}

/// The places of a lane, if there is work in it. The short ones end also what nobody does.
fn places(handlers: &Handlers, lane: Lane) -> Option<Places> {
    let (all, for_one) = (lane.places(), lane.places_for_one());
    if lane == Lane::Short {
        let others = Lane::ALL.into_iter().filter(|other| *other != lane).flat_map(|other| handlers.kinds_in(other));
        return Some(Places::new(job::Column::Kind.is_not_in(others), all, for_one));
    }
    let kinds = handlers.kinds_in(lane);
    (!kinds.is_empty()).then(|| Places::new(job::Column::Kind.is_in(kinds), all, for_one))
}

/// One try of one job, to its end in the table. A panic is a failure like any other.
async fn attempt(work: Work, kind: String, done: Done, limit: Option<Duration>, says: Option<GivenUp>) {
    let caught = AssertUnwindSafe(done).catch_unwind();
    let ended = match limit {
        Some(limit) => tokio::time::timeout(limit, caught).await,
        None => Ok(caught.await),
    };
    let outcome = match ended {
        Ok(Ok(outcome)) => outcome,
        // What it said stands in the process's own output; it may name people.
        Ok(Err(_)) => Err(Error::from(anyhow::anyhow!("it panicked"))),
        Err(_) => Err(Error::from(anyhow::anyhow!("it took longer than it may"))),
    };
    if let Err(error) = queue::close(&work, &kind, outcome, says).await {
        tracing::warn!(job.id = %work.id, job.kind = kind, error.cause = error.cause(), "The end of a job was not written down: it is done again when its lease ends.");
    }
}
