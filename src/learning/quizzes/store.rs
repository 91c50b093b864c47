//! Queries of quizzes and the question bank.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{question, question_version, quiz, quiz_slot};
use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::question::{Body, Kind, Question};
use super::settings::Settings;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids;

/// Ids in one `IN (…)`.
const AT_ONCE: usize = 5_000;

pub async fn insert_quiz(tx: &TenantTx, unit_id: Uuid, settings: &Settings) -> Result<quiz::Model, Error> {
    let row = quiz::ActiveModel { id: Set(tx.new_id()?), unit_id: Set(unit_id), ..with(tx, settings) };
    tx.insert(row).await
}

pub async fn set_settings(tx: &TenantTx, id: Uuid, settings: &Settings, at: DateTime<Utc>) -> Result<(), Error> {
    tx.update(quiz::ActiveModel { id: Set(id), updated_at: Set(at), ..with(tx, settings) }).await
}

/// Says that the quiz has changed, or was published.
pub async fn touch(tx: &TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    tx.update(quiz::ActiveModel { id: Set(id), updated_at: Set(at), ..Default::default() }).await
}

/// The quizzes that have the question, always in the same order.
pub async fn those_with(tx: &TenantTx, question: Uuid) -> Result<Vec<Uuid>, Error> {
    let slots = tx.rows::<quiz_slot::Entity>().filter(quiz_slot::Column::QuestionId.eq(question));
    let slots = slots.ascending(quiz_slot::Column::QuizId);
    let rows: Vec<(Uuid,)> = slots.columns([Expr::col(quiz_slot::Column::QuizId)]).await?;
    Ok(rows.into_iter().map(|(quiz,)| quiz).collect())
}

/// When the quizzes of some units last changed, by unit.
pub async fn changed_at(tx: &TenantTx, units: &[Uuid]) -> Result<HashMap<Uuid, DateTime<Utc>>, Error> {
    let mut changed = HashMap::new();
    for some in units.chunks(AT_ONCE) {
        let rows = tx.rows::<quiz::Entity>().among(quiz::Column::UnitId, some.iter().copied());
        let rows: Vec<(Uuid, DateTime<Utc>)> =
            rows.columns([Expr::col(quiz::Column::UnitId), Expr::col(quiz::Column::UpdatedAt)]).await?;
        changed.extend(rows);
    }
    Ok(changed)
}

fn with(tx: &TenantTx, settings: &Settings) -> quiz::ActiveModel {
    quiz::ActiveModel {
        pass_percent: Set(settings.pass_percent),
        attempts_allowed: Set(settings.attempts_allowed),
        time_limit_s: Set(settings.time_limit_s),
        shuffle_questions: Set(settings.shuffle_questions),
        shuffle_options: Set(settings.shuffle_options),
        updated_at: Set(tx.now()),
        ..Default::default()
    }
}

pub fn settings(row: &quiz::Model) -> Settings {
    Settings {
        pass_percent: row.pass_percent,
        attempts_allowed: row.attempts_allowed,
        time_limit_s: row.time_limit_s,
        shuffle_questions: row.shuffle_questions,
        shuffle_options: row.shuffle_options,
    }
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<quiz::Model, Error> {
    tx.rows::<quiz::Entity>().by_id(id).await
}

/// The quiz, held until the end of the transaction, so that two authors do not change its questions at once. It is held by
/// an update that changes nothing: attempts refer to the row, and that lock lets them begin meanwhile.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<quiz::Model, Error> {
    let row = tx.rows::<quiz::Entity>().filter(quiz::Column::Id.eq(id));
    row.set([(quiz::Column::UpdatedAt, Expr::col(quiz::Column::UpdatedAt))]).await?;
    by_id(tx, id).await
}

pub async fn by_ids(tx: &TenantTx, ids: &[Uuid]) -> Result<Vec<quiz::Model>, Error> {
    tx.rows::<quiz::Entity>().among(quiz::Column::Id, ids.iter().copied()).all().await
}

pub async fn of_units(tx: &TenantTx, units: &[Uuid]) -> Result<Vec<quiz::Model>, Error> {
    tx.rows::<quiz::Entity>().among(quiz::Column::UnitId, units.iter().copied()).all().await
}

/// How many questions each of the quizzes has; one without any is absent.
pub async fn counts(tx: &TenantTx, quizzes: &[Uuid]) -> Result<HashMap<Uuid, u64>, Error> {
    let counted: Vec<(Uuid, i64)> = tx
        .rows::<quiz_slot::Entity>()
        .among(quiz_slot::Column::QuizId, quizzes.iter().copied())
        .group_by(quiz_slot::Column::QuizId)
        .columns([Expr::col(quiz_slot::Column::QuizId), quiz_slot::Column::Id.count()])
        .await?;
    Ok(counted.into_iter().map(|(quiz, count)| (quiz, u64::try_from(count).unwrap_or_default())).collect())
}

/// The slots of a quiz in the author's order.
pub async fn slots(tx: &TenantTx, quiz: Uuid) -> Result<Vec<quiz_slot::Model>, Error> {
    tx.rows::<quiz_slot::Entity>()
        .filter(quiz_slot::Column::QuizId.eq(quiz))
        .ascending(quiz_slot::Column::Position)
        .ascending(quiz_slot::Column::Id)
        .all()
        .await
}

/// One version of a question as it is kept.
#[derive(Clone, Debug)]
pub struct Version {
    pub question_id: Uuid,
    pub version: i32,
    pub question: Question,
}

