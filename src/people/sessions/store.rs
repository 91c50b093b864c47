//! Queries of sessions, tokens and of what an account needs to be signed in to.

use chrono::{DateTime, Utc};
use entity::{api_token, session, user_account};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::device::Device;
use super::model::{Life, Secret, Token};
use crate::kernel::db::{Scoped, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// The session with this secret that nobody has ended, and its person, if the account may sign in: in one query, because
/// every request asks this.
pub async fn by_secret(tx: &TenantTx, secret: &Secret) -> Result<Option<(session::Model, user_account::Model)>, Error> {
    open(tx)
        .filter(session::Column::TokenHash.eq(secret.fingerprint()))
        .filter(user_account::Column::State.eq("active"))
        .one_with::<user_account::Entity>(session::Column::UserId)
        .await
}

/// The token with this secret that nobody has revoked, and its person, if the account may sign in: in one query.
pub async fn token_by_secret(tx: &TenantTx, secret: &Secret) -> Result<Option<(api_token::Model, user_account::Model)>, Error> {
    tx.rows::<api_token::Entity>()
        .filter(api_token::Column::TokenHash.eq(secret.fingerprint()))
        .filter(api_token::Column::RevokedAt.is_null())
        .filter(user_account::Column::State.eq("active"))
        .one_with::<user_account::Entity>(api_token::Column::UserId)
        .await
}

/// The account, if it may sign in.
pub async fn active_person(tx: &TenantTx, id: Uuid) -> Result<Option<user_account::Model>, Error> {
    Ok(tx.rows::<user_account::Entity>().find(id).await?.filter(|person| person.state == "active"))
}

pub async fn active_person_by_email(tx: &TenantTx, email: &str) -> Result<Option<user_account::Model>, Error> {
    let found = tx.rows::<user_account::Entity>().filter(user_account::Column::Email.eq(email)).one().await?;
    Ok(found.filter(|person| person.state == "active"))
}

/// Notes that the person has signed in, and the password hashed anew when the parameters have changed.
pub async fn signed_in(tx: &TenantTx, user: Uuid, rehashed: Option<String>) -> Result<(), Error> {
    let mut row = user_account::ActiveModel { id: Set(user), signed_in_at: Set(Some(tx.now())), ..Default::default() };
    if rehashed.is_some() {
        row.password_hash = Set(rehashed);
    }
    tx.update(row).await
}

pub async fn set_password(tx: &TenantTx, user: Uuid, hash: String) -> Result<(), Error> {
    let row = user_account::ActiveModel { id: Set(user), password_hash: Set(Some(hash)), ..Default::default() };
    tx.update(row).await
}

/// Adds a session whose password has just been given, with the kind of browser that gave it.
pub async fn insert(tx: &TenantTx, id: Uuid, user: Uuid, secret: &Secret, life: Life) -> Result<session::Model, Error> {
    let row = session::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        token_hash: Set(secret.fingerprint()),
        created_at: Set(tx.now()),
        device: Set(tx.origin().user_agent.as_deref().and_then(Device::of).map(Device::words)),
        seen_at: Set(tx.now()),
        expires_at: Set(tx.now() + life.absolute),
        confirmed_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Gives an open session a new secret, after the password was given again.
pub async fn rotate(tx: &TenantTx, id: Uuid, secret: &Secret) -> Result<session::Model, Error> {
    let now = tx.now();
    let changed = open(tx)
        .filter(session::Column::Id.eq(id))
        .set([
            (session::Column::TokenHash, Expr::value(secret.fingerprint())),
            (session::Column::ConfirmedAt, Expr::value(now)),
            (session::Column::SeenAt, Expr::value(now)),
        ])
        .await?;
    if changed == 0 {
        return Err(Error::Unauthenticated);
    }
    tx.rows::<session::Entity>().by_id(id).await
}

/// Writes down that a session was used, unless another request just did.
pub async fn seen(tx: &TenantTx, id: Uuid, before: DateTime<Utc>) -> Result<(), Error> {
    tx.rows::<session::Entity>()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::SeenAt.eq(before))
        .set([(session::Column::SeenAt, Expr::value(tx.now()))])
        .await?;
    Ok(())
}

/// Ends an open session of the person; says whether there was one.
pub async fn end(tx: &TenantTx, user: Uuid, id: Uuid) -> Result<bool, Error> {
    let ended = open(tx)
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::UserId.eq(user))
        .set([(session::Column::EndedAt, Expr::value(tx.now()))])
        .await?;
    Ok(ended > 0)
}

