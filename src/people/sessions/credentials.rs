//! The verbs that ask for a password: sign in, confirm, change.
//!
//! Attempts are counted per address and per account before anything is looked up. Whatever is wrong, the answer is the
//! same and costs the same: one hash is computed and one event written also for an account or a workspace that is not there.

use std::time::Duration;

use entity::user_account;

use super::actions::{Opened, end_others, in_a_browser, new_secret, start};
use super::events::Event;
use super::model::SignIn;
use super::policy::OwnAccount;
use super::store;
use crate::kernel::authz::{Authorized, SignedIn, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::limits::{Rule, counted_address};
use crate::kernel::passwords::Verdict;
use crate::kernel::tenancy::Actor;
use crate::kernel::{Kernel, ids};
use crate::people::tenants::{self, Tenant};

/// The period in which attempts are counted.
const PERIOD: Duration = Duration::from_secs(15 * 60);
/// Attempts from one address: an office of people behind one address signs in on a Monday morning.
const PER_ADDRESS: Rule = Rule::new("sign-in-address", 300, PERIOD);
/// Attempts on one account, right or wrong: 30 in 15 minutes leave a password of 15 characters alone for ever.
const PER_ACCOUNT: Rule = Rule::new("sign-in-account", 30, PERIOD);
/// Lines in the log that an account is under attack: the log is not a way to fill the disk.
const NOTED: Rule = Rule::new("sign-in-noted", 1, PERIOD);

/// Signs a person in. A session that the same browser had in this workspace ends: the secret changes at each sign-in.
///
/// # Errors
/// `Invalid` with every empty field, `TooMany`, `WrongCredentials` whatever is wrong.
pub async fn sign_in(visitor: &Visitor, request: SignIn, before: Option<&SignedIn>) -> Result<Opened, Error> {
    let request = request.check()?;
    let kernel = visitor.kernel();
    let attempt = Attempt { identifier: identifier(kernel, &request.workspace, &request.email) };
    kernel.limits.reserve(&PER_ADDRESS, &address(visitor)).await?;
    let reserved = kernel.limits.reserve(&PER_ACCOUNT, &attempt.identifier).await;
    let place = Place::find(visitor, &request.workspace).await?;
    if let Err(error) = reserved {
        return Err(attempt.throttled(visitor, &place, error).await?);
    }
    let known = match &place {
        Place::Workspace(tenant) => store::active_person_by_email(&visitor.read_in(tenant.id).await?, &request.email).await?,
        Place::Nowhere(_) => None,
    };
    let hash = known.as_ref().and_then(|person| person.password_hash.clone());
    let verdict = kernel.passwords.verify(request.password.clone(), hash.as_deref()).await?;
    match (&place, known) {
        (Place::Workspace(tenant), Some(person)) if verdict != Verdict::Mismatch => {
            let rehashed = match verdict {
                Verdict::MatchNeedsRehash => Some(kernel.passwords.hash(request.password).await?),
                _ => None,
            };
            welcome(visitor, tenant, &person, rehashed, before).await
        }
        _ => Err(attempt.failed(visitor, &place).await?),
    }
}

fn address(visitor: &Visitor) -> String {
    visitor.origin().ip.map_or_else(|| "unknown".to_owned(), counted_address)
}

/// Where somebody wants to sign in.
enum Place {
    /// A workspace.
    Workspace(Tenant),
    /// No workspace has this name: what happens is written into the operator's log, if there is an operator yet.
    Nowhere(Option<Tenant>),
}

impl Place {
    async fn find(visitor: &Visitor, slug: &str) -> Result<Self, Error> {
        let register = visitor.register().await?;
        match tenants::find_by_slug(&register, slug).await? {
            Some(tenant) => Ok(Self::Workspace(tenant)),
            None => Ok(Self::Nowhere(tenants::operator_realm(&register).await?)),
        }
    }

    fn log(&self) -> Option<&Tenant> {
        match self {
            Self::Workspace(tenant) => Some(tenant),
            Self::Nowhere(operator) => operator.as_ref(),
        }
    }
}

/// One attempt on one account, named by a keyed hash.
struct Attempt {
    identifier: String,
}

impl Attempt {
    /// Writes the refusal down and gives the one answer to everything that is wrong.
    async fn failed(&self, visitor: &Visitor, place: &Place) -> Result<Error, Error> {
        if let Some(log) = place.log() {
            let reason = if matches!(place, Place::Workspace(_)) { "wrong-credentials" } else { "no-such-workspace" };
            let event = Event::LoginFailed { identifier_hmac: self.identifier.clone(), reason: reason.to_owned() };
            visitor.begin_in(log.id).await?.commit(event).await?;
        }
        Ok(Error::WrongCredentials)
    }

    /// Writes down, once in a period, that there were too many attempts.
    async fn throttled(&self, visitor: &Visitor, place: &Place, error: Error) -> Result<Error, Error> {
        let first = visitor.kernel().limits.reserve(&NOTED, &self.identifier).await.is_ok();
        if let Some(log) = place.log().filter(|_| first) {
            let event = Event::LoginThrottled { identifier_hmac: self.identifier.clone() };
            visitor.begin_in(log.id).await?.commit(event).await?;
        }
        Ok(error)
    }
}

fn identifier(kernel: &Kernel, workspace: &str, email: &str) -> String {
    let mac = kernel.keys.hmac("login", format!("{workspace}\n{email}").as_bytes());
    data_encoding::HEXLOWER.encode(&mac[..16])
}

/// Opens the session, unless the account was closed or its password changed while the hash was computed.
async fn welcome(
    visitor: &Visitor,
    tenant: &Tenant,
    person: &user_account::Model,
    rehashed: Option<String>,
    before: Option<&SignedIn>,
) -> Result<Opened, Error> {
    let kernel = visitor.kernel();
    let session = ids::new_id(&*kernel.random, kernel.clock.now())?;
    let tx = visitor.begin_as(tenant.id, Actor::Person { id: person.id, session }).await?;
    let now = store::active_person(&tx, person.id).await?;
    if now.is_none_or(|now| now.password_hash != person.password_hash) {
        return Err(Error::WrongCredentials);
    }
    store::signed_in(&tx, person.id, rehashed).await?;
    let old = before.map(SignedIn::session).filter(|old| old.tenant == tenant.id && !old.is_token);
    if let Some(old) = old
        && store::end(&tx, old.user_id, old.id).await?
    {
        tx.note(Event::Ended { session_id: old.id }).await?;
    }
    let opened = start(&tx, session, person.id, tenant.realm, "password").await?;
    tx.commit_noted().await?;
    if let Some(old) = old {
        kernel.forget_person(old.user_id);
    }
    Ok(opened)
}

/// Confirms the password before a dangerous act (step-up). The session gets a new secret.
///
/// # Errors
/// `Invalid` for a wrong password, `TooMany`, `Refused` for a token.
pub async fn confirm(caller: &Authorized<OwnAccount>, password: String) -> Result<Opened, Error> {
    in_a_browser(caller.session())?;
    prove(caller, "password", password).await?;
    let tx = caller.begin().await?;
    let opened = refresh(caller, &tx).await?;
    tx.commit_noted().await?;
    caller.kernel().forget_person(caller.session().user_id);
    Ok(opened)
}

/// Changes the password and ends every other session.
///
/// # Errors
/// `Invalid` for a wrong current or a weak new password, `TooMany`, `Refused` for a token.
pub async fn change_password(caller: &Authorized<OwnAccount>, current: String, new: String) -> Result<Opened, Error> {
    let session = caller.session();
    let passwords = &caller.kernel().passwords;
    in_a_browser(session)?;
    let mut fields = Fields::new();
    if new == current {
        fields.add("new_password", "password-same", "Choose a password you do not use yet.");
    } else {
        let hints = [session.name.as_str(), session.email.as_str(), session.workspace.name.as_str()];
        fields.take(strong(caller.kernel(), "new_password", &new, &hints));
    }
    fields.check()?;
    prove(caller, "current_password", current).await?;
    let hash = passwords.hash(new).await?;
    let tx = caller.begin().await?;
    store::set_password(&tx, session.user_id, hash).await?;
    let ended = end_others(&tx, session.user_id, Some(session.id)).await?;
    let opened = refresh(caller, &tx).await?;
    tx.commit(Event::PasswordChanged { user_id: session.user_id, sessions_ended: ended as u64 }).await?;
    caller.kernel().forget_person(caller.session().user_id);
    Ok(opened)
}

/// Refuses a password that is short or easy to guess; `hints` are words that others know of the person.
///
/// # Errors
/// The field error, with a code that pages have a sentence for.
pub fn strong(kernel: &Kernel, field: &str, password: &str, hints: &[&str]) -> Result<(), FieldError> {
    let checked = kernel.passwords.check_strength(password, hints);
    checked
        .map_err(|error| FieldError::new(field, format!("password-{}", error.code.trim_start_matches("password-")), error.detail))
}

/// Gives the caller's session a new secret and notes that the password was just given.
async fn refresh(caller: &Authorized<OwnAccount>, tx: &TenantTx) -> Result<Opened, Error> {
    let secret = new_secret(caller.kernel(), caller.session().tenant)?;
    let row = store::rotate(tx, caller.session().id, &secret).await?;
    tx.note(Event::Refreshed { session_id: row.id, method: "password".to_owned() }).await?;
    Ok(Opened { id: row.id, secret: secret.text().to_owned(), expires_at: row.expires_at })
}

/// Checks the caller's own password, counted like a sign-in.
async fn prove(caller: &Authorized<OwnAccount>, field: &str, password: String) -> Result<(), Error> {
    let (kernel, session) = (caller.kernel(), caller.session());
    let attempt = Attempt { identifier: identifier(kernel, &session.workspace.slug, &session.email) };
    kernel.limits.reserve(&PER_ACCOUNT, &attempt.identifier).await?;
    let person = store::active_person(&caller.read().await?, session.user_id).await?;
    let hash = person.and_then(|person| person.password_hash);
    if kernel.passwords.verify(password, hash.as_deref()).await? != Verdict::Mismatch {
        return Ok(());
    }
    let event = Event::LoginFailed { identifier_hmac: attempt.identifier, reason: "confirmation".to_owned() };
    caller.begin().await?.commit(event).await?;
    Err(Error::invalid(field, "wrong-password", "This is not your password. Nothing was done."))
}