fn version(row: question_version::Model) -> Result<Version, Error> {
    let body: Body = serde_json::from_value(row.body)?;
    let question = Question { stem_md: row.stem_md, feedback_md: row.feedback_md, points: row.points, body };
    Ok(Version { question_id: row.question_id, version: row.version, question })
}

/// The version each slot shows: the pinned one, or the latest. In the order of the slots.
pub async fn of_slots(tx: &TenantTx, slots: &[quiz_slot::Model]) -> Result<Vec<Version>, Error> {
    let wanted = shown_versions(tx, slots).await?;
    let mut found = versions(tx, &wanted.iter().copied().collect()).await?;
    Ok(wanted.iter().filter_map(|which| found.remove(which)).collect())
}

async fn shown_versions(tx: &TenantTx, slots: &[quiz_slot::Model]) -> Result<Vec<(Uuid, i32)>, Error> {
    let following = slots.iter().filter(|slot| slot.pinned_version.is_none()).map(|slot| slot.question_id);
    let latest = latest_numbers(tx, following).await?;
    let number = |slot: &quiz_slot::Model| slot.pinned_version.or_else(|| latest.get(&slot.question_id).copied());
    Ok(slots.iter().filter_map(|slot| Some((slot.question_id, number(slot)?))).collect())
}

fn any_of<'a>(wanted: impl IntoIterator<Item = &'a (Uuid, i32)>) -> Condition {
    let one = |(question, version): &(Uuid, i32)| {
        let same_version = question_version::Column::Version.eq(*version);
        Condition::all().add(question_version::Column::QuestionId.eq(*question)).add(same_version)
    };
    wanted.into_iter().map(one).fold(Condition::any(), Condition::add)
}

/// These versions of questions.
pub async fn versions(tx: &TenantTx, wanted: &HashSet<(Uuid, i32)>) -> Result<HashMap<(Uuid, i32), Version>, Error> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.rows::<question_version::Entity>().filter(any_of(wanted)).all().await?;
    rows.into_iter().map(|row| version(row).map(|kept| ((kept.question_id, kept.version), kept))).collect()
}

async fn latest_numbers(tx: &TenantTx, questions: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, i32>, Error> {
    let numbers: Vec<(Uuid, i32)> = tx
        .rows::<question_version::Entity>()
        .among(question_version::Column::QuestionId, questions)
        .group_by(question_version::Column::QuestionId)
        .columns([Expr::col(question_version::Column::QuestionId), question_version::Column::Version.max()])
        .await?;
    Ok(numbers.into_iter().collect())
}

/// The latest version of a question.
pub async fn latest(tx: &TenantTx, question: Uuid) -> Result<Version, Error> {
    let row = tx
        .rows::<question_version::Entity>()
        .filter(question_version::Column::QuestionId.eq(question))
        .descending(question_version::Column::Version)
        .one()
        .await?;
    version(row.ok_or(Error::NotFound)?)
}

/// The question, held until the end of the transaction, so that its versions are counted one by one.
pub async fn hold_question(tx: &TenantTx, id: Uuid) -> Result<question::Model, Error> {
    tx.rows::<question::Entity>().locked().by_id(id).await
}

/// A new question with its first version, at the end of the quiz.
pub async fn insert(tx: &TenantTx, quiz: Uuid, position: i32, question: Question) -> Result<Version, Error> {
    let kind: Kind = question.kind();
    let row = question::ActiveModel {
        id: Set(tx.new_id()?),
        kind: Set(kind.as_str().to_owned()),
        created_by: Set(tx.person()?),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    let first = insert_version(tx, row.id, 1, question).await?;
    let slot = quiz_slot::ActiveModel {
        id: Set(tx.new_id()?),
        quiz_id: Set(quiz),
        position: Set(position),
        question_id: Set(row.id),
        ..Default::default()
    };
    tx.insert_all(vec![slot]).await?;
    Ok(first)
}

pub async fn insert_version(tx: &TenantTx, question_id: Uuid, version: i32, question: Question) -> Result<Version, Error> {
    // An id that sorts by time would tell the author's order of the options.
    let random = &*tx.kernel().random;
    let question = question.with_new_ids(|| ids::random_id(random))?;
    let row = question_version::ActiveModel {
        id: Set(tx.new_id()?),
        question_id: Set(question_id),
        version: Set(version),
        stem_md: Set(question.stem_md.clone()),
        points: Set(question.points),
        body: Set(serde_json::to_value(&question.body)?),
        feedback_md: Set(question.feedback_md.clone()),
        created_by: Set(tx.person()?),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await?;
    Ok(Version { question_id, version, question })
}

/// Takes a question out of a quiz; says whether it was in it.
pub async fn remove(tx: &TenantTx, quiz: Uuid, question: Uuid) -> Result<bool, Error> {
    let slots = tx.rows::<quiz_slot::Entity>().filter(quiz_slot::Column::QuizId.eq(quiz));
    Ok(slots.filter(quiz_slot::Column::QuestionId.eq(question)).delete().await? > 0)
}

/// Puts the questions of a quiz into this order, in one statement.
pub async fn order(tx: &TenantTx, quiz: Uuid, questions: &[Uuid]) -> Result<(), Error> {
    let mut positions = CaseStatement::new();
    for (position, question) in (1i32..).zip(questions) {
        positions = positions.case(quiz_slot::Column::QuestionId.eq(*question), position);
    }
    let positions = positions.finally(Expr::col(quiz_slot::Column::Position));
    let slots = tx.rows::<quiz_slot::Entity>().filter(quiz_slot::Column::QuizId.eq(quiz));
    slots.set([(quiz_slot::Column::Position, positions.into())]).await?;
    Ok(())
}
