//! The verbs of modules.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::draft::{Draft, ModuleChange, UnitChange, UnitDraft};
use super::events::Event;
use super::model::{Filter, MOST_UNITS, Module, ModuleWithUnits, PublicationSummary, State, Unit, UnitKind};
use super::policy::{ManageModules, ReadModules};
use super::publication::{Content, freeze};
use super::store::{self, Version};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::kernel::revision;
use crate::learning::quizzes::{self, InUnit, Settings, Step, moment_of_change};
use crate::people::users;

/// Makes a module, as a draft without units.
///
/// # Errors
/// When the database fails.
pub async fn create(caller: &Authorized<ManageModules>, draft: Draft) -> Result<Module, Error> {
    let tx = caller.begin().await?;
    let row = store::insert(&tx, draft).await?;
    let module_id = row.id;
    tx.commit(Event::Created { module_id }).await?;
    Ok(view(row, 0, None, None))
}

/// Modules by title.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadModules>, filter: &Filter, paging: &Paging) -> Result<Page<Module>, Error> {
    let tx = caller.read().await?;
    let rows = store::page(&tx, filter, paging).await?;
    let ids: Vec<Uuid> = rows.items.iter().map(|row| row.id).collect();
    let counts = store::unit_counts(&tx, &ids).await?;
    let versions = store::latest_versions(&tx, &ids).await?;
    let changes = quizzes_changed(&tx, &ids).await?;
    Ok(rows.map(|row| {
        let count = counts.get(&row.id).copied().unwrap_or_default();
        let version = versions.get(&row.id).copied();
        let quizzes = changes.get(&row.id).copied();
        view(row, count, version, quizzes)
    }))
}

/// One module with the units of its draft.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadModules>, id: Uuid) -> Result<ModuleWithUnits, Error> {
    with_units(&caller.read().await?, id).await
}

async fn with_units(tx: &TenantTx, id: Uuid) -> Result<ModuleWithUnits, Error> {
    let row = store::by_id(tx, id).await?;
    let units = units(tx, id).await?;
    let version = store::latest_version(tx, id).await?;
    let changed = quizzes_changed(tx, &[id]).await?.remove(&id);
    Ok(ModuleWithUnits { module: view(row, units.len() as u64, version, changed), units })
}

/// When a quiz of the drafts last changed, by module; a module without one is absent.
pub async fn quizzes_changed(tx: &TenantTx, modules: &[Uuid]) -> Result<HashMap<Uuid, DateTime<Utc>>, Error> {
    let units = store::quiz_units(tx, modules).await?;
    let ids: Vec<Uuid> = units.iter().map(|(_, unit)| *unit).collect();
    let changes = quizzes::changed_at(tx, &ids).await?;
    let mut last: HashMap<Uuid, DateTime<Utc>> = HashMap::new();
    for (module, unit) in units {
        if let Some(at) = changes.get(&unit) {
            let known = last.entry(module).or_insert(*at);
            *known = (*known).max(*at);
        }
    }
    Ok(last)
}

async fn units(tx: &TenantTx, module: Uuid) -> Result<Vec<Unit>, Error> {
    let rows = store::units(tx, module).await?;
    let of_quizzes: Vec<Uuid> = rows.iter().filter(|row| row.kind == UnitKind::Quiz.as_str()).map(|row| row.id).collect();
    let quizzes = if of_quizzes.is_empty() { HashMap::new() } else { quizzes::of_units(tx, &of_quizzes).await? };
    Ok(rows.into_iter().map(|row| unit_view(row, &quizzes)).collect())
}

/// Changes title, language or summary of the draft.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` with `changed-elsewhere` when it is based on other details.
pub async fn update(caller: &Authorized<ManageModules>, id: Uuid, change: ModuleChange) -> Result<ModuleWithUnits, Error> {
    let change = change.check()?;
    let tx = caller.begin().await?;
    let before = store::hold(&tx, id).await?;
    let mut changed_fields = Vec::new();
    for (name, differs) in [
        ("title", change.title.as_ref().is_some_and(|title| *title != before.title)),
        ("language", change.language.as_ref().is_some_and(|language| *language != before.language)),
        ("summary", change.summary.as_ref().is_some_and(|summary| *summary != before.summary)),
    ] {
        changed_fields.extend(differs.then(|| name.to_owned()));
    }
    if changed_fields.is_empty() {
        return with_units(&tx, id).await;
    }
    revision::check(&details(&before), change.revision.as_ref())?;
    store::change(&tx, id, &change, moment_of_change(before.updated_at, tx.now())).await?;
    let module = with_units(&tx, id).await?;
    tx.commit(Event::Updated { module_id: id, changed_fields }).await?;
    Ok(module)
}

