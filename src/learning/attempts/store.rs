//! Queries of attempts, their frozen questions and their answers.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entity::{answer, attempt, attempt_slot};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr, SubQueryStatement};
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Kept, MOST_ANSWERS, Rules, Saved, Standing, State, earliest_open_deadline, percent, points};
use super::view::Taken;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::quizzes::{Key, Shown};

/// Attempts of one person that a page shows, at most.
const MOST_SHOWN: u64 = 500;

/// What saving an answer needs to know.
pub struct Head {
    pub user_id: Uuid,
    pub state: State,
    pub deadline: Option<DateTime<Utc>>,
    pub newest: Option<i64>,
}

/// The attempt, locked, with the number of the newest answer to one of its questions, in one query.
pub async fn head(tx: &TenantTx, attempt: Uuid, slot: i32) -> Result<Option<Head>, Error> {
    use attempt::Column;
    type Columns = (Uuid, String, Option<DateTime<Utc>>, Option<i64>);
    let newest = Query::select()
        .expr(Expr::col((answer::Entity, answer::Column::Sequence)).max())
        .from(answer::Entity)
        .and_where(Expr::col((answer::Entity, answer::Column::TenantId)).equals((attempt::Entity, Column::TenantId)))
        .and_where(Expr::col((answer::Entity, answer::Column::AttemptId)).equals((attempt::Entity, Column::Id)))
        .and_where(Expr::col((answer::Entity, answer::Column::Slot)).eq(slot))
        .take();
    let newest = SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(newest)));
    let rows: Vec<Columns> = tx
        .rows::<attempt::Entity>()
        .filter(Column::Id.eq(attempt))
        .locked()
        .columns([Expr::col(Column::UserId), Expr::col(Column::State), Expr::col(Column::Deadline), newest])
        .await?;
    let head =
        |(user_id, state, deadline, newest): (_, String, _, _)| Head { user_id, state: State::of(&state), deadline, newest };
    Ok(rows.into_iter().next().map(head))
}

pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>().find(id).await
}

/// The attempt, held until the end of the transaction, so that it ends once.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<Option<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>().locked().find(id).await
}

pub async fn hold_open(tx: &TenantTx, quiz: Uuid, user: Uuid) -> Result<Option<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>()
        .filter(attempt::Column::QuizId.eq(quiz))
        .filter(attempt::Column::UserId.eq(user))
        .filter(attempt::Column::State.eq(State::InProgress.as_str()))
        .locked()
        .one()
        .await
}

/// The last attempt of the person at the quiz; its number says how many there are, and no earlier one can run.
pub async fn last(tx: &TenantTx, quiz: Uuid, user: Uuid) -> Result<Option<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>()
        .filter(attempt::Column::QuizId.eq(quiz))
        .filter(attempt::Column::UserId.eq(user))
        .descending(attempt::Column::Number)
        .limit(1)
        .one()
        .await
}

/// A frozen question about to be kept.
pub struct Frozen {
    pub slot: i32,
    pub question_id: Uuid,
    pub version: i32,
    pub points: i32,
    pub shown: Shown,
    pub key: Key,
}

/// An attempt that begins now.
pub struct NewAttempt {
    pub quiz_id: Uuid,
    pub unit_id: Uuid,
    pub module_id: Uuid,
    pub user_id: Uuid,
    pub number: i32,
    pub rules: Rules,
}

