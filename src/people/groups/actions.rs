//! The verbs of groups.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::events::Event;
use super::model::{Draft, Group, Kind, MOST_CANDIDATES, Member, MemberAdded, Reach, Roster};
use super::policy::{ManageGroups, ReadGroups};
use super::store;
use crate::kernel::authz::{Authorized, Permission, Role, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};

/// Makes a group.
///
/// # Errors
/// `Invalid` when the name is taken.
pub async fn create(caller: &Authorized<ManageGroups>, draft: Draft) -> Result<Group, Error> {
    let tx = caller.begin().await?;
    let row = store::insert(&tx, draft).await.map_err(|error| {
        error.when_taken("user_group_name_key", || {
            Error::invalid("name", "taken", "Another group has this name. Choose a different one.")
        })
    })?;
    tx.commit(Event::Created { group_id: row.id }).await?;
    Ok(Group { id: row.id, name: row.name, members: 0 })
}

/// Groups by name. An instructor sees the ones they lead.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadGroups>, paging: &Paging) -> Result<Page<Group>, Error> {
    let tx = caller.read().await?;
    let only = led(&tx, caller.session()).await?;
    let rows = store::page(&tx, only.as_ref(), paging).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let sizes = store::sizes(&tx, &ids).await?;
    Ok(rows.map(|row| Group { members: sizes.get(&row.id).copied().unwrap_or_default(), id: row.id, name: row.name }))
}

/// One group with its people.
///
/// # Errors
/// `NotFound` also for an instructor who does not lead it.
pub async fn get<P: Permission>(caller: &Authorized<P>, id: Uuid) -> Result<(Group, Vec<Member>), Error> {
    let tx = caller.read().await?;
    if led(&tx, caller.session()).await?.is_some_and(|only| !only.contains(&id)) {
        return Err(Error::NotFound);
    }
    let row = store::by_id(&tx, id).await?;
    let members = store::members(&tx, id).await?;
    let learning = members.iter().filter(|member| member.kind == Kind::Member).count();
    Ok((Group { id: row.id, name: row.name, members: learning as u64 }, members))
}

/// Groups by name, each with the names of who leads it.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn overview(caller: &Authorized<ReadGroups>, paging: &Paging) -> Result<Page<(Group, Vec<String>)>, Error> {
    let tx = caller.read().await?;
    let only = led(&tx, caller.session()).await?;
    let rows = store::page(&tx, only.as_ref(), paging).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let sizes = store::sizes(&tx, &ids).await?;
    let mut leads = store::leads_of(&tx, &ids).await?;
    Ok(rows.map(|row| {
        let leads = leads.remove(&row.id).unwrap_or_default();
        (Group { members: sizes.get(&row.id).copied().unwrap_or_default(), id: row.id, name: row.name }, leads)
    }))
}

/// One group with the names of everybody in it and of who could join; `part` is looked for in name and address.
///
/// # Errors
/// `NotFound` also for an instructor who does not lead it.
pub async fn roster(caller: &Authorized<ReadGroups>, id: Uuid, part: &str) -> Result<Roster, Error> {
    let tx = caller.read().await?;
    if led(&tx, caller.session()).await?.is_some_and(|only| !only.contains(&id)) {
        return Err(Error::NotFound);
    }
    let row = store::by_id(&tx, id).await?;
    let kinds: HashMap<Uuid, Kind> =
        store::members(&tx, id).await?.into_iter().map(|member| (member.user_id, member.kind)).collect();
    let inside: HashSet<Uuid> = kinds.keys().copied().collect();
    let faces = store::faces(&tx, &inside).await?;
    let people: Vec<_> = faces.into_iter().filter_map(|face| kinds.get(&face.id).map(|kind| (face, *kind))).collect();
    let mut candidates = match caller.may::<ManageGroups>() {
        true => store::candidates(&tx, &inside, part.trim(), MOST_CANDIDATES + 1).await?,
        false => Vec::new(),
    };
    let has_more = candidates.len() as u64 > MOST_CANDIDATES;
    candidates.truncate(usize::try_from(MOST_CANDIDATES).unwrap_or(usize::MAX));
    let members = people.iter().filter(|(_, kind)| *kind == Kind::Member).count() as u64;
    Ok(Roster { group: Group { id: row.id, name: row.name, members }, people, candidates, has_more })
}

/// The groups of each of the people, by id and name.
///
/// # Errors
/// When the database fails.
pub async fn names_of(tx: &TenantTx, people: &[Uuid]) -> Result<HashMap<Uuid, Vec<(Uuid, String)>>, Error> {
    store::names_of(tx, people).await
}

/// Who stands in each of some groups, for other capabilities. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn members_of(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, Member)>, Error> {
    store::members_of(tx, groups).await
}

/// The groups in which a person learns. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn learns_in(tx: &TenantTx, user_id: Uuid) -> Result<HashSet<Uuid>, Error> {
    store::learns_in(tx, user_id).await
}

/// The names of some groups; one that is not there is absent. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn titles(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    store::titles(tx, groups).await
}

/// Puts a person into a group, or makes them lead it. Doing it twice is doing it once.
///
/// # Errors
/// `NotFound` when the workspace has no such group or person.
pub async fn add_member(caller: &Authorized<ManageGroups>, group_id: Uuid, user_id: Uuid, kind: Kind) -> Result<(), Error> {
    let tx = caller.begin().await?;
    store::by_id(&tx, group_id).await?;
    if !store::has_person(&tx, user_id).await? {
        return Err(Error::NotFound);
    }
    if !store::put_member(&tx, group_id, user_id, kind).await? {
        return Ok(());
    }
    if kind == Kind::Member {
        tx.enqueue(MemberAdded { group_id, user_id }).await?;
    }
    tx.commit(Event::MemberAdded { group_id, user_id, kind: kind.as_str().to_owned() }).await
}

/// Takes a person out of a group. What they have learned stays.
///
/// # Errors
/// `NotFound` when the workspace has no such group or the person is not in it.
pub async fn remove_member(caller: &Authorized<ManageGroups>, group_id: Uuid, user_id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    store::by_id(&tx, group_id).await?;
    if !store::remove_member(&tx, group_id, user_id).await? {
        return Err(Error::NotFound);
    }
    tx.commit(Event::MemberRemoved { group_id, user_id }).await
}

/// Whom the caller reaches: everybody, or for an instructor the people of the groups they lead.
///
/// # Errors
/// When the database fails.
pub async fn reach(tx: &TenantTx, session: &Session) -> Result<Reach, Error> {
    match led(tx, session).await? {
        None => Ok(Reach::Everyone),
        Some(groups) => Ok(Reach::Only(store::people_in(tx, &groups).await?)),
    }
}

/// The groups an instructor leads; `None` for roles that see them all.
async fn led(tx: &TenantTx, session: &Session) -> Result<Option<HashSet<Uuid>>, Error> {
    match session.role {
        Role::Owner | Role::Admin => Ok(None),
        _ => Ok(Some(store::led_by(tx, session.user_id).await?)),
    }
}
