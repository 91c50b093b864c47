//! The transactional outbox: work promised in a transaction and done after it, at least once.
//!
//! The queue is a table. The worker learns as a role of its own which tenants have due work, then claims one job at a time
//! inside one tenant, so that the tenant always comes from the job's row, never from its payload. A claimed job holds a
//! lease; when its worker dies, the lease runs out and another takes it.

mod crew;
mod lane;
mod queue;

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Kernel;
use super::db::TenantTx;
use super::error::Error;
use super::tenancy::TenantId;
use crew::Crew;
pub use lane::Lane;
pub use queue::counts;

/// Without a wake-up the outbox is looked at this often: what another server enqueued, and what became due.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Work for later. The payload holds ids, never personal data.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The stable name in the table.
    const KIND: &'static str;
    /// Among which others it waits for a place.
    const LANE: Lane = Lane::Short;
}

/// A job at work: where it runs and how often it was tried.
#[derive(Clone)]
pub struct Work {
    kernel: Kernel,
    tenant: TenantId,
    /// The row in the outbox; stable over retries, so that a mail gets the same Message-ID.
    pub id: Uuid,
    /// 1 for the first try.
    pub attempt: i32,
}

impl Work {
    /// What the product is made of.
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// The tenant the job belongs to.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Opens a transaction in the job's tenant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(&self) -> Result<TenantTx, Error> {
        self.kernel.as_system(self.tenant).await
    }

    /// Opens a read-only transaction in the job's tenant in which every query sees the same moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn snapshot(&self) -> Result<TenantTx, Error> {
        self.kernel.snapshot_as_system(self.tenant).await
    }

    /// Whether the job is given up when this try fails.
    #[must_use]
    pub fn is_last_try(&self) -> bool {
        self.attempt >= queue::MOST_ATTEMPTS
    }

    /// Keeps the job for another lease: a long build calls this as it goes, and stops when it fails.
    ///
    /// # Errors
    /// When the database fails, or the job is not ours any more: its lease had ended and another worker took it.
    pub async fn renew(&self) -> Result<(), Error> {
        queue::renew(self).await
    }
}

type Done = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

struct Handler {
    lane: Lane,
    begin: Box<dyn Fn(Work, serde_json::Value) -> Done + Send + Sync>,
}

/// Who does which kind of job; `app` fills it.
#[derive(Default)]
pub struct Handlers(HashMap<&'static str, Handler>);

impl Handlers {
    /// Nobody yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says who does jobs of this kind.
    #[must_use]
    pub fn on<J: Job, F, Fut>(mut self, verb: F) -> Self
    where
        F: Fn(Work, J) -> Fut + Send + Sync + Clone + 'static,
        Fut: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let begin = move |work, payload| -> Done {
            let verb = verb.clone();
            Box::pin(async move { verb(work, serde_json::from_value(payload)?).await })
        };
        self.0.insert(J::KIND, Handler { lane: J::LANE, begin: Box::new(begin) });
        self
    }

    /// The kinds somebody does.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// The kinds in a lane that somebody does.
    fn kinds_in(&self, lane: Lane) -> Vec<&'static str> {
        self.0.iter().filter(|(_, handler)| handler.lane == lane).map(|(kind, _)| *kind).collect()
    }

    /// The lane of a kind; one that nobody does is ended among the short ones.
    fn lane_of(&self, kind: &str) -> Lane {
        self.0.get(kind).map_or(Lane::Short, |handler| handler.lane)
    }

    fn begin(&self, kind: &str, work: Work, payload: serde_json::Value) -> Done {
        match self.0.get(kind) {
            Some(handler) => (handler.begin)(work, payload),
            None => broken(format!("nobody does jobs of the kind {kind}")),
        }
    }
}

/// A job that ends before it begins.
fn broken(cause: String) -> Done {
    Box::pin(std::future::ready(Err(Error::from(anyhow::anyhow!(cause)))))
}

/// Does everything that is due now, one job after the other; says how many were tried.
///
/// # Errors
/// When the database does not say what is due. A job that fails is put back and does not end the round.
pub async fn run_due(kernel: &Kernel, handlers: &Handlers) -> Result<usize, Error> {
    let mut crew = Crew::of_one(kernel, handlers);
    let mut tried = 0;
    loop {
        tried += crew.begin_due().await?;
        if !crew.one_ends().await {
            return Ok(tried);
        }
    }
}

/// Does jobs as they arrive, some at once, until told to stop. Then those at work have `patience` to end, and the others are given back.
pub async fn work(kernel: Kernel, handlers: Arc<Handlers>, stop: CancellationToken, patience: Duration) {
    let mut crew = Crew::full(&kernel, &handlers, stop.clone());
    while !stop.is_cancelled() {
        if let Err(error) = crew.begin_due().await {
            tracing::warn!(error.cause = error.cause(), "The outbox could not be read.");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            true = crew.one_ends() => {}
            () = kernel.work_arrives() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
    crew.go_home(patience).await;
}
