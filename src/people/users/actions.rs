//! The verbs of accounts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::events::Event;
use super::model::{
    Change, Counted, Directory, Draft, Filter, OwnChange, PersonFile, State, User, may_change_role, owner_needed,
};
use super::policy::{ManagePeople, ReadPeople};
use super::store;
use crate::kernel::authz::{Authorized, Role, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::kernel::revision;
use crate::people::sessions::OwnAccount;
use crate::people::{groups, invitations, sessions, tenants};

/// Adds a person: with a password they can sign in at once, without one they get an invitation by mail.
///
/// # Errors
/// `Invalid` for a taken address or a weak password, `Refused` when the role is beyond the caller, `ConfirmationNeeded` to
/// make an owner or administrator without a fresh password.
pub async fn add(caller: &Authorized<ManagePeople>, draft: Draft) -> Result<User, Error> {
    let session = caller.session();
    may_change_role((session.user_id, session.role), Uuid::nil(), Role::Learner, draft.role)?;
    confirmed_for(caller, draft.role)?;
    let hash = match &draft.password {
        Some(password) => {
            let hints = [draft.name.as_str(), draft.email.as_str()];
            sessions::strong(caller.kernel(), "password", password, &hints).map_err(|error| Error::Invalid(vec![error]))?;
            Some(caller.kernel().passwords.hash(password.clone()).await?)
        }
        None => None,
    };
    let tx = caller.begin().await?;
    let locale = match draft.locale {
        Some(locale) => locale,
        None => tenants::own(&tx).await?.map(|tenant| tenant.locale).unwrap_or_default(),
    };
    let row = insert(&tx, &draft, locale, hash).await?;
    if row.password_hash.is_none() {
        invitations::invite(&tx, row.id).await?;
    }
    tx.commit_noted().await?;
    Ok(store::view(row))
}

/// Refuses to hand out the roles that rule a workspace without a fresh password.
fn confirmed_for(caller: &Authorized<ManagePeople>, role: Role) -> Result<(), Error> {
    if matches!(role, Role::Owner | Role::Admin) { caller.confirmed() } else { Ok(()) }
}

/// Adds a person as the product itself: the command line and the demo. The caller commits.
///
/// # Errors
/// `Invalid` for a taken address.
pub async fn add_as_system(tx: &TenantTx, draft: &Draft, password_hash: Option<String>) -> Result<User, Error> {
    Ok(store::view(insert(tx, draft, draft.locale.unwrap_or_default(), password_hash).await?))
}

async fn insert(
    tx: &TenantTx,
    draft: &Draft,
    locale: crate::kernel::i18n::Locale,
    hash: Option<String>,
) -> Result<entity::user_account::Model, Error> {
    let row = store::insert(tx, draft, locale, hash).await.map_err(|error| {
        error.when_taken("user_account_email_key", || {
            Error::invalid("email", "taken", "Somebody in this workspace has this address already.")
        })
    })?;
    tx.note(Event::Created { user_id: row.id, role: row.role.clone() }).await?;
    if draft.role != Role::Learner {
        tx.note(Event::RoleGranted { user_id: row.id, role: row.role.clone() }).await?;
    }
    Ok(row)
}

/// Refuses to make or unmake an owner on the word of somebody who has just stopped being one: of two owners who unmake each
/// other at the same moment the second is refused, so that one is left.
fn still_owner(owners: &[Uuid], session: &Session) -> Result<(), Error> {
    if owners.contains(&session.user_id) { Ok(()) } else { Err(owner_needed()) }
}

/// People by name. An instructor sees the people of the groups they lead.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadPeople>, filter: &Filter, paging: &Paging) -> Result<Page<User>, Error> {
    let tx = caller.read().await?;
    Ok(store::page(&tx, caller.session(), filter, paging).await?.map(store::view))
}

/// A page of people with their groups, and how many there are: what the list of people shows.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn directory(caller: &Authorized<ReadPeople>, filter: &Filter, paging: &Paging) -> Result<Directory, Error> {
    let tx = caller.read().await?;
    let reader = caller.session();
    let people = store::page(&tx, reader, filter, paging).await?.map(store::view);
    let ids: Vec<Uuid> = people.items.iter().map(|person| person.id).collect();
    Ok(Directory { groups: groups::names_of(&tx, &ids).await?, count: store::count(&tx, reader, filter).await?, people })
}

/// How many people the filter names. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn count(caller: &Authorized<ReadPeople>, filter: &Filter) -> Result<u64, Error> {
    store::count(&caller.read().await?, caller.session(), filter).await
}

