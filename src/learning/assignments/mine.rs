//! What a person is asked to learn, and why.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::model::{Mine, Why, sort};
use super::policy::OwnAssignments;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::modules::{self, Publication};
use crate::learning::records::{self, Record, State};
use crate::people::{groups, users};

/// The caller's list: what is open first, by due date.
///
/// # Errors
/// When the database fails.
pub async fn mine(caller: &Authorized<OwnAssignments>) -> Result<Vec<Mine>, Error> {
    mine_in(&caller.read().await?, caller.session().user_id).await
}

/// The list of a person, in the transaction of the caller. 8 queries, however long it is.
///
/// # Errors
/// When the database fails.
pub async fn mine_in(tx: &TenantTx, user_id: Uuid) -> Result<Vec<Mine>, Error> {
    let rows = store::enrolments_of(tx, user_id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let module_ids: Vec<Uuid> = rows.iter().map(|row| row.module_id).collect();
    let publications = modules::published_many(tx, &module_ids).await?;
    let records = records::of_person(tx, user_id).await?;
    let reasons = reasons(tx, user_id, rows.iter().map(|row| row.assignment_id).collect()).await?;
    let mut list: Vec<Mine> = rows
        .iter()
        .filter_map(|row| {
            let publication = publications.get(&row.module_id)?;
            let record = records.get(&row.module_id);
            let (why, why_name) = reasons.get(&row.assignment_id).cloned().unwrap_or((Why::Person, None));
            Some(Mine {
                module_id: row.module_id,
                title: publication.title.clone(),
                due_at: row.due_at,
                assigned_at: row.created_at,
                state: record.map_or(State::NotStarted, Record::state),
                percent: record.map_or(0, Record::percent),
                units_done: record.map_or(0, |record| record.units_done),
                units_total: record.map_or(units_of(publication), |record| record.units_total),
                completed_at: record.and_then(|record| record.completed_at),
                why,
                why_name,
                last_unit_id: record.and_then(|record| record.last_unit_id),
            })
        })
        .collect();
    sort(&mut list);
    Ok(list)
}

/// How many units there are before a first step is counted: from then on the record says both numbers, of one version.
fn units_of(publication: &Publication) -> i32 {
    i32::try_from(publication.units.len()).unwrap_or(i32::MAX)
}

/// Why a person has what these assignments gave them: a group they are in, or else the choice of a person.
async fn reasons(tx: &TenantTx, user_id: Uuid, ids: BTreeSet<Uuid>) -> Result<HashMap<Uuid, (Why, Option<String>)>, Error> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let assignments = store::by_ids(tx, &ids).await?;
    let asked = store::groups_of(tx, &ids).await?;
    let own = if asked.is_empty() { HashSet::new() } else { groups::learns_in(tx, user_id).await? };
    let shared: HashMap<Uuid, Uuid> = asked.into_iter().filter(|(_, group)| own.contains(group)).collect();
    let group_names = groups::titles(tx, &shared.values().copied().collect()).await?;
    let chosen = assignments.values().filter(|row| !shared.contains_key(&row.id)).map(|row| row.assigned_by);
    let names = users::names(tx, &chosen.collect()).await?;
    let reason = |id: &Uuid| match shared.get(id) {
        Some(group) => (Why::Group, group_names.get(group).cloned()),
        None => (Why::Person, assignments.get(id).and_then(|row| names.get(&row.assigned_by).cloned())),
    };
    Ok(ids.iter().map(|id| (*id, reason(id))).collect())
}
