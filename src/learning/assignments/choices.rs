//! What the page of a new assignment offers, and what is known of one that was sent.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::policy::Assign;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::Paging;
use crate::learning::modules;
use crate::people::groups::{self, Group, ReadGroups};
use crate::people::tenants;
use crate::people::users::{self, ReadPeople, User};

/// Groups and people on the page at most; a larger workspace assigns to groups.
const OFFERED: u64 = 200;

/// What can be chosen.
pub struct Choices {
    /// Published modules, by title.
    pub modules: Vec<(Uuid, String)>,
    /// Groups within reach, by name.
    pub groups: Vec<Group>,
    /// People within reach, by name.
    pub people: Vec<User>,
    /// Whether there are more people than are offered.
    pub has_more_people: bool,
    /// The time zone in which due dates end.
    pub zone: String,
}

/// What can be chosen.
///
/// # Errors
/// When the database fails.
pub async fn choices(caller: &Authorized<Assign>) -> Result<Choices, Error> {
    let all = Paging { after: None, limit: Some(OFFERED) };
    let groups = groups::list(&(**caller).clone().authorize::<ReadGroups>()?, &all).await?;
    let people = users::list(&(**caller).clone().authorize::<ReadPeople>()?, &users::Filter::default(), &all).await?;
    let tx = caller.read().await?;
    let zone = tenants::own(&tx).await?.ok_or(Error::NotFound)?.zone;
    let has_more_people = people.next.is_some();
    let people = people.items.into_iter().filter(|user| user.state != users::State::Deactivated).collect();
    Ok(Choices { modules: modules::all_published(&tx).await?, groups: groups.items, people, has_more_people, zone })
}

/// The time zone in which due dates of the caller's workspace end.
///
/// # Errors
/// When the database fails.
pub async fn zone(caller: &Authorized<Assign>) -> Result<String, Error> {
    Ok(tenants::own(&caller.read().await?).await?.ok_or(Error::NotFound)?.zone)
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

/// An assignment of the caller's own, after it was sent.
///
/// # Errors
/// `NotFound` also for the assignment of somebody else.
pub async fn sent(caller: &Authorized<Assign>, id: Uuid) -> Result<Sent, Error> {
    let tx = caller.read().await?;
    let row = store::by_ids(&tx, &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if row.assigned_by != caller.session().user_id {
        return Err(Error::NotFound);
    }
    let title = modules::titles(&tx, &[row.module_id]).await?.remove(&row.module_id).ok_or(Error::NotFound)?;
    Ok(Sent { module_id: row.module_id, title, people: store::reached(&tx, id).await?, due_at: row.due_at })
}