/// One person with their groups, and when an unused invitation ends or ended.
///
/// # Errors
/// `NotFound` as [`get`].
pub async fn file(caller: &Authorized<ReadPeople>, id: Uuid) -> Result<PersonFile, Error> {
    let tx = caller.read().await?;
    let person = store::view(store::within_reach(&tx, caller.session(), id).await?);
    let groups = groups::names_of(&tx, &[id]).await?.remove(&id).unwrap_or_default();
    let invited_until = invitations::open_until(&tx, id).await?;
    Ok(PersonFile { person, groups, invited_until })
}

/// One person.
///
/// # Errors
/// `NotFound` also for an instructor who does not lead a group of theirs.
pub async fn get(caller: &Authorized<ReadPeople>, id: Uuid) -> Result<User, Error> {
    let tx = caller.read().await?;
    Ok(store::view(store::within_reach(&tx, caller.session(), id).await?))
}

/// Changes the name, role or language of a person. A new role bites within a second.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` when the role is beyond the caller or, with `changed-elsewhere`, when the
/// change is based on another state, `ConfirmationNeeded` to make an owner or administrator without a fresh password.
pub async fn update(caller: &Authorized<ManagePeople>, id: Uuid, change: Change) -> Result<User, Error> {
    let session = caller.session();
    let change = change.check(session.realm)?;
    let tx = caller.begin().await?;
    // Owners before the person: two owners who unmake each other take the same rows in the same order.
    let owners = if change.role.is_some() { store::owners(&tx).await? } else { Vec::new() };
    let before = store::view(store::hold(&tx, id).await?);
    let mut changed = Vec::new();
    changed.extend(change.name.as_ref().filter(|name| name.as_str() != before.name).map(|_| "name".to_owned()));
    changed.extend(change.locale.filter(|locale| *locale != before.locale).map(|_| "locale".to_owned()));
    let role = change.role.filter(|role| *role != before.role);
    if changed.is_empty() && role.is_none() {
        return Ok(before);
    }
    revision::check(&before.revision, change.revision.as_ref())?;
    if let Some(role) = role {
        may_change_role((session.user_id, session.role), id, before.role, role)?;
        confirmed_for(caller, role)?;
        if [role, before.role].contains(&Role::Owner) {
            still_owner(&owners, session)?;
        }
    }
    store::change(&tx, id, &change).await?;
    if let Some(role) = role {
        tx.note(Event::RoleRevoked { user_id: id, role: before.role.as_str().to_owned() }).await?;
        tx.note(Event::RoleGranted { user_id: id, role: role.as_str().to_owned() }).await?;
    }
    if !changed.is_empty() {
        tx.note(Event::Updated { user_id: id, changed_fields: changed }).await?;
    }
    let after = store::view(store::by_id(&tx, id).await?);
    tx.commit_noted().await?;
    caller.kernel().forget_person(id);
    Ok(after)
}

/// Closes an account: the person is signed out everywhere within a second. What they learned stays.
///
/// # Errors
/// `Refused` for one's own account, or for an owner by somebody who is none.
pub async fn deactivate(caller: &Authorized<ManagePeople>, id: Uuid) -> Result<User, Error> {
    let session = caller.session();
    let tx = caller.begin().await?;
    // As in [`update`]: owners before the person, so that a role which is being given is seen.
    let owners = store::owners(&tx).await?;
    let before = store::view(store::hold(&tx, id).await?);
    if id == session.user_id {
        return Err(Error::refused("own-account", "Ask another administrator: nobody deactivates their own account."));
    }
    may_change_role((session.user_id, session.role), id, before.role, Role::Learner)?;
    if before.state == State::Deactivated {
        return Ok(before);
    }
    if before.role == Role::Owner {
        still_owner(&owners, session)?;
    }
    store::set_state(&tx, id, State::Deactivated).await?;
    sessions::end_others(&tx, id, None).await?;
    sessions::revoke_tokens(&tx, id).await?;
    let after = store::view(store::by_id(&tx, id).await?);
    tx.commit(Event::Deactivated { user_id: id }).await?;
    caller.kernel().forget_person(id);
    Ok(after)
}

/// Sends a person a new link to set a password: an invitation that was not used, or a password that was forgotten.
///
/// # Errors
/// `Refused` for a closed account, or for an owner by somebody who is none.
pub async fn invite_again(caller: &Authorized<ManagePeople>, id: Uuid) -> Result<(), Error> {
    let session = caller.session();
    let tx = caller.begin().await?;
    let person = store::view(store::by_id(&tx, id).await?);
    if person.state == State::Deactivated {
        return Err(Error::refused("is-deactivated", "This account is deactivated. Reactivate it first."));
    }
    may_decide_on_link(session, &person)?;
    invitations::invite(&tx, id).await?;
    tx.commit_noted().await
}

