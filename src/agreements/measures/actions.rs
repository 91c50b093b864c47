//! The verbs of staff: draft, revise, write anew, approve, reject, check, and look.

use std::collections::{HashMap, HashSet};

use entity::measure;
use uuid::Uuid;

use super::events::Event;
use super::model::{self, NewMeasure, NewMeasureCheck, Outcome, State, due_after, next_check};
use super::policy::{ApproveMeasures, ReadMeasures, WriteMeasures};
use super::release::measures;
use super::view::{MeasureCheck, OperatorMeasure, standing};
use super::{jobs, shelf, store};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::people::users;

/// A measure with what was found at each check of it, and with its other versions.
pub struct Known {
    /// The version that was asked for.
    pub measure: OperatorMeasure,
    /// The checks of the measure, the newest first.
    pub checks: Vec<MeasureCheck>,
    /// Its other versions, the newest first.
    pub versions: Vec<OperatorMeasure>,
    /// The names of those who did something.
    pub names: HashMap<Uuid, String>,
}

/// Writes a measure that there was not yet, as a draft.
///
/// # Errors
/// `Invalid` with every wrong field.
pub async fn draft(caller: &Authorized<WriteMeasures>, new: &NewMeasure) -> Result<OperatorMeasure, Error> {
    let written = new.check(measures()?)?;
    shelf::enter_duties(caller.kernel()).await?;
    let tx = caller.begin().await?;
    let row = store::insert(&tx, None, 1, &written).await?;
    jobs::ask_for_approval(&tx, &row).await?;
    tx.note(drafted(&row)).await?;
    seen_and_kept(tx, row.id).await
}

/// Writes another version of a measure that is in use, as a draft; the one in use stays until somebody approves it.
///
/// # Errors
/// `NotFound`; `Invalid` with every wrong field; `Refused` with `measure-not-in-use`, with `measure-retirement-waits` while it is
/// proposed to retire it, or with `measure-draft-exists` while one waits.
pub async fn revise(caller: &Authorized<WriteMeasures>, id: Uuid, new: &NewMeasure) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.is_in_use()?;
    standing(&row)?.may_be_replaced()?;
    let written = new.check(measures()?)?;
    let versions = store::versions(&tx, &row.code).await?;
    if open_of(&versions).is_some() {
        return Err(draft_exists());
    }
    let version = versions.iter().map(|version| version.version).max().unwrap_or(row.version) + 1;
    let inserted = store::insert(&tx, Some(row.code), version, &written).await;
    let draft = inserted.map_err(|error| error.when_taken("measure_code_version_key", draft_exists))?;
    jobs::ask_for_approval(&tx, &draft).await?;
    tx.note(drafted(&draft)).await?;
    seen_and_kept(tx, draft.id).await
}

fn drafted(row: &measure::Model) -> Event {
    Event::Drafted { measure_id: row.id, code: row.code.clone(), version: row.version }
}

fn draft_exists() -> Error {
    Error::refused("measure-draft-exists", "Another version of this measure is being written. Change that one instead.")
}

pub(super) fn open_of(versions: &[measure::Model]) -> Option<&measure::Model> {
    versions.iter().find(|version| State::parse(&version.state).is_some_and(State::is_open))
}

/// Writes a draft anew, also one that was rejected.
///
/// # Errors
/// `NotFound`; `Invalid` with every wrong field; `Refused` with `measure-not-draft`, with `changed-elsewhere` when it is another
/// text than was read, or with `measure-retirement-waits` while it is proposed to retire the version in use.
pub async fn rewrite(caller: &Authorized<WriteMeasures>, id: Uuid, new: &NewMeasure) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let in_use = store::hold_in_use(&tx).await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_rewritten(new.revision)?;
    if let Some(before) = in_use.iter().find(|one| one.code == row.code) {
        standing(before)?.may_be_replaced()?;
    }
    let written = new.check(measures()?)?;
    store::rewrite(&tx, &row, &written).await?;
    if row.state == State::Rejected.as_str() {
        // As long as it is a draft, whoever approves it knows of it.
        jobs::ask_for_approval(&tx, &row).await?;
    }
    tx.note(Event::Revised { measure_id: id, code: row.code, version: row.version, revision: row.revision + 1 }).await?;
    seen_and_kept(tx, id).await
}

