//! A quiz as a unit of its module: what its editor shows, and title and rules changed at once.

use std::collections::HashMap;

use uuid::Uuid;

use super::actions::{quizzes_changed, unit_view, view};
use super::draft::UnitChange;
use super::events::Event;
use super::model::{Module, Unit, UnitKind};
use super::policy::{ManageModules, ReadModules};
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::revision;
use crate::learning::quizzes::{self, InUnit, Settings, SettingsChange, SlotForAttempt, moment_of_change};

/// What an author sees of a quiz: its module, its unit, its rules and its questions.
#[derive(Debug)]
pub struct QuizOverview {
    /// The module.
    pub module: Module,
    /// The unit that is the quiz.
    pub unit: Unit,
    /// The rules.
    pub settings: Settings,
    /// Which title and rules these are; sent back with a change.
    pub revision: String,
    /// The questions in their order, with the right answers.
    pub slots: Vec<SlotForAttempt>,
}

/// A quiz with its place.
///
/// # Errors
/// `NotFound`, also when its unit was removed from the draft.
pub async fn overview(caller: &Authorized<ReadModules>, quiz_id: Uuid) -> Result<QuizOverview, Error> {
    let tx = caller.read().await?;
    let outline = quizzes::outlines(&tx, &[quiz_id]).await?.remove(&quiz_id).ok_or(Error::NotFound)?;
    let row = store::unit_anywhere(&tx, outline.unit_id).await?;
    let module = store::by_id(&tx, row.module_id).await?;
    let version = store::latest_version(&tx, module.id).await?;
    let count = store::unit_counts(&tx, &[module.id]).await?.get(&module.id).copied().unwrap_or_default();
    let of_unit = HashMap::from([(row.id, InUnit { quiz_id, questions: outline.questions })]);
    let slots = quizzes::slots_of(&tx, quiz_id).await?;
    let changed = quizzes_changed(&tx, &[module.id]).await?.remove(&module.id);
    Ok(QuizOverview {
        module: view(module, count, version, changed),
        revision: revision::of(&(&row.title, &outline.settings)),
        unit: unit_view(row, &of_unit),
        settings: outline.settings,
        slots,
    })
}

/// Changes the title and the rules of a quiz at once.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` with `changed-elsewhere` when they are no longer what `based_on` names.
pub async fn update(
    caller: &Authorized<ManageModules>,
    quiz_id: Uuid,
    title: String,
    rules: &SettingsChange,
    based_on: Option<&String>,
) -> Result<(), Error> {
    let change = check(title, rules)?;
    let tx = caller.begin().await?;
    let unit_id = quizzes::unit_of(&tx, quiz_id).await?;
    let module = store::hold(&tx, store::unit_anywhere(&tx, unit_id).await?.module_id).await?;
    let unit = store::unit(&tx, module.id, unit_id).await?;
    let held = quizzes::hold_rules(&tx, quiz_id, rules).await?;
    let is_renamed = change.title.as_ref().is_some_and(|title| *title != unit.title);
    if is_renamed || held.differs() {
        revision::check(&revision::of(&(&unit.title, &held.before)), based_on)?;
    }
    quizzes::set_rules(&tx, &held).await?;
    if is_renamed {
        let at = moment_of_change(unit.updated_at, tx.now());
        store::change_unit(&tx, unit.id, &change, at).await?;
        store::touch(&tx, module.id, moment_of_change(module.updated_at, at)).await?;
        let changed_fields = vec!["title".to_owned()];
        tx.note(Event::UnitUpdated { unit_id: unit.id, module_id: module.id, changed_fields }).await?;
    }
    tx.commit_noted().await
}

/// Checks title and rules, so that all that is wrong is named at once.
fn check(title: String, rules: &SettingsChange) -> Result<UnitChange, Error> {
    let mut wrong = Vec::new();
    let change = match (UnitChange { title: Some(title), ..UnitChange::default() }).check(UnitKind::Quiz) {
        Err(Error::Invalid(fields)) => {
            wrong.extend(fields);
            UnitChange::default()
        }
        checked => checked?,
    };
    if let Err(Error::Invalid(fields)) = rules.apply_as(&Settings::default(), "settings.") {
        wrong.extend(fields);
    }
    if wrong.is_empty() { Ok(change) } else { Err(Error::Invalid(wrong)) }
}
