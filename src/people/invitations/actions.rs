//! The verbs of invitations.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::events::Event;
use super::model::{Acceptance, GOOD_FOR, Welcome, is_open};
use super::store;
use crate::kernel::authz::Visitor;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::ids;
use crate::kernel::limits::{Rule, counted_address};
use crate::kernel::tenancy::{Actor, TenantId};
use crate::notifications::{self, Mail, Recipient};
use crate::people::sessions::{self, Opened, Secret};
use crate::people::tenants;

/// Links tried from one address: each has 256 random bits, so this only keeps the noise down.
const PER_ADDRESS: Rule = Rule::new("invitation-address", 60, Duration::from_secs(15 * 60));

/// Invites a person: the link goes to their address after the commit, and an older one no longer works. The caller commits.
///
/// # Errors
/// When the database or the tenant's key fails.
pub async fn invite(tx: &TenantTx, user_id: Uuid) -> Result<(), Error> {
    let workspace = tenants::own(tx).await?.ok_or(Error::NotFound)?.name;
    let inviter = match tx.actor().id() {
        Some(id) => store::person(tx, id).await?.map(|person| person.name),
        None => None,
    };
    let secret = sessions::new_secret(tx.kernel(), tx.tenant())?;
    let expires = tx.now() + GOOD_FOR;
    store::end_open(tx, user_id).await?;
    let invitation_id = store::insert(tx, user_id, &secret, expires).await?;
    let mail = Mail::new(Recipient::Person(user_id), "invitation")
        .with("inviter", inviter.unwrap_or_else(|| workspace.clone()))
        .with("workspace", workspace)
        .with("expires", expires)
        .link(format!("/invitations/{}", secret.text()));
    notifications::mail(tx, mail).await?;
    tx.note(match has_password(tx, user_id).await? {
        true => Event::LinkSent { user_id, invitation_id },
        false => Event::Invited { user_id, invitation_id },
    })
    .await
}

/// Whether the link is to a new password, not to a first one.
async fn has_password(tx: &TenantTx, user_id: Uuid) -> Result<bool, Error> {
    Ok(store::person(tx, user_id).await?.is_some_and(|person| person.password_hash.is_some()))
}

/// Makes the link of an open invitation useless. The caller commits.
///
/// # Errors
/// `Refused` when no invitation is open.
pub async fn withdraw(tx: &TenantTx, user_id: Uuid) -> Result<(), Error> {
    if !store::end_open(tx, user_id).await? {
        return Err(Error::refused("no-invitation", "No invitation of this person is open."));
    }
    tx.note(match has_password(tx, user_id).await? {
        true => Event::LinkWithdrawn { user_id },
        false => Event::Withdrawn { user_id },
    })
    .await
}

/// When the person's last unused invitation ends or ended.
///
/// # Errors
/// When the database fails.
pub async fn open_until(tx: &TenantTx, user_id: Uuid) -> Result<Option<DateTime<Utc>>, Error> {
    store::last_end(tx, user_id).await
}

/// What the holder of a link sees before choosing a password. Changes nothing.
///
/// # Errors
/// `NotFound` for a link that was never given out, was used, replaced or has ended; `TooMany`.
pub async fn welcome(visitor: &Visitor, link: &str) -> Result<Welcome, Error> {
    Ok(find(visitor, link).await?.welcome)
}

struct Found {
    welcome: Welcome,
    invitation: Uuid,
    person: Uuid,
}

async fn find(visitor: &Visitor, link: &str) -> Result<Found, Error> {
    let address = visitor.origin().ip.map_or_else(|| "unknown".to_owned(), counted_address);
    visitor.kernel().limits.reserve(&PER_ADDRESS, &address).await?;
    let secret = Secret::of_link(link).ok_or(Error::NotFound)?;
    // The tenant is a claim until the secret's hash is found inside it.
    let tx = visitor.read_in(TenantId::trusted(secret.tenant())).await?;
    let invitation = store::by_secret(&tx, &secret).await?.ok_or(Error::NotFound)?;
    if !is_open(invitation.expires_at, invitation.accepted_at, tx.now()) {
        return Err(Error::NotFound);
    }
    let person = store::person(&tx, invitation.user_id).await?.ok_or(Error::NotFound)?;
    let tenant = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let locale = Locale::of(&person.locale).unwrap_or_default();
    let welcome = Welcome { tenant, email: person.email, name: person.name, locale };
    Ok(Found { welcome, invitation: invitation.id, person: person.id })
}

/// Accepts an invitation: sets the password, opens the account, ends the sessions from before and signs the person in.
///
/// # Errors
/// `NotFound` as [`welcome`], `Invalid` for a weak password, `TooMany`.
pub async fn accept(visitor: &Visitor, link: &str, acceptance: Acceptance) -> Result<Opened, Error> {
    let Found { welcome, invitation, person } = find(visitor, link).await?;
    let kernel = visitor.kernel();
    let hints = [welcome.name.as_str(), welcome.email.as_str(), welcome.tenant.name.as_str()];
    sessions::strong(kernel, "password", &acceptance.password, &hints).map_err(|error| Error::Invalid(vec![error]))?;
    let hash = kernel.passwords.hash(acceptance.password).await?;
    let session = ids::new_id(&*kernel.random, kernel.clock.now())?;
    let tx = visitor.begin_as(welcome.tenant.id, Actor::Person { id: person, session }).await?;
    let before = store::person(&tx, person).await?.ok_or(Error::NotFound)?;
    if !store::use_up(&tx, invitation).await? {
        return Err(Error::NotFound);
    }
    store::activate(&tx, person, hash).await?;
    sessions::end_others(&tx, person, None).await?;
    let opened = sessions::start(&tx, session, person, welcome.tenant.realm, "invitation").await?;
    tx.commit(match before.password_hash {
        Some(_) => Event::Reset { user_id: person, invitation_id: invitation },
        None => Event::Accepted { user_id: person, invitation_id: invitation },
    })
    .await?;
    kernel.forget_person(person);
    Ok(opened)
}
