//! Queries of meetings, actions and reminders.

use chrono::{DateTime, Utc};
use entity::{review_action, review_meeting, review_minutes, review_reminder};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set};
use uuid::Uuid;

use super::model::{Moments, NewAction, NewMinutes, NewProposal, Request, State, due_at};
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// So many meetings are looked over at once: those that wait for the operator come first.
const MOST_SURVEYED: u64 = 500;

pub async fn insert(tx: &TenantTx, request: Request) -> Result<review_meeting::Model, Error> {
    let row = review_meeting::ActiveModel {
        id: Set(tx.new_id()?),
        year: Set(request.year),
        reason: Set(request.reason),
        state: Set(State::Requested.as_str().to_owned()),
        wishes: Set(request.wishes),
        requested_by: Set(tx.person()?),
        requested_at: Set(tx.now()),
        proposals: Set(serde_json::Value::Array(Vec::new())),
        minutes_long: Set(60),
        sequence: Set(0),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<review_meeting::Model, Error> {
    tx.rows::<review_meeting::Entity>().by_id(id).await
}

/// The meeting, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<review_meeting::Model, Error> {
    tx.rows::<review_meeting::Entity>().locked().by_id(id).await
}

/// The meetings of this tenant, the newest first.
pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<review_meeting::Model>, Error> {
    page::read(tx, tx.rows::<review_meeting::Entity>(), Sort::Newest, paging, "reviews").await
}

/// How many meetings of a year there are that were not cancelled.
pub async fn of_year(tx: &TenantTx, year: i32) -> Result<usize, Error> {
    let rows = tx.rows::<review_meeting::Entity>().filter(review_meeting::Column::Year.eq(year));
    let count = rows.filter(review_meeting::Column::State.ne(State::Cancelled.as_str())).count().await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

fn changed(id: Uuid, state: State) -> review_meeting::ActiveModel {
    review_meeting::ActiveModel { id: Set(id), state: Set(state.as_str().to_owned()), ..Default::default() }
}

/// Keeps a proposal. Place and length come to the meeting with the time that is chosen: until then the invitation that is out
/// says what it said.
pub async fn set_proposal(tx: &TenantTx, id: Uuid, state: State, new: &NewProposal) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel {
        proposals: Set(serde_json::to_value(&new.times)?),
        proposed_minutes: Set(Some(new.minutes_long)),
        proposed_place: Set(Some(new.place.clone())),
        waits_from: Set(new.times.last().copied()),
        ..changed(id, state)
    })
    .await
}

/// Other times are wanted: what was proposed is over.
pub async fn set_asked_again(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel {
        proposals: Set(serde_json::Value::Array(Vec::new())),
        proposed_minutes: Set(None),
        proposed_place: Set(None),
        waits_from: Set(Some(tx.now())),
        ..changed(id, state)
    })
    .await
}

pub async fn set_scheduled(
    tx: &TenantTx,
    row: &review_meeting::Model,
    state: State,
    at: DateTime<Utc>,
    sequence: i32,
) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel {
        starts_at: Set(Some(at)),
        sequence: Set(sequence),
        minutes_long: Set(row.proposed_minutes.unwrap_or(row.minutes_long)),
        place: Set(row.proposed_place.clone().or_else(|| row.place.clone())),
        ..changed(row.id, state)
    })
    .await
}

pub async fn set_held(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel { held_at: Set(Some(tx.now())), ..changed(id, state) }).await
}

/// Keeps minutes as they are, with what the customer said on them, before they are written anew.
async fn keep_minutes(tx: &TenantTx, row: &review_meeting::Model) -> Result<(), Error> {
    let (Some(minutes), Some(written_at)) = (&row.minutes, row.minuted_at) else { return Ok(()) };
    let kept = tx.rows::<review_minutes::Entity>().filter(review_minutes::Column::MeetingId.eq(row.id)).count().await?;
    let agreed: Vec<NewAction> = actions(tx, &[row.id]).await?.into_iter().map(agreed).collect();
    tx.insert(review_minutes::ActiveModel {
        id: Set(tx.new_id()?),
        meeting_id: Set(row.id),
        version: Set(i32::try_from(kept + 1).unwrap_or(i32::MAX)),
        participants: Set(row.participants.clone().unwrap_or_default()),
        minutes: Set(minutes.clone()),
        actions: Set(serde_json::to_value(agreed)?),
        written_by: Set(row.minuted_by),
        written_at: Set(written_at),
        comment: Set(row.comment.clone()),
        ..Default::default()
    })
    .await?;
    Ok(())
}

