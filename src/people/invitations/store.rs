//! Queries of invitations and of the accounts they open.

use chrono::{DateTime, Utc};
use entity::{invitation, user_account};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::sessions::Secret;

pub async fn insert(tx: &TenantTx, user: Uuid, secret: &Secret, expires_at: DateTime<Utc>) -> Result<Uuid, Error> {
    let id = tx.new_id()?;
    let row = invitation::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        token_hash: Set(secret.fingerprint()),
        created_at: Set(tx.now()),
        expires_at: Set(expires_at),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await?;
    Ok(id)
}

/// Ends the invitations that the person has not used; says whether there was one.
pub async fn end_open(tx: &TenantTx, user: Uuid) -> Result<bool, Error> {
    let ended = tx
        .rows::<invitation::Entity>()
        .filter(invitation::Column::UserId.eq(user))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(tx.now()))
        .set([(invitation::Column::ExpiresAt, Expr::value(tx.now()))])
        .await?;
    Ok(ended > 0)
}

pub async fn by_secret(tx: &TenantTx, secret: &Secret) -> Result<Option<invitation::Model>, Error> {
    tx.rows::<invitation::Entity>().filter(invitation::Column::TokenHash.eq(secret.fingerprint())).one().await
}

/// When the person's open invitation ends, or the last one ended.
pub async fn last_end(tx: &TenantTx, user: Uuid) -> Result<Option<DateTime<Utc>>, Error> {
    let last = tx
        .rows::<invitation::Entity>()
        .filter(invitation::Column::UserId.eq(user))
        .descending(invitation::Column::Id)
        .one()
        .await?;
    Ok(last.filter(|row| row.accepted_at.is_none()).map(|row| row.expires_at))
}

/// Uses an invitation up; says whether nobody was faster.
pub async fn use_up(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    let used = tx
        .rows::<invitation::Entity>()
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(tx.now()))
        .set([(invitation::Column::AcceptedAt, Expr::value(tx.now()))])
        .await?;
    Ok(used > 0)
}

/// The account, unless it is closed.
pub async fn person(tx: &TenantTx, id: Uuid) -> Result<Option<user_account::Model>, Error> {
    Ok(tx.rows::<user_account::Entity>().find(id).await?.filter(|person| person.state != "deactivated"))
}

/// Gives the account its password; from now on it is active.
pub async fn activate(tx: &TenantTx, user: Uuid, hash: String) -> Result<(), Error> {
    let row = user_account::ActiveModel {
        id: Set(user),
        state: Set("active".to_owned()),
        password_hash: Set(Some(hash)),
        signed_in_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.update(row).await
}
