//! The verbs of quizzes.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::draft::Draft;
use super::events::Event;
use super::model::{
    InUnit, MOST_QUESTIONS, Outline, PublishedQuiz, PublishedSlot, QuestionView, Quiz, QuizChange, QuizForAttempt,
};
use super::model::{SlotForAttempt, Step, check_order, moment_of_change, moved};
use super::policy::{ManageQuizzes, ReadQuizzes};
use super::settings::{Settings, SettingsChange};
use super::store::{self, Version};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::revision;

/// Makes the quiz of a unit; the caller commits.
///
/// # Errors
/// When the database fails.
pub async fn create_in(tx: &TenantTx, unit_id: Uuid, settings: &Settings) -> Result<Uuid, Error> {
    Ok(store::insert_quiz(tx, unit_id, settings).await?.id)
}

/// One quiz.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadQuizzes>, id: Uuid) -> Result<Quiz, Error> {
    view(&caller.read().await?, id).await
}

async fn view(tx: &TenantTx, id: Uuid) -> Result<Quiz, Error> {
    let row = store::by_id(tx, id).await?;
    let questions = store::counts(tx, &[id]).await?.get(&id).copied().unwrap_or_default();
    let settings = store::settings(&row);
    Ok(Quiz { id, unit_id: row.unit_id, revision: revision::of(&settings), settings, questions, updated_at: row.updated_at })
}

/// Changes the rules. They count for attempts that start after the module is published again.
///
/// # Errors
/// `Invalid` with every rule that is out of bounds, `Refused` with `changed-elsewhere` when it is based on other rules.
pub async fn update(caller: &Authorized<ManageQuizzes>, id: Uuid, change: &QuizChange) -> Result<Quiz, Error> {
    let tx = caller.begin().await?;
    let held = hold_rules(&tx, id, &change.settings).await?;
    if held.differs() {
        revision::check(&revision::of(&held.before), change.revision.as_ref())?;
        set_rules(&tx, &held).await?;
    }
    let quiz = view(&tx, id).await?;
    tx.commit_noted().await?;
    Ok(quiz)
}

/// The rules of a quiz as they are and as they shall be; the quiz is held until the end of the transaction.
#[derive(Debug)]
pub struct HeldRules {
    row: entity::quiz::Model,
    /// As they are.
    pub before: Settings,
    after: Settings,
}

impl HeldRules {
    /// Whether the change would change anything.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.after.differences(&self.before).is_empty()
    }
}

/// Holds a quiz whose rules are about to change.
///
/// # Errors
/// `NotFound`, `Invalid` with every rule that is out of bounds.
pub async fn hold_rules(tx: &TenantTx, id: Uuid, change: &SettingsChange) -> Result<HeldRules, Error> {
    let row = store::hold(tx, id).await?;
    let before = store::settings(&row);
    let after = change.apply_as(&before, "settings.")?;
    Ok(HeldRules { row, before, after })
}

/// Changes the rules of a quiz that is held; the caller commits.
///
/// # Errors
/// When the database fails.
pub async fn set_rules(tx: &TenantTx, held: &HeldRules) -> Result<(), Error> {
    let changed_fields = held.after.differences(&held.before);
    if changed_fields.is_empty() {
        return Ok(());
    }
    let quiz_id = held.row.id;
    store::set_settings(tx, quiz_id, &held.after, moment_of_change(held.row.updated_at, tx.now())).await?;
    tx.note(Event::SettingsChanged { quiz_id, changed_fields }).await
}

/// The questions of a quiz in the author's order, with their answers.
///
/// # Errors
/// `NotFound`.
pub async fn questions(caller: &Authorized<ReadQuizzes>, quiz_id: Uuid) -> Result<Vec<QuestionView>, Error> {
    let tx = caller.read().await?;
    store::by_id(&tx, quiz_id).await?;
    Ok(all(&tx, quiz_id).await?.iter().map(shown).collect())
}

async fn all(tx: &TenantTx, quiz_id: Uuid) -> Result<Vec<Version>, Error> {
    store::of_slots(tx, &store::slots(tx, quiz_id).await?).await
}

fn shown(kept: &Version) -> QuestionView {
    QuestionView::new(kept.question_id, kept.version, &kept.question)
}

/// One question in its latest version.
///
/// # Errors
/// `NotFound`.
pub async fn question(caller: &Authorized<ReadQuizzes>, id: Uuid) -> Result<QuestionView, Error> {
    Ok(shown(&store::latest(&caller.read().await?, id).await?))
}

/// Answers whether the quiz is there, for a form that will add to it.
///
/// # Errors
/// `NotFound`.
pub async fn check(caller: &Authorized<ManageQuizzes>, quiz_id: Uuid) -> Result<(), Error> {
    store::by_id(&caller.read().await?, quiz_id).await.map(|_| ())
}