/// Ends every open session of the person but one; says which.
pub async fn end_others(tx: &TenantTx, user: Uuid, but: Option<Uuid>) -> Result<Vec<Uuid>, Error> {
    let others = alive(tx, user, None).filter(but_not(but)).all().await?;
    let ids: Vec<Uuid> = others.into_iter().map(|row| row.id).collect();
    open(tx)
        .filter(session::Column::UserId.eq(user))
        .filter(but_not(but))
        .set([(session::Column::EndedAt, Expr::value(tx.now()))])
        .await?;
    Ok(ids)
}

fn but_not(id: Option<Uuid>) -> Condition {
    Condition::all().add_option(id.map(|id| session::Column::Id.ne(id)))
}

/// The living sessions of a person, newest first.
pub async fn page(tx: &TenantTx, user: Uuid, life: Life, paging: &Paging) -> Result<Page<session::Model>, Error> {
    page::read(tx, alive(tx, user, Some(life)), Sort::Newest, paging, "own sessions").await
}

fn open(tx: &TenantTx) -> Scoped<'_, session::Entity> {
    tx.rows::<session::Entity>().filter(session::Column::EndedAt.is_null())
}

fn alive(tx: &TenantTx, user: Uuid, life: Option<Life>) -> Scoped<'_, session::Entity> {
    let rested = life.map(|life| session::Column::SeenAt.gt(tx.now() - life.idle));
    open(tx)
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::ExpiresAt.gt(tx.now()))
        .filter(Condition::all().add_option(rested))
}

pub async fn insert_token(
    tx: &TenantTx,
    user: Uuid,
    name: String,
    secret: &Secret,
    expires_at: Option<DateTime<Utc>>,
) -> Result<api_token::Model, Error> {
    let row = api_token::ActiveModel {
        id: Set(tx.new_id()?),
        user_id: Set(user),
        name: Set(name),
        token_hash: Set(secret.fingerprint()),
        created_at: Set(tx.now()),
        expires_at: Set(expires_at),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The living tokens of a person, newest first.
pub async fn tokens(tx: &TenantTx, user: Uuid, paging: &Paging) -> Result<Page<Token>, Error> {
    let unexpired = Condition::any().add(api_token::Column::ExpiresAt.is_null()).add(api_token::Column::ExpiresAt.gt(tx.now()));
    let rows = tx
        .rows::<api_token::Entity>()
        .filter(api_token::Column::UserId.eq(user))
        .filter(api_token::Column::RevokedAt.is_null())
        .filter(unexpired);
    Ok(page::read(tx, rows, Sort::Newest, paging, "own tokens").await?.map(token))
}

/// Revokes a token of the person; says whether there was one.
pub async fn revoke_token(tx: &TenantTx, user: Uuid, id: Uuid) -> Result<bool, Error> {
    let revoked = tx
        .rows::<api_token::Entity>()
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::UserId.eq(user))
        .filter(api_token::Column::RevokedAt.is_null())
        .set([(api_token::Column::RevokedAt, Expr::value(tx.now()))])
        .await?;
    Ok(revoked > 0)
}

/// Revokes every token of the person; says which.
pub async fn revoke_tokens(tx: &TenantTx, user: Uuid) -> Result<Vec<Uuid>, Error> {
    let usable = || {
        let rows = tx.rows::<api_token::Entity>().filter(api_token::Column::UserId.eq(user));
        rows.filter(api_token::Column::RevokedAt.is_null())
    };
    let ids: Vec<(Uuid,)> = usable().columns([Expr::col(api_token::Column::Id)]).await?;
    usable().set([(api_token::Column::RevokedAt, Expr::value(tx.now()))]).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// The row as its person sees it.
pub fn token(row: api_token::Model) -> Token {
    Token { id: row.id, name: row.name, created_at: row.created_at, expires_at: row.expires_at }
}
