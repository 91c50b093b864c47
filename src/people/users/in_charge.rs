//! Who hears of something that one person has begun: months later that person may have left, and the workspace still hears of it.

use uuid::Uuid;

use super::store::holding;
use crate::kernel::authz::Permission;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Who is told of what a person has begun: that person, as long as they can sign in and hold `P`; after that, everybody who does.
///
/// # Errors
/// When the database fails.
pub async fn in_charge<P: Permission>(tx: &TenantTx, person: Uuid) -> Result<Vec<Uuid>, Error> {
    let all = holding::<P>(tx).await?;
    Ok(if all.contains(&person) { vec![person] } else { all })
}
