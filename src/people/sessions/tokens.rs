//! The verbs of bearer tokens: issue, list, revoke.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::actions::{in_a_browser, random};
use super::events::Event;
use super::model::{NewToken, Secret, Token};
use super::policy::OwnTokens;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};

/// Issues a token that acts for the caller; the secret is in this answer and nowhere else. A token does not issue tokens:
/// a stolen one would outlive its revocation.
///
/// # Errors
/// `ConfirmationNeeded` without a fresh password, `Invalid` with every wrong field, `Refused` for a token.
pub async fn issue(caller: &Authorized<OwnTokens>, request: &NewToken) -> Result<(Token, String), Error> {
    let session = caller.session();
    in_a_browser(session)?;
    let (name, expires_at) = request.check(caller.kernel().clock.now())?;
    caller.confirmed()?;
    let tx = caller.begin().await?;
    let issued = insert(&tx, session.user_id, name, Some(expires_at)).await?;
    tx.commit_noted().await?;
    Ok(issued)
}

/// Issues a token as the product itself: the demo and the tests. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn issue_as_system(tx: &TenantTx, user: Uuid, name: &str) -> Result<String, Error> {
    Ok(insert(tx, user, name.to_owned(), None).await?.1)
}

async fn insert(tx: &TenantTx, user: Uuid, name: String, expires_at: Option<DateTime<Utc>>) -> Result<(Token, String), Error> {
    let secret = Secret::of_token(tx.tenant().get(), &random(tx.kernel())?);
    let row = store::insert_token(tx, user, name, &secret, expires_at).await?;
    tx.note(Event::TokenIssued { token_id: row.id, user_id: user }).await?;
    Ok((store::token(row), secret.text().to_owned()))
}

/// The caller's living tokens, newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn mine(caller: &Authorized<OwnTokens>, paging: &Paging) -> Result<Page<Token>, Error> {
    store::tokens(&caller.read().await?, caller.session().user_id, paging).await
}

/// Revokes one of the caller's tokens: it opens nothing within a second.
///
/// # Errors
/// `NotFound` when the caller has no such token.
pub async fn revoke_token(caller: &Authorized<OwnTokens>, id: Uuid) -> Result<(), Error> {
    let user_id = caller.session().user_id;
    let tx = caller.begin().await?;
    if !store::revoke_token(&tx, user_id, id).await? {
        return Err(Error::NotFound);
    }
    tx.commit(Event::TokenRevoked { token_id: id, user_id }).await?;
    caller.kernel().forget_person(user_id);
    Ok(())
}

/// Revokes every token of a person, with an event for each. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn revoke_tokens(tx: &TenantTx, user_id: Uuid) -> Result<(), Error> {
    for token_id in store::revoke_tokens(tx, user_id).await? {
        tx.note(Event::TokenRevoked { token_id, user_id }).await?;
    }
    Ok(())
}