fn agreed(row: review_action::Model) -> NewAction {
    NewAction { task: row.task, owner: row.owner, due_on: Some(row.due_at.date_naive()) }
}

/// What the minutes of some meetings said before they were written anew, in order.
pub async fn earlier(tx: &TenantTx, meetings: &[Uuid]) -> Result<Vec<review_minutes::Model>, Error> {
    let rows = tx.rows::<review_minutes::Entity>().among(review_minutes::Column::MeetingId, meetings.iter().copied());
    rows.ascending(review_minutes::Column::Version).all().await
}

/// Writes the minutes, and what was agreed, anew; what they said before stays.
pub async fn set_minutes(
    tx: &TenantTx,
    row: &review_meeting::Model,
    state: State,
    new: NewMinutes,
    by: Uuid,
) -> Result<(), Error> {
    keep_minutes(tx, row).await?;
    let id = row.id;
    tx.rows::<review_action::Entity>().filter(review_action::Column::MeetingId.eq(id)).delete().await?;
    let mut rows = Vec::with_capacity(new.actions.len());
    for (place, action) in (1..).zip(new.actions) {
        rows.push(review_action::ActiveModel {
            id: Set(tx.new_id()?),
            meeting_id: Set(id),
            place: Set(place),
            task: Set(action.task),
            owner: Set(action.owner),
            due_at: Set(action.due_on.map_or(tx.now(), due_at)),
            reminded_at: Set(None),
            done_at: Set(None),
            done_by: Set(None),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await?;
    tx.update(review_meeting::ActiveModel {
        participants: Set(Some(new.participants)),
        minutes: Set(Some(new.minutes)),
        minuted_by: Set(Some(by)),
        minuted_at: Set(Some(tx.now())),
        comment: Set(None),
        ..changed(id, state)
    })
    .await
}

pub async fn set_comment(tx: &TenantTx, id: Uuid, state: State, comment: String) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel { comment: Set(Some(comment)), ..changed(id, state) }).await
}

pub async fn set_approved(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    let (by, at) = (Set(Some(tx.person()?)), Set(Some(tx.now())));
    tx.update(review_meeting::ActiveModel { approved_by: by, approved_at: at, ..changed(id, state) }).await
}

pub async fn set_cancelled(tx: &TenantTx, id: Uuid, state: State, reason: String, sequence: i32) -> Result<(), Error> {
    let (at, reason) = (Set(Some(tx.now())), Set(Some(reason)));
    let row =
        review_meeting::ActiveModel { cancelled_at: at, cancel_reason: reason, sequence: Set(sequence), ..changed(id, state) };
    tx.update(row).await
}

/// What was agreed in some meetings, in order.
pub async fn actions(tx: &TenantTx, meetings: &[Uuid]) -> Result<Vec<review_action::Model>, Error> {
    let rows = tx.rows::<review_action::Entity>().among(review_action::Column::MeetingId, meetings.iter().copied());
    rows.ascending(review_action::Column::Place).all().await
}

/// What was agreed in this meeting, held until the end of the transaction.
pub async fn hold_action(tx: &TenantTx, meeting: Uuid, id: Uuid) -> Result<review_action::Model, Error> {
    tx.rows::<review_action::Entity>().filter(review_action::Column::MeetingId.eq(meeting)).locked().by_id(id).await
}

pub async fn set_done(tx: &TenantTx, action: Uuid, by: Uuid) -> Result<(), Error> {
    let (at, by) = (Set(Some(tx.now())), Set(Some(by)));
    tx.update(review_action::ActiveModel { id: Set(action), done_at: at, done_by: by, ..Default::default() }).await
}

pub async fn set_reminded(tx: &TenantTx, action: Uuid) -> Result<(), Error> {
    tx.update(review_action::ActiveModel { id: Set(action), reminded_at: Set(Some(tx.now())), ..Default::default() }).await
}

/// Whether a reminder of this period was sent.
pub async fn is_reminded(tx: &TenantTx, period: i32) -> Result<bool, Error> {
    Ok(tx.rows::<review_reminder::Entity>().filter(review_reminder::Column::Period.eq(period)).count().await? > 0)
}

/// Enters the reminder of a period, once; says whether it was not there.
pub async fn insert_reminder(tx: &TenantTx, period: i32) -> Result<bool, Error> {
    let (id, sent_at) = (Set(tx.new_id()?), Set(tx.now()));
    tx.insert_new(review_reminder::ActiveModel { id, period: Set(period), sent_at, ..Default::default() }).await
}

/// What the operator looks over of a meeting: no word of a customer.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Surveyed {
    pub tenant_id: Uuid,
    pub id: Uuid,
    pub year: i32,
    pub state: String,
    pub requested_at: DateTime<Utc>,
    pub starts_at: Option<DateTime<Utc>>,
    pub held_at: Option<DateTime<Utc>>,
    pub waits_from: Option<DateTime<Utc>>,
}