/// Puts in use what somebody else wrote, as it was read; the version before it is replaced in the same transaction.
///
/// # Errors
/// `NotFound`; `Refused` with `measure-own`, `measure-not-draft`, `changed-elsewhere`, `measure-retirement-waits` while it is
/// proposed to retire the version before, or `measure-heading-empty` when that was the last measure under its heading.
pub async fn approve(caller: &Authorized<ApproveMeasures>, id: Uuid, read: i32) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let in_use = store::hold_in_use(&tx).await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_decided(tx.person()?, read)?;
    let (before, others): (Vec<_>, Vec<_>) = in_use.into_iter().partition(|other| other.code == row.code);
    let headings: Vec<&str> = others.iter().chain([&row]).map(|one| one.heading.as_str()).collect();
    model::every_heading_is_served(measures()?, &headings)?;
    let mut checked = store::Checked { at: None, shortcoming_at: None, due_at: next_check(tx.now(), row.check_every_months) };
    for one in before {
        standing(&one)?.may_be_replaced()?;
        store::replace(&tx, one.id).await?;
        // A revision puts no check off and clears no shortcoming; but a check of other words says nothing of these.
        checked.due_at = one.check_due_at.unwrap_or(checked.due_at).min(checked.due_at);
        checked.shortcoming_at = one.shortcoming_at;
        checked.at = one.checked_at.filter(|_| says_the_same(&one, &row));
        tx.note(Event::Replaced { measure_id: one.id, code: one.code, version: one.version }).await?;
    }
    store::put_in_use(&tx, id, checked).await?;
    tx.note(Event::Approved { measure_id: id, code: row.code, version: row.version, revision: row.revision }).await?;
    seen_and_kept(tx, id).await
}

/// Whether annex II prints the same of both, evidence aside.
fn says_the_same(one: &measure::Model, other: &measure::Model) -> bool {
    let words = |row: &measure::Model| [&row.heading, &row.name_en, &row.name_de, &row.text_en, &row.text_de].map(String::clone);
    words(one) == words(other)
}

/// Says no to what somebody else wrote, and why.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `measure-own`, `measure-not-draft` or `changed-elsewhere`.
pub async fn reject(caller: &Authorized<ApproveMeasures>, id: Uuid, read: i32, note: &str) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_decided(tx.person()?, read)?;
    store::reject(&tx, id, model::reason(note)?).await?;
    tx.note(Event::Rejected { measure_id: id, code: row.code, version: row.version, revision: row.revision }).await?;
    seen_and_kept(tx, id).await
}

/// Writes down that somebody looked whether a measure is carried out, and what shows it. Where it is not, staff is told, and
/// somebody looks again soon.
///
/// # Errors
/// `NotFound`; `Invalid` with every wrong field; `Refused` with `measure-not-in-use`.
pub async fn check(caller: &Authorized<WriteMeasures>, id: Uuid, new: &NewMeasureCheck) -> Result<OperatorMeasure, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.is_in_use()?;
    let found = new.check()?;
    let due_at = due_after(found.result, tx.now(), row.check_every_months);
    store::check(&tx, &row, &found, due_at).await?;
    if found.result == Outcome::Shortcoming {
        jobs::tell_of_shortcoming(&tx, &row, due_at).await?;
    }
    tx.note(Event::Checked { measure_id: id, code: row.code, result: found.result.as_str().to_owned(), due_at }).await?;
    seen_and_kept(tx, id).await
}

/// Versions, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(
    caller: &Authorized<ReadMeasures>,
    state: Option<State>,
    paging: &Paging,
) -> Result<Page<OperatorMeasure>, Error> {
    shelf::enter_duties(caller.kernel()).await?;
    let page = store::page(&caller.read().await?, state, paging).await?;
    let items = page.items.into_iter().map(OperatorMeasure::of).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// Everything but versions that another one replaced, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn shown(caller: &Authorized<ReadMeasures>) -> Result<Vec<OperatorMeasure>, Error> {
    shelf::enter_duties(caller.kernel()).await?;
    store::shown(&caller.read().await?).await?.into_iter().map(OperatorMeasure::of).collect()
}

/// One version with everything that is known of the measure.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadMeasures>, id: Uuid) -> Result<Known, Error> {
    let tx = caller.read().await?;
    let measure = OperatorMeasure::of(store::by_id(&tx, id).await?)?;
    let checks: Vec<MeasureCheck> =
        store::checks(&tx, &measure.code).await?.into_iter().map(MeasureCheck::of).collect::<Result<_, _>>()?;
    let versions = store::versions(&tx, &measure.code).await?.into_iter().filter(|version| version.id != id);
    let versions = versions.map(OperatorMeasure::of).collect::<Result<_, _>>()?;
    let people: HashSet<Uuid> = measure.people().chain(checks.iter().map(|check| check.checked_by)).collect();
    let names = users::names(&tx, &people).await?;
    Ok(Known { measure, checks, versions, names })
}

pub(super) async fn seen_and_kept(tx: TenantTx, id: Uuid) -> Result<OperatorMeasure, Error> {
    let after = OperatorMeasure::of(store::by_id(&tx, id).await?)?;
    tx.commit_noted().await?;
    Ok(after)
}
