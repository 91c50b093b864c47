//! The queue as a table: a job is claimed, kept, closed or given back. Whoever does one names its try: when the lease ended
//! and another worker has taken the job, what the first one says of it counts no more.

use chrono::{DateTime, Duration, Utc};
use entity::job;
use sea_orm::sea_query::{self, Expr};
use sea_orm::{ColumnTrait as _, Condition};
use uuid::Uuid;

use super::{GivenUp, Work};
use crate::kernel::Kernel;
use crate::kernel::db::{Register, Unaudited};
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;

/// A claimed job belongs to its worker for this long. 5 minutes: longer than any short job may take; long ones renew it.
const LEASE: Duration = Duration::minutes(5);
/// After this many tries a job is dead and shown to the operator.
pub(super) const MOST_ATTEMPTS: i32 = 8;

/// How many jobs of all tenants are queued, running and dead.
///
/// # Errors
/// When the database fails.
pub async fn counts(kernel: &Kernel) -> Result<Vec<(String, i64)>, Error> {
    Register::jobs_by_state(kernel).await
}

/// Takes the tenant's next due job of these kinds, if there is one.
pub(super) async fn claim(kernel: &Kernel, tenant: TenantId, kinds: Condition) -> Result<Option<job::Model>, Error> {
    // A claim that the power takes back is a job that nobody has begun; what the job itself keeps brings its claim to the disk.
    let tx = kernel.redoable_as_system(tenant).await?;
    let now = tx.now();
    let free = Condition::any().add(job::Column::LeaseUntil.is_null()).add(job::Column::LeaseUntil.lt(now));
    let due = tx
        .rows::<job::Entity>()
        .filter(job::Column::State.is_in(["queued", "running"]))
        .filter(job::Column::RunAt.lte(now))
        .filter(free)
        .filter(kinds)
        .ascending(job::Column::RunAt)
        .ascending(job::Column::Id)
        .limit(1)
        .skip_locked()
        .one()
        .await?;
    let Some(row) = due else { return Ok(None) };
    tx.rows::<job::Entity>()
        .filter(job::Column::Id.eq(row.id))
        .set([
            (job::Column::State, Expr::value("running")),
            (job::Column::LeaseUntil, Expr::value(now + LEASE)),
            (job::Column::Attempts, Expr::value(row.attempts + 1)),
        ])
        .await?;
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await?;
    Ok(Some(row))
}

/// Keeps a job for another lease.
pub(super) async fn renew(work: &Work) -> Result<(), Error> {
    let tx = work.begin().await?;
    let until = tx.now() + LEASE;
    let kept = tx.rows::<job::Entity>().filter(still_ours(work)).set([(job::Column::LeaseUntil, Expr::value(until))]).await?;
    if kept == 0 {
        return Err(Error::from(anyhow::anyhow!("the lease had ended and another worker took the job")));
    }
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await
}

/// Writes down how a try ended; with a job that is given up, the one that says so.
pub(super) async fn close(work: &Work, kind: &str, outcome: Result<(), Error>, says: Option<GivenUp>) -> Result<(), Error> {
    // A job whose end the power takes back is done again when its lease ends, as every job may be.
    let tx = work.kernel.redoable_as_system(work.tenant).await?;
    let now = tx.now();
    let mut values = vec![(job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))];
    let mut last_words = None;
    match outcome {
        Ok(()) => {
            values.push((job::Column::State, Expr::value("done")));
            values.push((job::Column::FinishedAt, Expr::value(now)));
        }
        Err(error) => {
            let cause = error.cause();
            // A rule that said no says it again; what broke may work the next time.
            let dead = work.attempt >= MOST_ATTEMPTS || matches!(error, Error::Refused { .. });
            tracing::warn!(job.id = %work.id, job.kind = kind, job.attempt = work.attempt, job.dead = dead, error.cause = cause, "A job failed.");
            values.push((job::Column::Failure, Expr::value(cause.chars().take(500).collect::<String>())));
            values.push((job::Column::State, Expr::value(if dead { "dead" } else { "queued" })));
            values.push((job::Column::RunAt, Expr::value(now + back_off(work.attempt))));
            values.push((job::Column::FinishedAt, Expr::value(dead.then_some(now))));
            last_words = says.filter(|_| dead);
        }
    }
    if tx.rows::<job::Entity>().filter(still_ours(work)).set(values).await? == 0 {
        tracing::warn!(job.id = %work.id, job.kind = kind, job.attempt = work.attempt, "A job ended after its lease, when another worker had taken it.");
        return Ok(());
    }
    if let Some(says) = last_words {
        tx.enqueue(says).await?;
    }
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await
}

/// A job by its id; none when it was tidied away.
pub(super) async fn find(work: &Work, id: Uuid) -> Result<Option<job::Model>, Error> {
    work.begin().await?.rows::<job::Entity>().find(id).await
}

/// Puts a job back as if this try had never been: its worker is asked to stop.
pub(super) async fn give_back(work: &Work) -> Result<(), Error> {
    let tx = work.begin().await?;
    let values = [
        (job::Column::State, Expr::value("queued")),
        (job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>)),
        (job::Column::Attempts, sea_query::ExprTrait::sub(Expr::col(job::Column::Attempts), 1)),
    ];
    tx.rows::<job::Entity>().filter(still_ours(work)).set(values).await?;
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await
}

/// The row of this try, as long as nobody else has taken the job.
fn still_ours(work: &Work) -> Condition {
    Condition::all()
        .add(job::Column::Id.eq(work.id))
        .add(job::Column::State.eq("running"))
        .add(job::Column::Attempts.eq(work.attempt))
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