pub async fn insert(tx: &TenantTx, new: NewAttempt, slots: &[Frozen]) -> Result<attempt::Model, Error> {
    let time_limit = new.rules.settings.time_limit_s.map(|seconds| Duration::seconds(i64::from(seconds)));
    let row = attempt::ActiveModel {
        id: Set(tx.new_id()?),
        quiz_id: Set(new.quiz_id),
        unit_id: Set(new.unit_id),
        module_id: Set(new.module_id),
        user_id: Set(new.user_id),
        number: Set(new.number),
        state: Set(State::InProgress.as_str().to_owned()),
        rules: Set(serde_json::to_value(&new.rules)?),
        started_at: Set(tx.now()),
        deadline: Set(time_limit.map(|limit| tx.now() + limit)),
        max_micro: Set(slots.iter().map(|slot| i64::from(slot.points) * 1_000_000).sum()),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    let mut rows = Vec::with_capacity(slots.len());
    for frozen in slots {
        rows.push(attempt_slot::ActiveModel {
            id: Set(tx.new_id()?),
            attempt_id: Set(row.id),
            slot: Set(frozen.slot),
            question_id: Set(frozen.question_id),
            version: Set(frozen.version),
            points: Set(frozen.points),
            shown: Set(serde_json::to_value(&frozen.shown)?),
            answer_key: Set(serde_json::to_value(&frozen.key)?),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await?;
    Ok(row)
}

pub async fn slots(tx: &TenantTx, attempt: Uuid) -> Result<Vec<attempt_slot::Model>, Error> {
    tx.rows::<attempt_slot::Entity>()
        .filter(attempt_slot::Column::AttemptId.eq(attempt))
        .ascending(attempt_slot::Column::Slot)
        .all()
        .await
}

/// Slot, points and what is shown of each question in its order; the keys stay in the database.
pub async fn slots_without_keys(tx: &TenantTx, attempt: Uuid) -> Result<Vec<(i32, i32, Shown)>, Error> {
    use attempt_slot::Column;
    let rows: Vec<(i32, i32, serde_json::Value)> = tx
        .rows::<attempt_slot::Entity>()
        .filter(Column::AttemptId.eq(attempt))
        .ascending(Column::Slot)
        .columns([Expr::col(Column::Slot), Expr::col(Column::Points), Expr::col(Column::Shown)])
        .await?;
    rows.into_iter().map(|(slot, points, shown)| Ok((slot, points, serde_json::from_value(shown)?))).collect()
}

pub async fn answers(tx: &TenantTx, attempt: Uuid) -> Result<Vec<Kept>, Error> {
    let rows = tx.rows::<answer::Entity>().filter(answer::Column::AttemptId.eq(attempt)).all().await?;
    rows.into_iter().map(kept).collect()
}

pub async fn answer(tx: &TenantTx, attempt: Uuid, (slot, sequence): (i32, i64)) -> Result<Option<Kept>, Error> {
    let row = tx
        .rows::<answer::Entity>()
        .filter(answer::Column::AttemptId.eq(attempt))
        .filter(answer::Column::Slot.eq(slot))
        .filter(answer::Column::Sequence.eq(sequence))
        .one()
        .await?;
    row.map(kept).transpose()
}

fn kept(row: answer::Model) -> Result<Kept, Error> {
    let saved = serde_json::from_value(row.value)?;
    Ok(Kept { slot: row.slot, sequence: row.sequence, saved, received_at: row.received_at, late: row.late })
}

/// Adds an answer that counts if the attempt is the person's, is open and has no answer as new, and says whether it was so:
/// in one statement, because saving an answer is what a quiz does most. The attempt is held, so that it does not end between
/// the question and the answer.
pub async fn add_answer_if_open(
    tx: &TenantTx,
    attempt: Uuid,
    user: Uuid,
    (slot, sequence): (i32, i64),
    saved: &Saved,
) -> Result<bool, Error> {
    let as_new = Query::select()
        .expr(Expr::val(1))
        .from(answer::Entity)
        .and_where(Expr::col((answer::Entity, answer::Column::TenantId)).eq(tx.tenant().get()))
        .and_where(Expr::col((answer::Entity, answer::Column::AttemptId)).eq(attempt))
        .and_where(Expr::col((answer::Entity, answer::Column::Slot)).eq(slot))
        .and_where(Expr::col((answer::Entity, answer::Column::Sequence)).gte(sequence))
        .take();
    let rows = tx
        .rows::<attempt::Entity>()
        .filter(attempt::Column::Id.eq(attempt))
        .filter(attempt::Column::UserId.eq(user))
        .filter(attempt::Column::State.eq(State::InProgress.as_str()))
        .filter(in_time(tx))
        .filter(Expr::exists(as_new).not());
    // Numbers count from 1: there cannot be that many answers before one has such a number.
    let rows = if sequence > MOST_ANSWERS { rows.filter(has_room(tx, attempt, slot)) } else { rows };
    rows.held().then_insert(answer_row(tx, attempt, (slot, sequence), saved, false)?).await
}

/// The condition that a question takes another answer.
fn has_room(tx: &TenantTx, attempt: Uuid, slot: i32) -> SimpleExpr {
    let there = Query::select()
        .expr(Expr::col((answer::Entity, answer::Column::Id)).count())
        .from(answer::Entity)
        .and_where(Expr::col((answer::Entity, answer::Column::TenantId)).eq(tx.tenant().get()))
        .and_where(Expr::col((answer::Entity, answer::Column::AttemptId)).eq(attempt))
        .and_where(Expr::col((answer::Entity, answer::Column::Slot)).eq(slot))
        .take();
    SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(there))).lt(MOST_ANSWERS)
}

/// How many answers there are to a question.
pub async fn count_answers(tx: &TenantTx, attempt: Uuid, slot: i32) -> Result<u64, Error> {
    let rows = tx.rows::<answer::Entity>().filter(answer::Column::AttemptId.eq(attempt));
    rows.filter(answer::Column::Slot.eq(slot)).count().await
}

pub async fn add_answer(
    tx: &TenantTx,
    attempt: Uuid,
    (slot, sequence): (i32, i64),
    saved: &Saved,
    late: bool,
) -> Result<(), Error> {
    tx.insert_all(vec![answer_row(tx, attempt, (slot, sequence), saved, late)?]).await
}

fn answer_row(
    tx: &TenantTx,
    attempt: Uuid,
    (slot, sequence): (i32, i64),
    saved: &Saved,
    late: bool,
) -> Result<answer::ActiveModel, Error> {
    Ok(answer::ActiveModel {
        id: Set(tx.new_id()?),
        attempt_id: Set(attempt),
        slot: Set(slot),
        sequence: Set(sequence),
        value: Set(serde_json::to_value(saved)?),
        received_at: Set(tx.now()),
        late: Set(late),
        ..Default::default()
    })
}

pub async fn set_finished(tx: &TenantTx, id: Uuid, at: DateTime<Utc>, score_micro: i64, passed: bool) -> Result<(), Error> {
    let row = attempt::ActiveModel {
        id: Set(id),
        state: Set(State::Finished.as_str().to_owned()),
        submitted_at: Set(Some(at)),
        finished_at: Set(Some(at)),
        score_micro: Set(Some(score_micro)),
        passed: Set(Some(passed)),
        ..Default::default()
    };
    tx.update(row).await
}

/// The latest attempt in the module that passed.
pub async fn last_passed(tx: &TenantTx, user: Uuid, module: Uuid) -> Result<Option<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>()
        .filter(attempt::Column::UserId.eq(user))
        .filter(attempt::Column::ModuleId.eq(module))
        .filter(attempt::Column::Passed.eq(true))
        .descending(attempt::Column::FinishedAt)
        .one()
        .await
}

/// The attempts of a person at a quiz, the last one first.
pub async fn at_quiz(tx: &TenantTx, user: Uuid, quiz: Uuid) -> Result<Vec<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>()
        .filter(attempt::Column::UserId.eq(user))
        .filter(attempt::Column::QuizId.eq(quiz))
        .descending(attempt::Column::Number)
        .limit(MOST_SHOWN)
        .all()
        .await
}

