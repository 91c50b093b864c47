//! The end of an attempt: handed in, or out of time. It is graded, written down and certified in one transaction, once.

use chrono::{DateTime, Utc};
use entity::attempt;
use uuid::Uuid;

use super::events::Event;
use super::model::{Standing, State, fraction, newest};
use super::policy::Learn;
use super::result::{self, ResultView};
use super::store;
use crate::kernel::authz::{Authorized, Permission};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::quizzes::Score;
use crate::learning::records::{self, Step};
use crate::learning::{certificates, modules};

/// Hands an attempt in. Doing it twice is doing it once: the second time says how the first one ended.
///
/// # Errors
/// `NotFound` for an attempt that is not the caller's.
pub async fn submit(caller: &Authorized<Learn>, id: Uuid) -> Result<ResultView, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?.filter(|row| row.user_id == caller.session().user_id).ok_or(Error::NotFound)?;
    let standing = Standing::at(tx.now(), State::of(&row.state), row.deadline);
    let at = match standing {
        Standing::Ended => return result::of(&tx, &row).await,
        Standing::RanOut(deadline) => deadline,
        // In the seconds of grace it was handed in at the deadline, as the learner's clock said.
        Standing::Open => row.deadline.map_or(tx.now(), |deadline| deadline.min(tx.now())),
    };
    let finished = end(&tx, &row, at).await?;
    let view = result::of_finished(&row, &finished)?;
    let (attempt_id, user_id, passed) = (id, row.user_id, finished.passed);
    tx.commit(match standing {
        Standing::RanOut(_) => Event::Expired { attempt_id, user_id, passed },
        _ => Event::Submitted { attempt_id, user_id, passed },
    })
    .await?;
    Ok(view)
}

/// Ends an attempt of the caller whose time is over. Whoever finds one calls this before going on.
///
/// # Errors
/// When the database fails.
pub async fn expire<P: Permission>(caller: &Authorized<P>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    expire_found(tx, id).await
}

/// Ends the attempt if its time is over, and commits.
pub async fn expire_found(tx: TenantTx, id: Uuid) -> Result<(), Error> {
    let Some(row) = store::hold(&tx, id).await? else { return Ok(()) };
    let Standing::RanOut(deadline) = Standing::at(tx.now(), State::of(&row.state), row.deadline) else { return Ok(()) };
    let finished = end(&tx, &row, deadline).await?;
    tx.commit(Event::Expired { attempt_id: id, user_id: row.user_id, passed: finished.passed }).await
}

/// Ends the attempt at its deadline; the caller commits.
pub async fn expire_in(tx: &TenantTx, id: Uuid, deadline: DateTime<Utc>) -> Result<(), Error> {
    let row = store::hold(tx, id).await?.ok_or(Error::NotFound)?;
    let finished = end(tx, &row, deadline).await?;
    tx.note(Event::Expired { attempt_id: id, user_id: row.user_id, passed: finished.passed }).await
}

/// How an attempt ended.
pub struct Finished {
    /// When.
    pub at: DateTime<Utc>,
    /// What was reached, in micropoints.
    pub score_micro: i64,
    /// Whether that was enough.
    pub passed: bool,
    /// The certificate, when the module is proven.
    pub certificate_id: Option<Uuid>,
}

/// Grades every question by the key that was frozen at the start, and writes it down.
async fn end(tx: &TenantTx, row: &attempt::Model, at: DateTime<Utc>) -> Result<Finished, Error> {
    let rules = store::rules(row)?;
    let slots = store::slots(tx, row.id).await?;
    let keys = store::keys(&slots)?;
    let answers = store::answers(tx, row.id).await?;
    let newest = newest(&answers);
    let (mut score, mut worth) = (Score::default(), 0);
    for slot in &slots {
        score.add(slot.points, fraction(keys.get(&slot.slot), newest.get(&slot.slot).copied()));
        worth += slot.points;
    }
    let passed = score.reaches(rules.settings.pass_percent, worth);
    store::set_finished(tx, row.id, at, score.micro(), passed).await?;
    let step = Step { unit_id: row.unit_id, finishes: passed, percent: Some(score.percent(worth)), at };
    let certificate_id = write_down(tx, row, rules.version, step).await?;
    Ok(Finished { at, score_micro: score.micro(), passed, certificate_id })
}

/// Brings the result into the person's progress; the module's certificate follows once, when it is finished and passed, and
/// names the version that the attempt was begun with.
async fn write_down(tx: &TenantTx, row: &attempt::Model, version: i32, step: Step) -> Result<Option<Uuid>, Error> {
    let Some(publication) = modules::published(tx, row.module_id).await? else { return Ok(None) };
    let outcome = records::step(tx, row.user_id, &publication, step).await?;
    if outcome.proven_now {
        return Ok(Some(certificates::award(tx, row.user_id, (row.module_id, version), row.id).await?));
    }
    if !(step.finishes && outcome.record.is_proven()) {
        return Ok(None);
    }
    Ok(certificates::of_person(tx, row.user_id, row.module_id).await?.map(|certificate| certificate.id))
}
