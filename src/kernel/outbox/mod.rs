//! The transactional outbox: work promised in a transaction and done after it, at least once.
//!
//! The queue is a table. The worker learns as a role of its own which tenants have due work, then claims one job at a time
//! inside one tenant, so that the tenant always comes from the job's row, never from its payload. A claimed job holds a
//! lease; when its worker dies, the lease runs out and another takes it. A job that is given up, however that came, says so to
//! whoever wants to hear of its kind ([`Handlers::when_given_up`]): in a job of its own, promised as the first one is closed.

mod crew;
mod lane;
mod queue;

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::MissedTickBehavior;
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

type Verb = Arc<dyn Fn(Work, serde_json::Value) -> Done + Send + Sync>;

struct Handler {
    lane: Lane,
    begin: Verb,
}

/// A job was given up.
#[derive(Serialize, serde::Deserialize)]
struct GivenUp {
    job_id: Uuid,
    kind: String,
}

impl Job for GivenUp {
    const KIND: &'static str = "outbox.given_up";
}

/// Who does which kind of job, and who hears when one is given up; `app` fills it.
#[derive(Default)]
pub struct Handlers {
    doers: HashMap<&'static str, Handler>,
    mourners: HashMap<&'static str, Verb>,
}

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
        self.doers.insert(J::KIND, Handler { lane: J::LANE, begin: read_first(verb) });
        self
    }

    /// Says who hears that a job of this kind was given up: after its last try, also when its worker died in it, or when a rule
    /// said no. It is told under the id of that job, at least once.
    #[must_use]
    pub fn when_given_up<J: Job, F, Fut>(mut self, verb: F) -> Self
    where
        F: Fn(Work, J) -> Fut + Send + Sync + Clone + 'static,
        Fut: Future<Output = Result<(), Error>> + Send + 'static,
    {
        self.mourners.insert(J::KIND, read_first(verb));
        self
    }

    /// The kinds somebody does.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.doers.keys().copied()
    }

    /// The kinds in a lane that somebody does.
    fn kinds_in(&self, lane: Lane) -> Vec<&'static str> {
        self.doers.iter().filter(|(_, handler)| handler.lane == lane).map(|(kind, _)| *kind).collect()
    }

    /// The lane of a kind; one that nobody does is ended among the short ones.
    fn lane_of(&self, kind: &str) -> Lane {
        self.doers.get(kind).map_or(Lane::Short, |handler| handler.lane)
    }

    /// What a job of this kind leaves when it is given up: nothing where nobody hears it.
    fn last_words(&self, kind: &str, job_id: Uuid) -> Option<GivenUp> {
        self.mourners.contains_key(kind).then(|| GivenUp { job_id, kind: kind.to_owned() })
    }

    fn begin(&self, kind: &str, work: Work, payload: serde_json::Value) -> Done {
        if kind == GivenUp::KIND {
            return self.tell(work, payload);
        }
        match self.doers.get(kind) {
            Some(handler) => (handler.begin)(work, payload),
            None => broken(format!("nobody does jobs of the kind {kind}")),
        }
    }

    /// Tells whoever wants to hear that a job was given up.
    fn tell(&self, work: Work, payload: serde_json::Value) -> Done {
        let given_up: GivenUp = match serde_json::from_value(payload) {
            Ok(given_up) => given_up,
            Err(error) => return broken(error.to_string()),
        };
        let Some(verb) = self.mourners.get(given_up.kind.as_str()).cloned() else {
            return broken(format!("nobody hears that a job of the kind {} was given up", given_up.kind));
        };
        Box::pin(async move {
            let Some(row) = queue::find(&work, given_up.job_id).await? else { return Ok(()) };
            verb(Work { id: row.id, attempt: row.attempts, ..work }, row.payload).await
        })
    }
}

/// The verb, over a payload that is read for it.
fn read_first<J: Job, F, Fut>(verb: F) -> Verb
where
    F: Fn(Work, J) -> Fut + Send + Sync + Clone + 'static,
    Fut: Future<Output = Result<(), Error>> + Send + 'static,
{
    Arc::new(move |work, payload| -> Done {
        let verb = verb.clone();
        Box::pin(async move { verb(work, serde_json::from_value(payload)?).await })
    })
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
        crew.hears();
    }
}

/// Does jobs as they arrive, some at once, until told to stop. Then those at work have `patience` to end, and the others are given back.
pub async fn work(kernel: Kernel, handlers: Arc<Handlers>, stop: CancellationToken, patience: Duration) {
    let mut crew = Crew::full(&kernel, &handlers, stop.clone());
    let mut looks = tokio::time::interval(LOOK_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !stop.is_cancelled() {
        if let Err(error) = crew.begin_due().await {
            tracing::warn!(error.cause = error.cause(), "The outbox could not be read.");
        }
        let hears = tokio::select! {
            () = stop.cancelled() => false,
            true = crew.one_ends() => false,
            () = kernel.work_arrives() => true,
            _ = looks.tick() => true,
        };
        if hears {
            crew.hears();
        }
    }
    crew.go_home(patience).await;
}
