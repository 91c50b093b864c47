//! The verbs of contacts: name, confirm, strike out.

use std::collections::HashMap;
use std::time::Duration;

use entity::notice_contact;
use uuid::Uuid;

use super::events::Event;
use super::jobs::ContactConfirmed;
use super::model::{Agreed, Contact, GOOD_FOR, MOST_CONTACTS, NewContact, Reader};
use super::policy::ManageContacts;
use super::store;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::limits::Rule;
use crate::kernel::tenancy::TenantId;
use crate::notifications::{self, Mail, Recipient};
use crate::people::sessions::{Secret, new_secret};
use crate::people::tenants;

/// Links tried from one address: each has 256 random bits, so this only keeps the noise down.
const PER_ADDRESS: Rule = Rule::new("contact-address", 60, Duration::from_secs(15 * 60));
/// Contacts named by one workspace in a day: the question goes to strangers, who must not be flooded.
const PER_WORKSPACE: Rule = Rule::new("contact-workspace", 60, Duration::from_secs(24 * 60 * 60));

/// The contacts of the caller's workspace, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ManageContacts>) -> Result<Vec<Contact>, Error> {
    Ok(store::all(&caller.read().await?).await?.into_iter().map(store::view).collect())
}

/// Names a contact. The address is asked to confirm; until then nothing else goes there.
///
/// # Errors
/// `Invalid` with every wrong field; `Refused` with `contact-known` or `contacts-full`; `TooMany`.
pub async fn add(caller: &Authorized<ManageContacts>, new: &NewContact) -> Result<Contact, Error> {
    let draft = new.check()?;
    let kernel = caller.kernel();
    kernel.limits.reserve(&PER_WORKSPACE, &caller.session().tenant.get().to_string()).await?;
    let tx = caller.begin().await?;
    if store::all(&tx).await?.len() >= MOST_CONTACTS {
        return Err(Error::refused("contacts-full", format!("A workspace names at most {MOST_CONTACTS} contacts.")));
    }
    let workspace = tenants::own(&tx).await?.ok_or(Error::NotFound)?.name;
    let secret = new_secret(kernel, tx.tenant())?;
    let expires = tx.now() + GOOD_FOR;
    let to = Recipient::Address { email: draft.email.clone(), name: Some(draft.name.clone()), locale: draft.locale };
    let row = store::insert(&tx, draft, &secret, expires).await.map_err(|error| {
        error.when_taken("notice_contact_email_key", || Error::refused("contact-known", "This address is a contact already."))
    })?;
    let mail = Mail::new(to, "contact")
        .with("workspace", workspace)
        .with("expires", expires)
        .link(format!("/contacts/{}", secret.text()));
    notifications::mail(&tx, mail).await?;
    let contact = store::view(row);
    tx.commit(Event::Added { contact_id: contact.id }).await?;
    Ok(contact)
}

/// Strikes a contact out: nothing goes there any more. What was told before stays recorded.
///
/// # Errors
/// `NotFound`.
pub async fn remove(caller: &Authorized<ManageContacts>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    if !store::remove(&tx, id).await? {
        return Err(Error::NotFound);
    }
    tx.commit(Event::Removed { contact_id: id }).await
}

/// What the holder of a link is asked: the name of the workspace. Changes nothing, because mail scanners open links.
///
/// # Errors
/// `NotFound` for a link that was never given out, was used or has ended; `TooMany`.
pub async fn asked(visitor: &Visitor, link: &str) -> Result<String, Error> {
    Ok(find(visitor, link).await?.1)
}

/// Confirms the address.
///
/// # Errors
/// As [`asked`].
pub async fn confirm(visitor: &Visitor, link: &str) -> Result<String, Error> {
    let (id, workspace, tenant) = find(visitor, link).await?;
    let tx = visitor.begin_in(tenant).await?;
    if !store::confirm(&tx, id).await? {
        return Err(Error::NotFound);
    }
    tx.enqueue(ContactConfirmed { contact_id: id }).await?;
    tx.commit(Event::Confirmed { contact_id: id }).await?;
    Ok(workspace)
}