/// Adds a unit at the end of the draft; a quiz comes with its rules.
///
/// # Errors
/// `Refused` when the module is full.
pub async fn add_unit(caller: &Authorized<ManageModules>, module_id: Uuid, draft: UnitDraft) -> Result<Unit, Error> {
    let settings = draft.settings.apply_as(&Settings::default(), "settings.")?;
    let tx = caller.begin().await?;
    let module = store::hold(&tx, module_id).await?;
    let there = store::units(&tx, module_id).await?;
    if there.len() >= MOST_UNITS {
        return Err(Error::refused("module-full", format!("A module has at most {MOST_UNITS} units. Make a second one.")));
    }
    let position = there.last().map_or(1, |last| last.position + 1);
    let kind = draft.kind;
    let row = store::insert_unit(&tx, module_id, position, draft).await?;
    let mut of_unit = HashMap::new();
    if kind == UnitKind::Quiz {
        let quiz_id = quizzes::create_in(&tx, row.id, &settings).await?;
        of_unit.insert(row.id, InUnit { quiz_id, questions: 0 });
    }
    store::touch(&tx, module_id, moment_of_change(module.updated_at, tx.now())).await?;
    tx.commit(Event::UnitCreated { unit_id: row.id, module_id, kind: kind.as_str().to_owned() }).await?;
    Ok(unit_view(row, &of_unit))
}

/// One unit of the draft.
///
/// # Errors
/// `NotFound`.
pub async fn unit(caller: &Authorized<ReadModules>, module_id: Uuid, unit_id: Uuid) -> Result<Unit, Error> {
    let tx = caller.read().await?;
    let row = store::unit(&tx, module_id, unit_id).await?;
    let quizzes = quizzes::of_units(&tx, &[unit_id]).await?;
    Ok(unit_view(row, &quizzes))
}

/// Changes a unit of the draft.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` with `changed-elsewhere` when it is based on an older text.
pub async fn update_unit(
    caller: &Authorized<ManageModules>,
    module_id: Uuid,
    unit_id: Uuid,
    change: UnitChange,
) -> Result<Unit, Error> {
    let tx = caller.begin().await?;
    let module = store::hold(&tx, module_id).await?;
    let mut row = store::unit(&tx, module_id, unit_id).await?;
    let change = change.check(kind_of(&row.kind))?;
    let quizzes = quizzes::of_units(&tx, &[unit_id]).await?;
    let mut changed_fields = Vec::new();
    if change.title.as_ref().is_some_and(|title| *title != row.title) {
        changed_fields.push("title".to_owned());
    }
    if change.body_md.as_ref().is_some_and(|body| *body != row.body_md) {
        changed_fields.push("body_md".to_owned());
    }
    if changed_fields.is_empty() {
        return Ok(unit_view(row, &quizzes));
    }
    revision::check(&row.updated_at, change.updated_at.as_ref())?;
    let at = moment_of_change(row.updated_at, tx.now());
    store::change_unit(&tx, unit_id, &change, at).await?;
    store::touch(&tx, module_id, moment_of_change(module.updated_at, at)).await?;
    tx.commit(Event::UnitUpdated { unit_id, module_id, changed_fields }).await?;
    row.title = change.title.unwrap_or(row.title);
    row.body_md = change.body_md.unwrap_or(row.body_md);
    row.updated_at = at;
    Ok(unit_view(row, &quizzes))
}

/// Takes a unit out of the draft. Published versions, progress and results keep it.
///
/// # Errors
/// `NotFound`.
pub async fn remove_unit(caller: &Authorized<ManageModules>, module_id: Uuid, unit_id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let module = store::hold(&tx, module_id).await?;
    store::unit(&tx, module_id, unit_id).await?;
    store::remove_unit(&tx, unit_id).await?;
    store::touch(&tx, module_id, moment_of_change(module.updated_at, tx.now())).await?;
    tx.commit(Event::UnitRemoved { unit_id, module_id }).await
}

/// Whether a unit was taken out of the draft of its module.
///
/// # Errors
/// When the database fails.
pub async fn was_removed(caller: &Authorized<ReadModules>, module_id: Uuid, unit_id: Uuid) -> Result<bool, Error> {
    store::was_removed(&caller.read().await?, module_id, unit_id).await
}

/// Puts the units of the draft into an order.
///
/// # Errors
/// `Invalid` unless each one is named exactly once, `Refused` with `changed-elsewhere` when it is based on another order.
pub async fn reorder(
    caller: &Authorized<ManageModules>,
    module_id: Uuid,
    wanted: &[Uuid],
    based_on: Option<&Vec<Uuid>>,
) -> Result<Vec<Unit>, Error> {
    let tx = caller.begin().await?;
    let module = store::hold(&tx, module_id).await?;
    let there: Vec<Uuid> = store::units(&tx, module_id).await?.iter().map(|row| row.id).collect();
    if there != wanted {
        revision::check(&there, based_on)?;
    }
    quizzes::check_order("unit_ids", &there, wanted)?;
    put_in_order(tx, &module, &there, wanted).await
}

