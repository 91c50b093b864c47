//! The start of an attempt: one transaction counts, draws, freezes and inserts under a unique key.

use entity::attempt;
use uuid::Uuid;

use super::events::Event;
use super::finish;
use super::jobs::Expire;
use super::model::{Rules, Standing, State, expires_at, newest, not_assigned};
use super::policy::Learn;
use super::store::{self, Frozen, NewAttempt};
use super::view::{Attempt, SlotView};
use super::{draw, frozen, result};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::quizzes::{self, QuizForAttempt};
use crate::learning::{assignments, modules};

/// Tries until two starts at the same moment have sorted themselves out: the second finds the attempt of the first.
const TRIES: usize = 3;

/// Starts an attempt, or gives the one that is open; `true` when it is new. Two starts at the same moment make one.
///
/// # Errors
/// `NotFound` for a quiz that is not there or not published, `Refused` with `not-assigned` or
/// `no-attempts-left`.
pub async fn start(caller: &Authorized<Learn>, quiz_id: Uuid) -> Result<(Attempt, bool), Error> {
    let mut last = Error::NotFound;
    for _ in 0..TRIES {
        match start_once(caller, quiz_id).await {
            Err(error @ Error::Taken { .. }) => last = error,
            done => return done,
        }
    }
    Err(last)
}

async fn start_once(caller: &Authorized<Learn>, quiz_id: Uuid) -> Result<(Attempt, bool), Error> {
    let user_id = caller.session().user_id;
    let tx = caller.begin().await?;
    if let Some(open) = store::hold_open(&tx, quiz_id, user_id).await? {
        match Standing::at(tx.now(), State::of(&open.state), open.deadline) {
            Standing::RanOut(deadline) => finish::expire_in(&tx, open.id, deadline).await?,
            _ => return Ok((view(&tx, open).await?, false)),
        }
    }
    let publication = modules::published_with_quiz(&tx, quiz_id).await?;
    let unit = publication.quiz(quiz_id).ok_or(Error::NotFound)?;
    let quiz = quizzes::quiz_for_attempt(&tx, unit.quiz.as_ref().ok_or(Error::NotFound)?).await?;
    if assignments::enrolment(&tx, user_id, publication.module_id).await?.is_none() {
        return Err(not_assigned());
    }
    let taken = store::last(&tx, quiz_id, user_id).await?.map_or(0, |last| last.number);
    if quiz.settings.attempts_allowed.is_some_and(|allowed| taken >= allowed) {
        let detail = "No attempt is left at this quiz. Ask your instructor or administrator what comes next.";
        return Err(Error::refused("no-attempts-left", detail));
    }
    let rules = Rules { settings: quiz.settings.clone(), version: publication.version };
    let slots = freeze(&tx, quiz)?;
    let new = NewAttempt { quiz_id, unit_id: unit.id, module_id: publication.module_id, user_id, number: taken + 1, rules };
    let row = store::insert(&tx, new, &slots).await?;
    if let Some(deadline) = row.deadline {
        tx.enqueue_at(Expire { attempt_id: row.id }, expires_at(deadline)).await?;
    }
    frozen::remember(tx.tenant(), row.id, slots.iter().map(|slot| (slot.slot, slot.shown.clone())).collect());
    let started = Event::Started { attempt_id: row.id, user_id, quiz_id, number: row.number };
    tx.commit(started).await?;
    let views = slots.into_iter().map(|slot| SlotView::new(slot.slot, slot.points, slot.shown, None)).collect();
    Ok((of(row, views), true))
}

/// The questions as this attempt keeps them: mixed as the rules say, with their keys.
fn freeze(tx: &TenantTx, mut quiz: QuizForAttempt) -> Result<Vec<Frozen>, Error> {
    let random = &*tx.kernel().random;
    if quiz.settings.shuffle_questions {
        draw::shuffle(&mut quiz.slots, random)?;
    }
    let mut slots = Vec::with_capacity(quiz.slots.len());
    for (slot, asked) in (1..).zip(quiz.slots) {
        let mut shown = asked.question.shown();
        if quiz.settings.shuffle_options && shown.kind.may_shuffle() {
            draw::shuffle(&mut shown.options, random)?;
        }
        let (question_id, version, points) = (asked.question_id, asked.version, asked.points);
        slots.push(Frozen { slot, question_id, version, points, shown, key: asked.question.key() });
    }
    Ok(slots)
}

/// An attempt of the caller, with their own answers. One that ran out of time ends now, at its deadline.
///
/// # Errors
/// `NotFound` for an attempt that is not the caller's.
pub async fn get(caller: &Authorized<Learn>, id: Uuid) -> Result<Attempt, Error> {
    let tx = caller.read().await?;
    let row = result::own(&tx, caller, id).await?;
    if let Standing::RanOut(_) = Standing::at(tx.now(), State::of(&row.state), row.deadline) {
        drop(tx);
        finish::expire(caller, id).await?;
        let tx = caller.read().await?;
        let row = result::own(&tx, caller, id).await?;
        return view(&tx, row).await;
    }
    view(&tx, row).await
}

async fn view(tx: &TenantTx, row: attempt::Model) -> Result<Attempt, Error> {
    let questions = store::slots_without_keys(tx, row.id).await?;
    let answers = store::answers(tx, row.id).await?;
    let newest = newest(&answers);
    let views = questions.into_iter().map(|(slot, points, shown)| SlotView::new(slot, points, shown, newest.get(&slot).copied()));
    let views = views.collect();
    Ok(of(row, views))
}

fn of(row: attempt::Model, slots: Vec<SlotView>) -> Attempt {
    Attempt {
        id: row.id,
        quiz_id: row.quiz_id,
        module_id: row.module_id,
        unit_id: row.unit_id,
        number: row.number,
        state: State::of(&row.state),
        started_at: row.started_at,
        deadline: row.deadline,
        slots,
    }
}
