//! The verbs of open sessions: start, list, end.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::device::Device;
use super::events::Event;
use super::model::{Life, OpenSession, Secret};
use super::policy::OwnAccount;
use super::store;
use crate::kernel::authz::{Authorized, Realm, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::kernel::{Kernel, tenancy::TenantId};

/// A session that has just begun or got a new secret: what the browser is given.
#[derive(Clone)]
pub struct Opened {
    /// The session.
    pub id: Uuid,
    /// The value of the cookie.
    pub secret: String,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// Begins a session of a person who has just proved who they are. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn start(tx: &TenantTx, id: Uuid, user: Uuid, realm: Realm, method: &str) -> Result<Opened, Error> {
    let secret = new_secret(tx.kernel(), tx.tenant())?;
    let row = store::insert(tx, id, user, &secret, Life::of(realm)).await?;
    tx.note(Event::Started { session_id: id, method: method.to_owned() }).await?;
    Ok(Opened { id, secret: secret.text().to_owned(), expires_at: row.expires_at })
}

/// A new secret for a cookie of this tenant.
///
/// # Errors
/// When there is no randomness.
pub fn new_secret(kernel: &Kernel, tenant: TenantId) -> Result<Secret, Error> {
    Ok(Secret::of_session(tenant.get(), &random(kernel)?))
}

/// 256 random bits.
///
/// # Errors
/// When there is none.
pub fn random(kernel: &Kernel) -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    kernel.random.fill(&mut bytes)?;
    Ok(bytes)
}

/// The caller's living sessions, newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<OwnAccount>, paging: &Paging) -> Result<Page<OpenSession>, Error> {
    let session = caller.session();
    let tx = caller.read().await?;
    let rows = store::page(&tx, session.user_id, Life::of(session.realm), paging).await?;
    Ok(rows.map(|row| OpenSession {
        current: row.id == session.id,
        id: row.id,
        device: row.device.as_deref().and_then(Device::read),
        created_at: row.created_at,
        seen_at: row.seen_at,
        expires_at: row.expires_at,
    }))
}

/// Signs the caller out.
///
/// # Errors
/// `Refused` for a token, which has no session.
pub async fn end(caller: &Authorized<OwnAccount>) -> Result<(), Error> {
    let session = caller.session();
    in_a_browser(session)?;
    let tx = caller.begin().await?;
    store::end(&tx, session.user_id, session.id).await?;
    tx.commit(Event::Ended { session_id: session.id }).await?;
    caller.kernel().forget_person(session.user_id);
    Ok(())
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// `NotFound` when the caller has no such open session.
pub async fn revoke(caller: &Authorized<OwnAccount>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    if !store::end(&tx, caller.session().user_id, id).await? {
        return Err(Error::NotFound);
    }
    tx.commit(Event::Revoked { session_id: id }).await?;
    caller.kernel().forget_person(caller.session().user_id);
    Ok(())
}

/// Ends all of the caller's sessions but this one; says how many.
///
/// # Errors
/// When the database fails.
pub async fn revoke_others(caller: &Authorized<OwnAccount>) -> Result<usize, Error> {
    let session = caller.session();
    let tx = caller.begin().await?;
    let ended = end_others(&tx, session.user_id, (!session.is_token).then_some(session.id)).await?;
    tx.commit_noted().await?;
    caller.kernel().forget_person(caller.session().user_id);
    Ok(ended)
}

/// Ends the open sessions of a person, with an event for each living one. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn end_others(tx: &TenantTx, user: Uuid, but: Option<Uuid>) -> Result<usize, Error> {
    let ended = store::end_others(tx, user, but).await?;
    for id in &ended {
        tx.note(Event::Revoked { session_id: *id }).await?;
    }
    Ok(ended.len())
}

/// Refuses a token where only a browser's session makes sense.
///
/// # Errors
/// `Refused` with `token-session`.
pub fn in_a_browser(session: &Session) -> Result<(), Error> {
    if session.is_token {
        return Err(Error::refused("token-session", "A token has no session. Sign in with your password for this."));
    }
    Ok(())
}

/// Begins a session as the product itself: the demo's invented people. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn sign_in_as_system(tx: &TenantTx, user: Uuid, realm: Realm) -> Result<Opened, Error> {
    store::signed_in(tx, user, None).await?;
    start(tx, tx.new_id()?, user, realm, "password").await
}