/// Makes the link that a person was sent useless.
///
/// # Errors
/// `Refused` when no invitation is open, or for an owner by somebody who is none.
pub async fn withdraw_invitation(caller: &Authorized<ManagePeople>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    may_decide_on_link(caller.session(), &store::view(store::by_id(&tx, id).await?))?;
    invitations::withdraw(&tx, id).await?;
    tx.commit_noted().await
}

/// Refuses to send or to withdraw the link to the password of an owner, unless an owner asks or it is one's own.
fn may_decide_on_link(session: &Session, person: &User) -> Result<(), Error> {
    if person.id == session.user_id {
        return Ok(());
    }
    may_change_role((session.user_id, session.role), person.id, person.role, Role::Learner)
}

/// Changes one's own language.
///
/// # Errors
/// `Invalid` for a language that we do not speak.
pub async fn update_own(caller: &Authorized<OwnAccount>, change: OwnChange) -> Result<User, Error> {
    let id = caller.session().user_id;
    let change = change.check()?;
    let tx = caller.begin().await?;
    let before = store::view(store::by_id(&tx, id).await?);
    if change.locale.is_none_or(|locale| locale == before.locale) {
        return Ok(before);
    }
    store::change(&tx, id, &change).await?;
    let after = store::view(store::by_id(&tx, id).await?);
    tx.commit(Event::Updated { user_id: id, changed_fields: vec!["locale".to_owned()] }).await?;
    caller.kernel().forget_person(id);
    Ok(after)
}

/// Opens a closed account again, with the role that it had: whoever may not give that role may not open it.
///
/// # Errors
/// `Refused` when the account is not closed or its role is beyond the caller, `ConfirmationNeeded` for an owner or
/// administrator without a fresh password.
pub async fn reactivate(caller: &Authorized<ManagePeople>, id: Uuid) -> Result<User, Error> {
    let session = caller.session();
    let tx = caller.begin().await?;
    let row = store::by_id(&tx, id).await?;
    let state = if row.password_hash.is_some() { State::Active } else { State::Invited };
    let before = store::view(row);
    if before.state != State::Deactivated {
        return Err(Error::refused("not-deactivated", "This account is open already."));
    }
    may_change_role((session.user_id, session.role), id, Role::Learner, before.role)?;
    confirmed_for(caller, before.role)?;
    store::set_state(&tx, id, state).await?;
    let after = store::view(store::by_id(&tx, id).await?);
    tx.commit(Event::Reactivated { user_id: id }).await?;
    Ok(after)
}

/// Which of some accounts exist, and whether they are open, for other capabilities. 1 query for each 5,000.
///
/// # Errors
/// When the database fails.
pub async fn open_among(tx: &TenantTx, people: &BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, bool>, Error> {
    store::open_among(tx, people).await
}

/// How many open accounts the reader reaches. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn count_open(tx: &TenantTx, reader: &Session) -> Result<Counted, Error> {
    store::count_open(tx, reader).await
}

/// How many open accounts the transaction's workspace has. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn count_all_open(tx: &TenantTx) -> Result<Counted, Error> {
    store::count_all_open(tx).await
}

/// How many passwords the workspace keeps, and how many of them as hashes of the present cost (M-8.5). 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn passwords(tx: &TenantTx) -> Result<(u64, u64), Error> {
    store::passwords(tx, &tx.kernel().passwords.beginning()).await
}

/// How many open accounts have each role (M-8.2). 1 query.
///
/// # Errors
/// When the database fails.
pub async fn roles(tx: &TenantTx) -> Result<HashMap<Role, i64>, Error> {
    let counts = store::roles(tx).await?;
    Ok(counts.into_iter().filter_map(|(role, count)| Some((Role::parse(&role)?, count))).collect())
}

/// One account with its address, for a letter of another capability; none when it is not there any more.
///
/// # Errors
/// When the database fails.
pub async fn addressee(tx: &TenantTx, id: Uuid) -> Result<Option<User>, Error> {
    match store::by_id(tx, id).await {
        Err(Error::NotFound) => Ok(None),
        row => row.map(|row| Some(store::view(row))),
    }
}

/// The names of some people, for lists of other capabilities.
///
/// # Errors
/// When the database fails.
pub async fn names(tx: &TenantTx, people: &HashSet<Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    store::names(tx, people).await
}

/// The address of a person of the workspace; none when there is no such account.
///
/// # Errors
/// When the database fails.
pub async fn email(tx: &TenantTx, id: Uuid) -> Result<Option<String>, Error> {
    store::email(tx, id).await
}
