//! Queries of who receives a mail and who sends it.

use entity::{tenant, user_account};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;

/// The address, the name and the language of a person; `None` for an account that was closed.
pub async fn person(tx: &TenantTx, id: Uuid) -> Result<Option<(String, String, Locale)>, Error> {
    let row = tx.rows::<user_account::Entity>().find(id).await?.filter(|row| row.state != "deactivated");
    Ok(row.map(|row| (row.email, row.name, Locale::of(&row.locale).unwrap_or_default())))
}

/// The name of the operator's realm: who runs the service.
pub async fn operator(tx: &TenantTx) -> Result<Option<String>, Error> {
    let rows = tx
        .register::<tenant::Entity>(|all| {
            all.filter(tenant::Column::Kind.eq("operator")).order_by_asc(tenant::Column::CreatedAt).limit(1)
        })
        .await?;
    Ok(rows.into_iter().next().map(|row| row.name))
}
