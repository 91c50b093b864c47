//! The verbs of groups.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::events::Event;
use super::model::{Draft, Group, Kind, MOST_CANDIDATES, Member, MemberAdded, Reach, Roster, leader};
use super::policy::{ManageGroups, ReadGroups};
use super::store;
use crate::kernel::authz::{Authorized, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};

/// Makes a group.
///
/// # Errors
/// `Invalid` when the name is taken.
pub async fn create(caller: &Authorized<ManageGroups>, draft: Draft) -> Result<Group, Error> {
    let tx = caller.begin().await?;
    let row = store::insert(&tx, draft).await.map_err(name_taken)?;
    tx.commit(Event::Created { group_id: row.id }).await?;
    Ok(Group { id: row.id, name: row.name, members: 0 })
}

fn name_taken(error: Error) -> Error {
    error.when_taken("user_group_name_key", || {
        Error::invalid("name", "taken", "Another group has this name. Choose a different one.")
    })
}

/// Gives a group another name. The name it has already changes nothing.
///
/// # Errors
/// `NotFound` when the workspace has no such group, `Invalid` when the name is taken.
pub async fn rename(caller: &Authorized<ManageGroups>, id: Uuid, draft: Draft) -> Result<Group, Error> {
    let tx = caller.begin().await?;
    let before = store::by_id(&tx, id).await?;
    let name = draft.name.clone();
    let members = store::sizes(&tx, &[id]).await?.remove(&id).unwrap_or_default();
    if before.name != name {
        store::rename(&tx, id, draft).await.map_err(name_taken)?;
        tx.commit(Event::Renamed { group_id: id }).await?;
    }
    Ok(Group { id, name, members })
}

/// Groups by name. An instructor sees the ones they lead.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadGroups>, paging: &Paging) -> Result<Page<Group>, Error> {
    let tx = caller.read().await?;
    let rows = store::page(&tx, leader(caller.session()), paging).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let sizes = store::sizes(&tx, &ids).await?;
    Ok(rows.map(|row| Group { members: sizes.get(&row.id).copied().unwrap_or_default(), id: row.id, name: row.name }))
}

/// One group with a page of its people, in the order in which they joined.
///
/// # Errors
/// `NotFound` also for an instructor who does not lead it, `Invalid` for a foreign cursor.
pub async fn get(caller: &Authorized<ReadGroups>, id: Uuid, paging: &Paging) -> Result<(Group, Page<Member>), Error> {
    let tx = caller.read().await?;
    let group = readable(&tx, caller.session(), id).await?;
    Ok((group, store::members(&tx, id, paging).await?))
}

/// A group that the caller may read.
async fn readable(tx: &TenantTx, session: &Session, id: Uuid) -> Result<Group, Error> {
    if let Some(leader) = leader(session)
        && !store::leads(tx, leader, id).await?
    {
        return Err(Error::NotFound);
    }
    let row = store::by_id(tx, id).await?;
    let members = store::sizes(tx, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Group { id: row.id, name: row.name, members })
}

/// Groups by name, each with the names of who leads it.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn overview(caller: &Authorized<ReadGroups>, paging: &Paging) -> Result<Page<(Group, Vec<String>)>, Error> {
    let tx = caller.read().await?;
    let rows = store::page(&tx, leader(caller.session()), paging).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let sizes = store::sizes(&tx, &ids).await?;
    let mut leads = store::leads_of(&tx, &ids).await?;
    Ok(rows.map(|row| {
        let leads = leads.remove(&row.id).unwrap_or_default();
        (Group { members: sizes.get(&row.id).copied().unwrap_or_default(), id: row.id, name: row.name }, leads)
    }))
}

/// One group with a page of the names of who is in it, and who could join; `part` is looked for in name and address of these.
///
/// # Errors
/// `NotFound` also for an instructor who does not lead it, `Invalid` for a foreign cursor.
pub async fn roster(caller: &Authorized<ReadGroups>, id: Uuid, part: &str, paging: &Paging) -> Result<Roster, Error> {
    let tx = caller.read().await?;
    let group = readable(&tx, caller.session(), id).await?;
    let people = store::seats(&tx, id, paging).await?;
    let mut candidates = match caller.may::<ManageGroups>() {
        true => store::candidates(&tx, id, part.trim(), MOST_CANDIDATES + 1).await?,
        false => Vec::new(),
    };
    let has_more = candidates.len() as u64 > MOST_CANDIDATES;
    candidates.truncate(usize::try_from(MOST_CANDIDATES).unwrap_or(usize::MAX));
    Ok(Roster { group, people, candidates, has_more })
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

/// Holds some groups until the end of the transaction, so that whoever joins meanwhile waits; says which there are. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn hold_all(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, Error> {
    if groups.is_empty() {
        return Ok(BTreeSet::new());
    }
    store::hold_all(tx, groups).await
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
/// `NotFound` when the workspace has no such group or person, `Invalid` to let somebody lead whose role cannot see groups.
pub async fn add_member(caller: &Authorized<ManageGroups>, group_id: Uuid, user_id: Uuid, kind: Kind) -> Result<(), Error> {
    let tx = caller.begin().await?;
    store::present(&tx, group_id).await?;
    let role = store::role_of(&tx, user_id).await?.ok_or(Error::NotFound)?;
    if kind == Kind::Lead && !caller.kernel().policy.allows::<ReadGroups>(role) {
        return Err(Error::invalid("kind", "cannot-lead", "Instructors and administrators lead groups."));
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
    match leader(session) {
        None => Ok(Reach::Everyone),
        Some(leader) => Ok(Reach::Only(store::people_led_by(tx, leader).await?)),
    }
}