async fn find(visitor: &Visitor, link: &str) -> Result<(Uuid, String, TenantId), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let secret = Secret::of_link(link).ok_or(Error::NotFound)?;
    // The tenant is a claim until the secret's hash is found inside it.
    let tenant = TenantId::trusted(secret.tenant());
    let tx = visitor.read_in(tenant).await?;
    let row = store::by_secret(&tx, &secret).await?.ok_or(Error::NotFound)?;
    let workspace = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    Ok((row.id, workspace.name, tenant))
}

/// Enters what an agreement says of notices, once for as long as it holds: how many days the workspace is told before, and its
/// contact, whose address was confirmed by signing. Whoever is a contact already is not entered again. The caller commits.
///
/// # Errors
/// When the database fails, or when the same address is named at the same moment.
pub async fn agree(tx: &TenantTx, agreed: Agreed) -> Result<(), Error> {
    if !store::begin_term(tx, &agreed).await? {
        return Ok(());
    }
    let contact_id = match store::all(tx).await?.into_iter().find(|row| row.email == agreed.email) {
        Some(known) => {
            store::confirm(tx, known.id).await?;
            known.id
        }
        None => store::insert_agreed(tx, &agreed, &new_secret(tx.kernel(), tx.tenant())?).await?.id,
    };
    let Agreed { agreement_id, notice_days, .. } = agreed;
    tx.note(Event::Agreed { agreement_id, contact_id, notice_days }).await
}

/// The days of an agreement that is no longer in force hold no longer; a notice that runs keeps those it was told with. The
/// caller commits.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &TenantTx, agreement: Uuid) -> Result<(), Error> {
    if store::end_term(tx, agreement).await? {
        tx.note(Event::Ended { agreement_id: agreement }).await?;
    }
    Ok(())
}

/// Strikes out the contact that an agreement brought, and ends its days, where the workspace no longer holds it. The caller
/// commits.
///
/// # Errors
/// When the database fails.
pub async fn let_go(tx: &TenantTx, agreement: Uuid) -> Result<(), Error> {
    end(tx, agreement).await?;
    for row in store::all(tx).await?.into_iter().filter(|row| row.agreement_id == Some(agreement)) {
        if store::remove(tx, row.id).await? {
            tx.note(Event::Removed { contact_id: row.id }).await?;
        }
    }
    Ok(())
}

/// The days that the agreement in force promises, by tenant.
///
/// # Errors
/// When the database fails.
pub async fn agreed_days(survey: &Survey) -> Result<HashMap<Uuid, u16>, Error> {
    store::agreed_days(survey).await
}

/// The contacts who confirmed their address, with the address, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn confirmed(tx: &TenantTx) -> Result<Vec<(Uuid, String)>, Error> {
    Ok(store::all(tx).await?.into_iter().filter(|row| row.confirmed_at.is_some()).map(|row| (row.id, row.email)).collect())
}

/// Where to write to a contact; none for one that was struck out.
///
/// # Errors
/// When the database fails.
pub async fn reader(tx: &TenantTx, id: Uuid) -> Result<Option<Reader>, Error> {
    store::reader(tx, id).await
}

/// The names and addresses of contacts, also of those that were struck out: what they were told stays.
///
/// # Errors
/// When the database fails.
pub async fn names_and_addresses(tx: &TenantTx) -> Result<HashMap<Uuid, (String, String)>, Error> {
    Ok(store::ever(tx).await?.into_iter().map(|row| (row.id, (row.name, row.email))).collect())
}

/// The same for readers: of whoever was struck out they see the name alone.
///
/// # Errors
/// When the database fails.
pub async fn names_to_show(tx: &TenantTx) -> Result<HashMap<Uuid, (String, Option<String>)>, Error> {
    let shown = |row: notice_contact::Model| (row.id, (row.name, Some(row.email).filter(|_| row.removed_at.is_none())));
    Ok(store::ever(tx).await?.into_iter().map(shown).collect())
}
