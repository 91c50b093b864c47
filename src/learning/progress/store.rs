//! Counts of accounts for the overview; `people` lists accounts, but does not count them.

use entity::user_account;
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Accounts that are counted, at most.
const MOST_ACCOUNTS: u64 = 200_000;

/// Every open account, and whether its person has ever signed in.
pub async fn open_accounts(tx: &TenantTx) -> Result<Vec<(Uuid, bool)>, Error> {
    use user_account::Column;
    tx.rows::<user_account::Entity>()
        .filter(Column::State.ne("deactivated"))
        .limit(MOST_ACCOUNTS)
        .columns([Expr::col(Column::Id), Column::SignedInAt.is_not_null()])
        .await
}