impl Surveyed {
    /// When what came to it.
    pub fn moments(&self) -> Moments {
        let Self { requested_at, waits_from, starts_at, held_at, .. } = *self;
        Moments { requested_at, waits_from, starts_at, held_at }
    }
}

/// What the operator looks over of what was agreed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SurveyedAction {
    pub meeting_id: Uuid,
    pub due_at: DateTime<Utc>,
}

/// The meetings of all customers: those that wait for the operator, or will unless the customer comes first, the longest waiting
/// before the others; then the rest, the latest first.
pub async fn survey(survey: &Survey) -> Result<Vec<Surveyed>, Error> {
    use review_meeting::Column;
    survey
        .of::<review_meeting::Entity, _>(|rows| {
            rows.order_by_desc(is_in(&[State::Requested, State::Proposed, State::Scheduled, State::Held]))
                .order_by_asc(since())
                .order_by_desc(Column::RequestedAt)
                .limit(MOST_SURVEYED)
        })
        .await
}

fn is_in(states: &[State]) -> Expr {
    review_meeting::Column::State.is_in(states.iter().map(|state| state.as_str()))
}

/// From when on a meeting waits for the operator, as [`Moments::waiting_since`] says.
fn since() -> Expr {
    use review_meeting::Column;
    use sea_orm::sea_query::ExprTrait as _;
    let asked = Expr::col(Column::WaitsFrom).if_null(Expr::col(Column::RequestedAt));
    Expr::case(is_in(&[State::Requested]), asked)
        .case(is_in(&[State::Proposed]), Expr::col(Column::WaitsFrom))
        .case(is_in(&[State::Scheduled]), Expr::col(Column::StartsAt))
        .case(is_in(&[State::Held]), Expr::col(Column::HeldAt))
        .into()
}

/// What was agreed anywhere and is not done.
pub async fn survey_actions(survey: &Survey) -> Result<Vec<SurveyedAction>, Error> {
    survey.of::<review_action::Entity, _>(|rows| rows.filter(review_action::Column::DoneAt.is_null())).await
}

/// The last meeting that was held, and how much of what was agreed and approved is not done.
pub async fn last_held(tx: &TenantTx) -> Result<Option<(DateTime<Utc>, u64)>, Error> {
    let held = tx.rows::<review_meeting::Entity>().filter(review_meeting::Column::HeldAt.is_not_null());
    let last = held.descending(review_meeting::Column::HeldAt).limit(1).one().await?;
    let Some(held_at) = last.and_then(|row| row.held_at) else { return Ok(None) };
    let approved = tx.rows::<review_meeting::Entity>();
    let approved = approved.filter(review_meeting::Column::State.eq(State::Approved.as_str()));
    let open = tx.rows::<review_action::Entity>().filter(review_action::Column::DoneAt.is_null());
    let open = open.among_rows(review_action::Column::MeetingId, approved, review_meeting::Column::Id).count().await?;
    Ok(Some((held_at, open)))
}

/// Whose meeting it is.
pub async fn owner(survey: &Survey, id: Uuid) -> Result<Uuid, Error> {
    let rows: Vec<Surveyed> =
        survey.of::<review_meeting::Entity, _>(|rows| rows.filter(review_meeting::Column::Id.eq(id)).limit(1)).await?;
    rows.first().map(|row| row.tenant_id).ok_or(Error::NotFound)
}
