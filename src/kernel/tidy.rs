//! Deletes what the kernel itself need not keep: answers to idempotent requests after 7 days, jobs 30 days after they were
//! done, sessions 90 days after they ended. The periods are those of the tables' privacy annotations.

use chrono::Duration;
use entity::{idempotency_key, job, session, tenant};
use sea_orm::ColumnTrait as _;

use super::Kernel;
use super::db::Unaudited;
use super::error::Error;
use super::tenancy::TenantId;

const ANSWERS_KEPT: Duration = Duration::days(7);
const JOBS_KEPT: Duration = Duration::days(30);
const SESSIONS_KEPT: Duration = Duration::days(90);

/// Deletes old rows in every tenant, one transaction each.
///
/// # Errors
/// When the database fails; the tenants before are done.
pub async fn tidy(kernel: &Kernel) -> Result<(), Error> {
    let tenants = kernel.register().await?.rows::<tenant::Entity>(|all| all).await?;
    for row in tenants {
        let tx = kernel.as_system(TenantId::trusted(row.id)).await?;
        let now = tx.now();
        let answers = tx.rows::<idempotency_key::Entity>().filter(idempotency_key::Column::CreatedAt.lt(now - ANSWERS_KEPT));
        let jobs =
            tx.rows::<job::Entity>().filter(job::Column::State.eq("done")).filter(job::Column::FinishedAt.lt(now - JOBS_KEPT));
        let sessions = tx.rows::<session::Entity>().filter(session::Column::ExpiresAt.lt(now - SESSIONS_KEPT));
        let deleted = answers.delete().await? + jobs.delete().await? + sessions.delete().await?;
        if deleted > 0 {
            tx.commit_unaudited(Unaudited::Tidying).await?;
        }
    }
    Ok(())
}
