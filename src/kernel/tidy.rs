//! Deletes what nobody need keep: answers to idempotent requests after 7 days, jobs 30 days after they were done or given
//! up, invitations 30 days after they ran out, sessions and tokens 90 days after they ended; addresses and requests that
//! nobody confirmed when their link ends, requests a year after they ended, deliveries of webhooks 30 days after they ended. The periods
//! are those of the tables' privacy annotations and of annex IV.

use chrono::Duration;
use entity::{api_token, idempotency_key, invitation, job, list_request, list_subscriber, session, tenant, webhook_delivery};
use sea_orm::{ColumnTrait as _, Condition};

use super::Kernel;
use super::db::{TenantTx, Unaudited};
use super::error::Error;
use super::pace::Pace;
use super::tenancy::TenantId;

const ANSWERS_KEPT: Duration = Duration::days(7);
const JOBS_KEPT: Duration = Duration::days(30);
const INVITATIONS_KEPT: Duration = Duration::days(30);
const SESSIONS_KEPT: Duration = Duration::days(90);
const TOKENS_KEPT: Duration = Duration::days(90);
const REQUESTS_KEPT: Duration = Duration::days(365);
const DELIVERIES_KEPT: Duration = Duration::days(30);

/// Deletes old rows in every tenant, one transaction each, at an even pace and in about this time. A tenant in which it fails
/// does not hold up the others; says how many there were.
///
/// # Errors
/// When the database does not say which tenants there are.
pub async fn tidy(kernel: &Kernel, over: std::time::Duration) -> Result<usize, Error> {
    let tenants = kernel.register().await?.rows::<tenant::Entity>(|all| all).await?;
    let mut pace = Pace::over(over, tenants.len());
    let mut failed = 0;
    for row in tenants {
        if let Err(error) = tidy_one(kernel, TenantId::trusted(row.id)).await {
            tracing::warn!(tenant.id = %row.id, error.cause = error.cause(), "Old rows of a tenant could not be deleted.");
            failed += 1;
        }
        pace.rest().await;
    }
    Ok(failed)
}

async fn tidy_one(kernel: &Kernel, tenant: TenantId) -> Result<(), Error> {
    let tx = kernel.as_system(tenant).await?;
    let now = tx.now();
    let answers = tx.rows::<idempotency_key::Entity>().filter(idempotency_key::Column::CreatedAt.lt(now - ANSWERS_KEPT));
    let jobs = tx
        .rows::<job::Entity>()
        .filter(job::Column::State.is_in(["done", "dead"]))
        .filter(job::Column::FinishedAt.lt(now - JOBS_KEPT));
    let sessions = tx.rows::<session::Entity>().filter(session::Column::ExpiresAt.lt(now - SESSIONS_KEPT));
    let invitations = tx.rows::<invitation::Entity>().filter(invitation::Column::ExpiresAt.lt(now - INVITATIONS_KEPT));
    let ended = now - TOKENS_KEPT;
    let ended = Condition::any().add(api_token::Column::RevokedAt.lt(ended)).add(api_token::Column::ExpiresAt.lt(ended));
    let tokens = tx.rows::<api_token::Entity>().filter(ended);
    let deleted = answers.delete().await? + jobs.delete().await? + invitations.delete().await?;
    let deleted = deleted + sessions.delete().await? + tokens.delete().await? + tidy_feeds(&tx).await?;
    if deleted == 0 {
        return Ok(());
    }
    tx.commit_unaudited(Unaudited::Tidying).await
}

/// What reaches people outside, and who asked for it.
async fn tidy_feeds(tx: &TenantTx) -> Result<u64, Error> {
    let now = tx.now();
    let addresses = tx.rows::<list_subscriber::Entity>().filter(list_subscriber::Column::ConfirmedAt.is_null());
    let addresses = addresses.filter(list_subscriber::Column::ConfirmUntil.lt(now));
    let unconfirmed = Condition::all().add(list_request::Column::ConfirmedAt.is_null());
    let unconfirmed = unconfirmed.add(list_request::Column::ConfirmUntil.lt(now));
    let over = Condition::any().add(unconfirmed).add(list_request::Column::EndedAt.lt(now - REQUESTS_KEPT));
    let requests = tx.rows::<list_request::Entity>().filter(over);
    let old = webhook_delivery::Column::EndedAt.lt(now - DELIVERIES_KEPT);
    let deliveries = tx.rows::<webhook_delivery::Entity>().filter(old);
    Ok(addresses.delete().await? + requests.delete().await? + deliveries.delete().await?)
}
