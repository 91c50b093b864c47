//! Who joins a group gets what the group was asked to learn.

use std::collections::{BTreeSet, HashSet};

use super::events::Event;
use super::{actions, store};
use crate::kernel::error::Error;
use crate::kernel::outbox::Work;
use crate::learning::modules;
use crate::people::groups::{self, MemberAdded};
use crate::people::users;

/// Asks somebody who joined a group to learn what the group was asked. Who left meanwhile is left alone; a due date that
/// has passed is not theirs. Doing it twice is doing it once.
///
/// # Errors
/// When the database fails.
pub async fn member_added(work: Work, job: MemberAdded) -> Result<(), Error> {
    let tx = work.begin().await?;
    let person = job.user_id;
    let is_open = users::open_among(&tx, &BTreeSet::from([person])).await?.get(&person).copied().unwrap_or_default();
    if !is_open || !groups::learns_in(&tx, person).await?.contains(&job.group_id) {
        return Ok(());
    }
    let mut has: HashSet<_> = store::enrolments_of(&tx, person).await?.iter().map(|row| row.module_id).collect();
    for row in store::made_to(&tx, job.group_id).await? {
        if !has.insert(row.module_id) {
            continue;
        }
        let Some(publication) = modules::published(&tx, row.module_id).await? else { continue };
        let due_at = row.due_at.filter(|due| *due > tx.now());
        store::enrol(&tx, row.id, row.module_id, &[person], due_at).await?;
        actions::tell(&tx, &[person], &publication.title, due_at).await?;
        tx.note(Event::Enrolled { assignment_id: row.id, module_id: row.module_id, people: 1 }).await?;
    }
    tx.commit_noted().await
}
