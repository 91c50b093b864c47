//! How an attempt ended, for its learner; the details of each question are in `review`.

use chrono::{DateTime, Utc};
use entity::attempt;
use serde::Serialize;
use uuid::Uuid;

use super::finish::{self, Finished};
use super::model::{Standing, State, percent, points};
use super::policy::Learn;
use super::review::{self, Reviewed};
use super::store;
use super::view::Taken;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::certificates;

/// How an attempt ended.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AttemptResult)]
pub struct ResultView {
    /// The attempt.
    pub attempt_id: Uuid,
    /// The quiz.
    pub quiz_id: Uuid,
    /// The module.
    pub module_id: Uuid,
    /// The unit.
    pub unit_id: Uuid,
    /// The first, second and so on of this person at this quiz.
    pub number: i32,
    /// Where it is in its life.
    pub state: State,
    /// Points reached.
    pub score: f64,
    /// Points there are.
    pub max_score: f64,
    /// Share of the points reached, in percent, rounded down.
    pub percent: i64,
    /// Share of the points that was needed, in percent.
    pub pass_percent: i32,
    /// Whether it was enough.
    pub passed: bool,
    /// The certificate of the module, once every unit is finished and every quiz passed.
    pub certificate_id: Option<Uuid>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// Whether the time ran out.
    pub ran_out: bool,
}

/// How an attempt of the caller ended, with what the review after the end shows of each question.
///
/// # Errors
/// `NotFound` for an attempt that is not the caller's, `Refused` with `attempt-open` before its end.
pub async fn result(caller: &Authorized<Learn>, id: Uuid) -> Result<Reviewed, Error> {
    let tx = caller.read().await?;
    let row = own(&tx, caller, id).await?;
    if let Standing::RanOut(_) = Standing::at(tx.now(), State::of(&row.state), row.deadline) {
        drop(tx);
        finish::expire(caller, id).await?;
        let tx = caller.read().await?;
        return review::of(&tx, &own(&tx, caller, id).await?).await;
    }
    review::of(&tx, &row).await
}

/// The attempt, if it is the caller's own.
pub async fn own(tx: &TenantTx, caller: &Authorized<Learn>, id: Uuid) -> Result<attempt::Model, Error> {
    store::find(tx, id).await?.filter(|row| row.user_id == caller.session().user_id).ok_or(Error::NotFound)
}

/// The result of an attempt that has ended.
///
/// # Errors
/// `Refused` with `attempt-open` before its end.
pub async fn of(tx: &TenantTx, row: &attempt::Model) -> Result<ResultView, Error> {
    let (Some(at), Some(score_micro), Some(passed)) = (row.finished_at, row.score_micro, row.passed) else {
        return Err(Error::refused("attempt-open", "This attempt has not ended. Hand it in first."));
    };
    let certificate = if passed { certificates::of_person(tx, row.user_id, row.module_id).await? } else { None };
    let certificate_id = certificate.map(|certificate| certificate.id);
    of_finished(row, &Finished { at, score_micro, passed, certificate_id })
}

/// The result as it was just written down.
pub fn of_finished(row: &attempt::Model, finished: &Finished) -> Result<ResultView, Error> {
    Ok(ResultView {
        attempt_id: row.id,
        quiz_id: row.quiz_id,
        module_id: row.module_id,
        unit_id: row.unit_id,
        number: row.number,
        state: State::Finished,
        score: points(finished.score_micro),
        max_score: points(row.max_micro),
        percent: percent(finished.score_micro, row.max_micro),
        pass_percent: store::rules(row)?.settings.pass_percent,
        passed: finished.passed,
        certificate_id: finished.certificate_id,
        started_at: row.started_at,
        finished_at: finished.at,
        ran_out: row.deadline == Some(finished.at),
    })
}

/// Everything a person has begun, the newest first, for whoever may see their progress: results, never answers.
///
/// # Errors
/// When the database fails.
pub async fn of_people(tx: &TenantTx, user_id: Uuid) -> Result<Vec<Taken>, Error> {
    Ok(store::of_person(tx, user_id).await?.iter().map(|row| store::taken(tx.now(), row)).collect())
}
