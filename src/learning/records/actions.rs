//! The verbs of records. They write in the transaction of whoever calls them.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::events::Event;
use super::model::{Inside, Outcome, Record, Step, after};
use super::store;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::modules::Publication;

/// Writes a step of a person down and says what it changed. 2 queries to read, at most 2 to write; 1 more when two windows
/// make the person's first step at the same moment. The caller commits.
///
/// # Errors
/// When the database fails.
pub async fn step(tx: &TenantTx, user_id: Uuid, publication: &Publication, step: Step) -> Result<Outcome, Error> {
    let mut before = store::hold(tx, user_id, publication.module_id).await?;
    if before.is_none() {
        let done = step.finishes.then_some(step.unit_id).into_iter().collect();
        let record = after(None, user_id, publication, &done, &step);
        if store::put_new(tx, &record).await? {
            store::put_unit(tx, None, &record, &step).await?;
            return noted(tx, publication, None, record, true).await;
        }
        before = store::hold(tx, user_id, publication.module_id).await?;
    }
    let before = before.ok_or_else(|| anyhow::anyhow!("progress that stood in the way is not there"))?;
    let units = store::units(tx, user_id, publication.module_id).await?;
    let known = units.iter().find(|unit| unit.unit_id == step.unit_id);
    let finishes_now = step.finishes && known.is_none_or(|unit| unit.completed_at.is_none());
    let mut done: HashSet<Uuid> = units.iter().filter(|unit| unit.completed_at.is_some()).map(|unit| unit.unit_id).collect();
    if step.finishes {
        done.insert(step.unit_id);
    }
    let earlier = store::record(&before);
    let record = after(Some(&earlier), user_id, publication, &done, &step);

    let unit_changes = known.is_none() || finishes_now;
    if unit_changes {
        store::put_unit(tx, known, &record, &step).await?;
    }
    let record_changes = earlier != record;
    if record_changes {
        store::put(tx, before.id, &record).await?;
    }
    noted(tx, publication, Some(&earlier), record, unit_changes || record_changes).await
}

/// Says what a step changed, and notes what it decided.
async fn noted(
    tx: &TenantTx,
    publication: &Publication,
    earlier: Option<&Record>,
    record: Record,
    changed: bool,
) -> Result<Outcome, Error> {
    let user_id = record.user_id;
    let was = |moment: fn(&Record) -> bool| earlier.is_some_and(moment);
    let completed_now = record.completed_at.is_some() && !was(|record| record.completed_at.is_some());
    let passed_now = record.passed_at.is_some() && !was(|record| record.passed_at.is_some());
    let proven_now = record.is_proven() && !was(Record::is_proven);
    let (module_id, version) = (publication.module_id, publication.version);
    if passed_now {
        tx.note(Event::Passed { module_id, user_id, version }).await?;
    }
    if completed_now {
        tx.note(Event::Completed { module_id, user_id, version }).await?;
    }
    Ok(Outcome { record, changed, completed_now, proven_now })
}

/// What a person did inside a module. 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn of_module(tx: &TenantTx, user_id: Uuid, module_id: Uuid) -> Result<Inside, Error> {
    let record = store::one(tx, user_id, module_id).await?;
    let units = if record.is_some() { store::units(tx, user_id, module_id).await? } else { Vec::new() };
    Ok(Inside { record: record.as_ref().map(store::record), units: units.into_iter().map(store::unit_record).collect() })
}

/// What a person did inside every module they began. 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn everything(tx: &TenantTx, user_id: Uuid) -> Result<HashMap<Uuid, Inside>, Error> {
    let mut inside: HashMap<Uuid, Inside> = HashMap::new();
    for row in store::of_person(tx, user_id).await? {
        inside.entry(row.module_id).or_default().record = Some(store::record(&row));
    }
    for row in store::units_of(tx, user_id).await? {
        inside.entry(row.module_id).or_default().units.push(store::unit_record(row));
    }
    Ok(inside)
}

/// How far a person is in each module they began.
///
/// # Errors
/// When the database fails.
pub async fn of_person(tx: &TenantTx, user_id: Uuid) -> Result<HashMap<Uuid, Record>, Error> {
    let rows = store::of_person(tx, user_id).await?;
    Ok(rows.iter().map(|row| (row.module_id, store::record(row))).collect())
}

/// How far some people are in some modules, by person and module. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn matrix(tx: &TenantTx, people: &[Uuid], modules: &[Uuid]) -> Result<HashMap<(Uuid, Uuid), Record>, Error> {
    let rows = store::of_people(tx, people, modules).await?;
    Ok(rows.iter().map(|row| ((row.user_id, row.module_id), store::record(row))).collect())
}

/// Which of some people have finished a module. 1 query for each 5,000.
///
/// # Errors
/// When the database fails.
pub async fn finished_in(tx: &TenantTx, module_id: Uuid, people: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    store::finished_in(tx, module_id, people).await
}
