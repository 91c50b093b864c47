//! What the caller's workspace has seen of each promise: read from its own rows when somebody looks, never kept beside them.

use super::model::Evidence;
use super::policy::ReadEvidence;
use crate::kernel::audit;
use crate::kernel::authz::{Authorized, Role};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::{settings, users};
use crate::rights::exports;

/// The evidence of the caller's workspace, by promise. 8 queries of one moment.
///
/// # Errors
/// When the database fails.
pub async fn evidence(caller: &Authorized<ReadEvidence>) -> Result<Vec<Evidence>, Error> {
    let tx = caller.read().await?;
    Ok(vec![instructions(&tx).await?, roles(&tx).await?, log(&tx).await?, passwords(&tx).await?, export(&tx).await?])
}

async fn instructions(tx: &TenantTx) -> Result<Evidence, Error> {
    let (count, last) = settings::given(tx).await?;
    Ok(match last {
        Some(last) => Evidence::of("M-2.2", "evidence-instructions").count("n", count).at("last", last),
        None => Evidence::of("M-2.2", "evidence-instructions-none"),
    })
}

async fn roles(tx: &TenantTx) -> Result<Evidence, Error> {
    let roles = users::roles(tx).await?;
    let managers: i64 = [Role::Owner, Role::Admin].iter().filter_map(|role| roles.get(role)).sum();
    let accounts: i64 = roles.values().sum();
    Ok(Evidence::of("M-8.2", "evidence-roles").count("n", accounts).count("managers", managers))
}

async fn log(tx: &TenantTx) -> Result<Evidence, Error> {
    Ok(match audit::latest_checkpoint(tx).await? {
        Some(checkpoint) => Evidence::of("M-8.3", "evidence-log").count("n", checkpoint.size).at("last", checkpoint.made_at),
        None => Evidence::of("M-8.3", "evidence-log-none"),
    })
}

async fn passwords(tx: &TenantTx) -> Result<Evidence, Error> {
    let (kept, renewed) = users::passwords(tx).await?;
    let key = if kept == renewed { "evidence-passwords" } else { "evidence-passwords-older" };
    Ok(Evidence::of("M-8.5", key).count("n", kept).count("renewed", renewed))
}

async fn export(tx: &TenantTx) -> Result<Evidence, Error> {
    Ok(match exports::last(tx).await? {
        Some((last, rows)) => Evidence::of("M-10.1", "evidence-export").count("n", rows).at("last", last),
        None => Evidence::of("M-10.1", "evidence-export-none"),
    })
}
