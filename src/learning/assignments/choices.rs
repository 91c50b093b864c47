//! What the page of a new assignment offers, and what is known of one that was sent.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::policy::Assign;
use super::store;
use crate::kernel::authz::{Authorized, Role, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::Paging;
use crate::learning::modules;
use crate::people::groups::{self, Group, ReadGroups};
use crate::people::users::{self, ReadPeople, User};

/// Groups and people on the page at most; a larger workspace assigns to groups.
const OFFERED: u64 = 200;

/// What can be chosen.
pub struct Choices {
    /// Published modules, by title.
    pub modules: Vec<(Uuid, String)>,
    /// Groups within reach, by name.
    pub groups: Vec<Group>,
    /// Whether there are more groups than are offered.
    pub has_more_groups: bool,
    /// People who are chosen already and are not among those below, by name.
    pub chosen: Vec<(Uuid, String)>,
    /// People within reach, by name.
    pub people: Vec<User>,
    /// Whether there are more people than are offered.
    pub has_more_people: bool,
}

/// What can be chosen; of people, those with `part` in their name or address, and those who are chosen already.
///
/// # Errors
/// When the database fails.
pub async fn choices(caller: &Authorized<Assign>, part: &str, chosen: &[Uuid]) -> Result<Choices, Error> {
    let all = Paging { after: None, limit: Some(OFFERED) };
    let groups = groups::list(&(**caller).clone().authorize::<ReadGroups>()?, &all).await?;
    let open = users::Filter { open_only: true, q: Some(part.trim().to_owned()), ..users::Filter::default() };
    let people = users::list(&(**caller).clone().authorize::<ReadPeople>()?, &open, &all).await?;
    let tx = caller.read().await?;
    let has_more_people = people.next.is_some();
    let has_more_groups = groups.next.is_some();
    let chosen = chosen_besides(&tx, caller.session(), chosen, &people.items).await?;
    let modules = modules::all_published(&tx).await?;
    Ok(Choices { modules, groups: groups.items, has_more_groups, chosen, people: people.items, has_more_people })
}

async fn chosen_besides(tx: &TenantTx, session: &Session, chosen: &[Uuid], shown: &[User]) -> Result<Vec<(Uuid, String)>, Error> {
    let besides: HashSet<Uuid> = chosen.iter().copied().filter(|id| shown.iter().all(|user| user.id != *id)).collect();
    if besides.is_empty() {
        return Ok(Vec::new());
    }
    let reach = groups::reach(tx, session).await?;
    let names = users::names(tx, &besides).await?;
    let mut chosen: Vec<(Uuid, String)> = names.into_iter().filter(|(id, _)| reach.includes(*id)).collect();
    chosen.sort_by_key(|(id, name)| (name.to_lowercase(), *id));
    Ok(chosen)
}

/// An assignment after it was sent.
pub struct Sent {
    /// The module.
    pub module_id: Uuid,
    /// Its title.
    pub title: String,
    /// How many people have the module by it.
    pub people: u64,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
}

/// An assignment after it was sent: owners and administrators see every one, an instructor their own and those that reached
/// a group they lead. The people are counted whom the caller reaches.
///
/// # Errors
/// `NotFound` also for an assignment out of reach.
pub async fn sent(caller: &Authorized<Assign>, id: Uuid) -> Result<Sent, Error> {
    let tx = caller.read().await?;
    let row = store::by_ids(&tx, &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let people = store::reached(&tx, caller.session(), id).await?;
    let is_instructor = caller.session().role == Role::Instructor;
    if is_instructor && people == 0 && row.assigned_by != caller.session().user_id {
        return Err(Error::NotFound);
    }
    let title = modules::published_titles(&tx, &[row.module_id]).await?.remove(&row.module_id).ok_or(Error::NotFound)?;
    Ok(Sent { module_id: row.module_id, title, people, due_at: row.due_at })
}