/// Everything a person has begun, the newest first.
pub async fn of_person(tx: &TenantTx, user: Uuid) -> Result<Vec<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>()
        .filter(attempt::Column::UserId.eq(user))
        .descending(attempt::Column::StartedAt)
        .limit(MOST_SHOWN)
        .all()
        .await
}

/// What a person has running; one whose time is over is not among it, though nobody may have noticed yet.
pub async fn running(tx: &TenantTx, user: Uuid) -> Result<Vec<attempt::Model>, Error> {
    tx.rows::<attempt::Entity>()
        .filter(attempt::Column::UserId.eq(user))
        .filter(attempt::Column::State.eq(State::InProgress.as_str()))
        .filter(in_time(tx))
        .all()
        .await
}

/// The condition on an attempt in progress that its time is not over.
fn in_time(tx: &TenantTx) -> SimpleExpr {
    attempt::Column::Deadline.is_null().or(attempt::Column::Deadline.gte(earliest_open_deadline(tx.now())))
}

pub fn rules(row: &attempt::Model) -> Result<Rules, Error> {
    Ok(serde_json::from_value(row.rules.clone())?)
}

/// The attempt as a line of a list. One whose time is over counts as handed in, though nobody may have noticed yet.
pub fn taken(now: DateTime<Utc>, row: &attempt::Model) -> Taken {
    let state = State::of(&row.state);
    let ran_out = matches!(Standing::at(now, state, row.deadline), Standing::RanOut(_));
    Taken {
        id: row.id,
        quiz_id: row.quiz_id,
        module_id: row.module_id,
        unit_id: row.unit_id,
        number: row.number,
        state: if ran_out { State::Submitted } else { state },
        started_at: row.started_at,
        deadline: row.deadline,
        finished_at: row.finished_at,
        score: row.score_micro.map(points),
        max_score: points(row.max_micro),
        percent: row.score_micro.map(|score| percent(score, row.max_micro)),
        passed: row.passed,
    }
}

/// The keys of an attempt by question. Only grading and the review after the end call this.
pub fn keys(slots: &[attempt_slot::Model]) -> Result<HashMap<i32, Key>, Error> {
    slots.iter().map(|row| Ok((row.slot, serde_json::from_value(row.answer_key.clone())?))).collect()
}

/// What a question shows.
pub fn shown_of(row: &attempt_slot::Model) -> Result<Shown, Error> {
    Ok(serde_json::from_value(row.shown.clone())?)
}