/// Moves a unit of the draft one place.
///
/// # Errors
/// `NotFound`.
pub async fn step(caller: &Authorized<ManageModules>, module_id: Uuid, unit_id: Uuid, step: Step) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let module = store::hold(&tx, module_id).await?;
    let there: Vec<Uuid> = store::units(&tx, module_id).await?.iter().map(|row| row.id).collect();
    if !there.contains(&unit_id) {
        return Err(Error::NotFound);
    }
    let wanted = quizzes::moved(there.clone(), unit_id, step);
    put_in_order(tx, &module, &there, &wanted).await.map(|_| ())
}

async fn put_in_order(tx: TenantTx, module: &entity::module::Model, there: &[Uuid], wanted: &[Uuid]) -> Result<Vec<Unit>, Error> {
    if there == wanted {
        return units(&tx, module.id).await;
    }
    store::order(&tx, module.id, wanted).await?;
    store::touch(&tx, module.id, moment_of_change(module.updated_at, tx.now())).await?;
    let units = units(&tx, module.id).await?;
    tx.commit(Event::UnitsReordered { module_id: module.id }).await?;
    Ok(units)
}

/// Freezes the draft with its quizzes as the next version, which learners see from now on.
///
/// # Errors
/// `Refused` when something is missing, naming what.
pub async fn publish(caller: &Authorized<ManageModules>, module_id: Uuid) -> Result<PublicationSummary, Error> {
    let tx = caller.begin().await?;
    let module = store::hold(&tx, module_id).await?;
    let at = tx.now().max(module.updated_at);
    let quiz_ids: BTreeSet<Uuid> = units(&tx, module_id).await?.iter().filter_map(|unit| unit.quiz_id).collect();
    let (quizzes, published_at) = quizzes::publish_in(&tx, &quiz_ids, at).await?;
    let frozen = freeze(&units(&tx, module_id).await?, &quizzes)?;
    let version = store::latest_version(&tx, module_id).await?.map_or(1, |(_, version, _, _)| version + 1);
    let content = Content { language: module.language.clone(), summary: module.summary.clone(), units: frozen };
    let id = store::insert_publication(&tx, &module, version, &content, published_at).await?;
    store::set_published(&tx, module_id, published_at).await?;
    let published_by = tx.person()?;
    tx.commit(Event::Published { module_id, version, units: content.units.len() }).await?;
    Ok(PublicationSummary { id, version, title: module.title, published_by, published_at })
}

/// The versions of a module, the latest first.
///
/// # Errors
/// `NotFound`.
pub async fn publications(caller: &Authorized<ReadModules>, module_id: Uuid) -> Result<Vec<PublicationSummary>, Error> {
    let tx = caller.read().await?;
    store::by_id(&tx, module_id).await?;
    store::publications(&tx, module_id).await
}

/// A module with its versions and the names of who published them, for the editor.
///
/// # Errors
/// `NotFound`.
pub async fn overview(
    caller: &Authorized<ReadModules>,
    id: Uuid,
) -> Result<(ModuleWithUnits, Vec<PublicationSummary>, HashMap<Uuid, String>), Error> {
    let tx = caller.read().await?;
    let module = with_units(&tx, id).await?;
    let versions = store::publications(&tx, id).await?;
    let people: HashSet<Uuid> = versions.iter().map(|version| version.published_by).collect();
    let names = if people.is_empty() { HashMap::new() } else { users::names(&tx, &people).await? };
    Ok((module, versions, names))
}

/// The row as its authors see it; `quizzes` says when a quiz of it last changed.
pub fn view(row: entity::module::Model, units_total: u64, version: Option<Version>, quizzes: Option<DateTime<Utc>>) -> Module {
    let published_at = version.map(|(_, _, _, at)| at);
    let changed_at = quizzes.map_or(row.updated_at, |at| at.max(row.updated_at));
    Module {
        id: row.id,
        revision: details(&row),
        title: row.title,
        language: row.language,
        summary: row.summary,
        state: State::parse(&row.state).unwrap_or(State::Draft),
        published_version: version.map(|(_, version, _, _)| version),
        published_at,
        changed_since: published_at.is_some_and(|at| changed_at > at),
        units_total,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// Which title, language and summary these are.
fn details(row: &entity::module::Model) -> String {
    revision::of(&(&row.title, &row.language, &row.summary))
}

fn kind_of(word: &str) -> UnitKind {
    UnitKind::parse(word).unwrap_or(UnitKind::Page)
}

/// The row as its authors see it, with its quiz.
pub fn unit_view(row: entity::unit::Model, quizzes: &HashMap<Uuid, InUnit>) -> Unit {
    let quiz = quizzes.get(&row.id);
    Unit {
        id: row.id,
        kind: kind_of(&row.kind),
        title: row.title,
        body_md: row.body_md,
        quiz_id: quiz.map(|quiz| quiz.quiz_id),
        questions: quiz.map(|quiz| quiz.questions),
        updated_at: row.updated_at,
    }
}