/// One question of a quiz in its latest version.
///
/// # Errors
/// `NotFound` also when the question is not in the quiz.
pub async fn question_in(caller: &Authorized<ManageQuizzes>, quiz_id: Uuid, id: Uuid) -> Result<QuestionView, Error> {
    let tx = caller.read().await?;
    if !store::slots(&tx, quiz_id).await?.iter().any(|slot| slot.question_id == id) {
        return Err(Error::NotFound);
    }
    Ok(shown(&store::latest(&tx, id).await?))
}

/// Answers whether quiz and question are there, for a question that is no longer in its quiz.
///
/// # Errors
/// `NotFound` for a quiz or a question that is nowhere.
pub async fn check_both(caller: &Authorized<ManageQuizzes>, quiz_id: Uuid, id: Uuid) -> Result<(), Error> {
    let tx = caller.read().await?;
    store::by_id(&tx, quiz_id).await?;
    store::latest(&tx, id).await.map(|_| ())
}

/// Holds a quiz that is about to change, and notes when it does.
async fn hold_to_change(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    let row = store::hold(tx, id).await?;
    store::touch(tx, id, moment_of_change(row.updated_at, tx.now())).await
}

/// Writes a question at the end of the quiz.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` when the quiz is full.
pub async fn add(caller: &Authorized<ManageQuizzes>, quiz_id: Uuid, draft: Draft) -> Result<QuestionView, Error> {
    let question = draft.question()?;
    let tx = caller.begin().await?;
    hold_to_change(&tx, quiz_id).await?;
    let slots = store::slots(&tx, quiz_id).await?;
    if slots.len() >= MOST_QUESTIONS {
        return Err(Error::refused("quiz-full", format!("A quiz has at most {MOST_QUESTIONS} questions. Make a second one.")));
    }
    let position = slots.last().map_or(1, |last| last.position + 1);
    let kept = store::insert(&tx, quiz_id, position, question).await?;
    let kind = kept.question.kind().as_str().to_owned();
    tx.commit(Event::QuestionCreated { question_id: kept.question_id, quiz_id, kind }).await?;
    Ok(shown(&kept))
}

/// Changes a question by making a new version. Learners meet it after the module is published again.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` with `changed-elsewhere` when it is based on an older version.
pub async fn reword(caller: &Authorized<ManageQuizzes>, id: Uuid, draft: Draft) -> Result<QuestionView, Error> {
    let tx = caller.begin().await?;
    store::hold_question(&tx, id).await?;
    let before = store::latest(&tx, id).await?;
    let based_on = draft.version;
    let after = draft.reworded(&before.question)?;
    if after.says_the_same(&before.question) {
        return Ok(shown(&before));
    }
    revision::check(&before.version, based_on.as_ref())?;
    for quiz in store::those_with(&tx, id).await? {
        hold_to_change(&tx, quiz).await?;
    }
    let kept = store::insert_version(&tx, id, before.version + 1, after).await?;
    tx.commit(Event::QuestionVersioned { question_id: id, version: kept.version }).await?;
    Ok(shown(&kept))
}

/// Takes a question out of a quiz. It stays in the bank, and in the attempts that have it.
///
/// # Errors
/// `NotFound` when it is not in the quiz.
pub async fn remove(caller: &Authorized<ManageQuizzes>, quiz_id: Uuid, question_id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    hold_to_change(&tx, quiz_id).await?;
    if !store::remove(&tx, quiz_id, question_id).await? {
        return Err(Error::NotFound);
    }
    tx.commit(Event::QuestionRemoved { question_id, quiz_id }).await
}

/// Puts the questions into an order.
///
/// # Errors
/// `Invalid` unless each one is named exactly once, `Refused` with `changed-elsewhere` when it is based on another order.
pub async fn reorder(
    caller: &Authorized<ManageQuizzes>,
    quiz_id: Uuid,
    questions: &[Uuid],
    based_on: Option<&Vec<Uuid>>,
) -> Result<(), Error> {
    let tx = caller.begin().await?;
    store::hold(&tx, quiz_id).await?;
    let there: Vec<Uuid> = store::slots(&tx, quiz_id).await?.iter().map(|slot| slot.question_id).collect();
    if there != questions {
        revision::check(&there, based_on)?;
    }
    check_order("question_ids", &there, questions)?;
    put_in_order(tx, quiz_id, &there, questions).await
}

/// Moves a question one place.
///
/// # Errors
/// `NotFound` when it is not in the quiz.
pub async fn step(caller: &Authorized<ManageQuizzes>, quiz_id: Uuid, question_id: Uuid, step: Step) -> Result<(), Error> {
    let tx = caller.begin().await?;
    store::hold(&tx, quiz_id).await?;
    let there: Vec<Uuid> = store::slots(&tx, quiz_id).await?.iter().map(|slot| slot.question_id).collect();
    if !there.contains(&question_id) {
        return Err(Error::NotFound);
    }
    let wanted = moved(there.clone(), question_id, step);
    put_in_order(tx, quiz_id, &there, &wanted).await
}

