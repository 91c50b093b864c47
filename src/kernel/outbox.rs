//! The transactional outbox: work promised in a transaction and done after it, at least once.
//!
//! The queue is a table. The worker learns as a role of its own which tenants have due work, then claims jobs inside
//! one tenant at a time, so that the tenant always comes from the job's row, never from its payload. A claimed job
//! holds a lease; when its worker dies, the lease runs out and another takes it.

use std::collections::HashMap;
use std::pin::Pin;

use chrono::{DateTime, Duration, Utc};
use entity::job;
use sea_orm::sea_query::{self, Expr};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Kernel;
use super::db::{Register, TenantTx, Unaudited};
use super::error::Error;
use super::tenancy::TenantId;

/// A claimed job belongs to its worker for this long. 5 minutes: longer than any job but an export, which renews it.
const LEASE: Duration = Duration::minutes(5);
/// After this many tries a job is dead and shown to the operator.
const MOST_ATTEMPTS: i32 = 8;
/// Jobs claimed from one tenant at once: a busy tenant does not starve the others.
const BATCH: u64 = 16;

/// Work for later. The payload holds ids, never personal data.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The stable name in the table.
    const KIND: &'static str;
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

    /// Keeps the job for another lease: a long build calls this as it goes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew(&self) -> Result<(), Error> {
        let tx = self.begin().await?;
        let until = tx.now() + LEASE;
        tx.rows::<job::Entity>().filter(job::Column::Id.eq(self.id)).set([(job::Column::LeaseUntil, Expr::value(until))]).await?;
        tx.commit_unaudited(Unaudited::WorkerBookkeeping).await
    }
}

type Done = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;
type Handler = Box<dyn Fn(Work, serde_json::Value) -> Done + Send + Sync>;

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
        let handler: Handler = Box::new(move |work, payload| {
            let verb = verb.clone();
            Box::pin(async move { verb(work, serde_json::from_value(payload)?).await })
        });
        self.0.insert(J::KIND, handler);
        self
    }

    /// The kinds somebody does.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }
}

/// Does everything that is due now, once; says how many jobs were tried.
///
/// # Errors
/// When the database fails. A job that fails is put back and does not end the round.
pub async fn run_due(kernel: &Kernel, handlers: &Handlers) -> Result<usize, Error> {
    let mut tried = 0;
    for tenant in Register::with_due_work(kernel, 100).await? {
        for row in claim(kernel, tenant).await? {
            tried += 1;
            attempt(kernel, handlers, tenant, row).await?;
        }
    }
    Ok(tried)
}

async fn claim(kernel: &Kernel, tenant: TenantId) -> Result<Vec<job::Model>, Error> {
    let tx = kernel.as_system(tenant).await?;
    let now = tx.now();
    let free = Condition::any().add(job::Column::LeaseUntil.is_null()).add(job::Column::LeaseUntil.lt(now));
    let due = tx
        .rows::<job::Entity>()
        .filter(job::Column::State.is_in(["queued", "running"]))
        .filter(job::Column::RunAt.lte(now))
        .filter(free)
        .ascending(job::Column::RunAt)
        .ascending(job::Column::Id)
        .limit(BATCH)
        .skip_locked()
        .all()
        .await?;
    if due.is_empty() {
        return Ok(due);
    }
    tx.rows::<job::Entity>()
        .among(job::Column::Id, due.iter().map(|row| row.id))
        .set([
            (job::Column::State, Expr::value("running")),
            (job::Column::LeaseUntil, Expr::value(now + LEASE)),
            (job::Column::Attempts, sea_query::ExprTrait::add(Expr::col(job::Column::Attempts), 1)),
        ])
        .await?;
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await?;
    Ok(due)
}

async fn attempt(kernel: &Kernel, handlers: &Handlers, tenant: TenantId, row: job::Model) -> Result<(), Error> {
    let attempt = row.attempts + 1;
    let work = Work { kernel: kernel.clone(), tenant, id: row.id, attempt };
    let outcome = match handlers.0.get(row.kind.as_str()) {
        Some(handler) => handler(work, row.payload).await,
        None => Err(Error::from(anyhow::anyhow!("nobody does jobs of the kind {}", row.kind))),
    };
    let tx = kernel.as_system(tenant).await?;
    let now = tx.now();
    let mut values = vec![(job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))];
    match outcome {
        Ok(()) => {
            values.push((job::Column::State, Expr::value("done")));
            values.push((job::Column::FinishedAt, Expr::value(now)));
        }
        Err(error) => {
            let cause = match &error {
                Error::Internal(cause) => format!("{cause:#}"),
                other => format!("{}: {other}", other.code()),
            };
            // A rule that said no says it again; what broke may work the next time.
            let dead = attempt >= MOST_ATTEMPTS || matches!(error, Error::Refused { .. });
            tracing::warn!(job.id = %row.id, job.kind = row.kind, job.attempt = attempt, job.dead = dead, error.cause = cause, "A job failed.");
            values.push((job::Column::Failure, Expr::value(cause.chars().take(500).collect::<String>())));
            values.push((job::Column::State, Expr::value(if dead { "dead" } else { "queued" })));
            values.push((job::Column::RunAt, Expr::value(now + back_off(attempt))));
        }
    }
    tx.rows::<job::Entity>().filter(job::Column::Id.eq(row.id)).set(values).await?;
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await
}

/// 5 seconds, doubled with each try, at most an hour.
fn back_off(attempt: i32) -> Duration {
    let doublings = u32::try_from(attempt - 1).unwrap_or_default().min(10);
    Duration::seconds((5 * 2_i64.pow(doublings)).min(3600))
}

#[cfg(test)]
mod tests {
    use super::back_off;

    #[test]
    fn a_failing_job_is_tried_less_and_less_often() {
        let waits: Vec<_> = (1..=8).map(|attempt| back_off(attempt).num_seconds()).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640]);
        assert_eq!(back_off(40).num_seconds(), 3600);
    }
}