async fn put_in_order(tx: TenantTx, quiz_id: Uuid, there: &[Uuid], wanted: &[Uuid]) -> Result<(), Error> {
    if there == wanted {
        return Ok(());
    }
    hold_to_change(&tx, quiz_id).await?;
    store::order(&tx, quiz_id, wanted).await?;
    tx.commit(Event::QuestionsReordered { quiz_id }).await
}

/// Freezes some quizzes for the version of their module that is about to be published, by quiz; with the moment of
/// publication: `at`, or the last change when that is later. The quizzes are held until the end of the transaction, so that
/// every other change is later than the moment.
///
/// # Errors
/// `NotFound` for a quiz that is not there.
pub async fn publish_in(
    tx: &TenantTx,
    quizzes: &BTreeSet<Uuid>,
    mut at: DateTime<Utc>,
) -> Result<(HashMap<Uuid, PublishedQuiz>, DateTime<Utc>), Error> {
    let mut kept = HashMap::with_capacity(quizzes.len());
    for id in quizzes {
        let row = store::hold(tx, *id).await?;
        at = at.max(row.updated_at);
        let slots = all(tx, *id).await?.iter().map(published).collect();
        kept.insert(*id, PublishedQuiz { settings: store::settings(&row), slots });
    }
    for id in quizzes {
        store::touch(tx, *id, at).await?;
    }
    Ok((kept, at))
}

fn published(kept: &Version) -> PublishedSlot {
    PublishedSlot { question_id: kept.question_id, version: kept.version, points: kept.question.points }
}

/// When the quizzes of some units last changed, by unit.
///
/// # Errors
/// When the database fails.
pub async fn changed_at(tx: &TenantTx, units: &[Uuid]) -> Result<HashMap<Uuid, DateTime<Utc>>, Error> {
    store::changed_at(tx, units).await
}

/// What an attempt freezes at its start: the published rules, and each question in its published version. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn quiz_for_attempt(tx: &TenantTx, published: &PublishedQuiz) -> Result<QuizForAttempt, Error> {
    let which = |slot: &PublishedSlot| (slot.question_id, slot.version);
    let mut kept = store::versions(tx, &published.slots.iter().map(which).collect()).await?;
    let slots = published.slots.iter().filter_map(|asked| kept.remove(&which(asked))).map(slot).collect();
    Ok(QuizForAttempt { settings: published.settings.clone(), slots })
}

/// The unit that is this quiz.
///
/// # Errors
/// `NotFound`.
pub async fn unit_of(tx: &TenantTx, quiz_id: Uuid) -> Result<Uuid, Error> {
    Ok(store::by_id(tx, quiz_id).await?.unit_id)
}

/// The questions of a quiz as they would be asked now; for the preview and the editor of its module.
///
/// # Errors
/// When the database fails.
pub async fn slots_of(tx: &TenantTx, quiz_id: Uuid) -> Result<Vec<SlotForAttempt>, Error> {
    Ok(all(tx, quiz_id).await?.into_iter().map(slot).collect())
}

fn slot(kept: Version) -> SlotForAttempt {
    let points = kept.question.points;
    SlotForAttempt { question_id: kept.question_id, version: kept.version, points, question: kept.question }
}

/// What learners read after they have handed in, as harmless HTML, for these versions of questions; empty ones are absent.
///
/// # Errors
/// When the database fails.
pub async fn feedback(tx: &TenantTx, versions: &HashSet<(Uuid, i32)>) -> Result<HashMap<(Uuid, i32), String>, Error> {
    let kept = store::versions(tx, versions).await?;
    let said = kept.into_iter().filter(|(_, kept)| !kept.question.feedback_md.trim().is_empty());
    Ok(said.map(|(which, kept)| (which, kept.question.feedback_html())).collect())
}

/// Rules and size of some quizzes as their authors have them.
///
/// # Errors
/// When the database fails.
pub async fn outlines(tx: &TenantTx, quizzes: &[Uuid]) -> Result<HashMap<Uuid, Outline>, Error> {
    let rows = store::by_ids(tx, quizzes).await?;
    let counts = store::counts(tx, quizzes).await?;
    let outline = |row: &entity::quiz::Model| Outline {
        unit_id: row.unit_id,
        settings: store::settings(row),
        questions: counts.get(&row.id).copied().unwrap_or_default(),
    };
    Ok(rows.iter().map(|row| (row.id, outline(row))).collect())
}

/// The quizzes of some units, by unit.
///
/// # Errors
/// When the database fails.
pub async fn of_units(tx: &TenantTx, units: &[Uuid]) -> Result<HashMap<Uuid, InUnit>, Error> {
    let rows = store::of_units(tx, units).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let counts = store::counts(tx, &ids).await?;
    let count = |id: Uuid| counts.get(&id).copied().unwrap_or_default();
    Ok(rows.iter().map(|row| (row.unit_id, InUnit { quiz_id: row.id, questions: count(row.id) })).collect())
}
