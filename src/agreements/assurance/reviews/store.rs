//! Queries of meetings, actions and reminders.

use chrono::{DateTime, Utc};
use entity::{review_action, review_meeting, review_reminder};
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set};
use uuid::Uuid;

use super::model::{NewMinutes, NewProposal, Request, State, due_at};
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// So many meetings are looked over at once, the latest.
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

pub async fn set_proposal(tx: &TenantTx, id: Uuid, state: State, new: &NewProposal) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel {
        proposals: Set(serde_json::to_value(&new.times)?),
        minutes_long: Set(new.minutes_long),
        place: Set(Some(new.place.clone())),
        ..changed(id, state)
    })
    .await
}

pub async fn set_scheduled(tx: &TenantTx, id: Uuid, state: State, at: DateTime<Utc>, sequence: i32) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel { starts_at: Set(Some(at)), sequence: Set(sequence), ..changed(id, state) }).await
}

pub async fn set_held(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    tx.update(review_meeting::ActiveModel { held_at: Set(Some(tx.now())), ..changed(id, state) }).await
}

/// Writes the minutes, and what was agreed, anew.
pub async fn set_minutes(tx: &TenantTx, id: Uuid, state: State, new: NewMinutes, by: Uuid) -> Result<(), Error> {
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
}

/// What the operator looks over of what was agreed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SurveyedAction {
    pub meeting_id: Uuid,
    pub due_at: DateTime<Utc>,
}

/// The meetings of all customers, the latest first.
pub async fn survey(survey: &Survey) -> Result<Vec<Surveyed>, Error> {
    survey
        .of::<review_meeting::Entity, _>(|rows| rows.order_by_desc(review_meeting::Column::RequestedAt).limit(MOST_SURVEYED))
        .await
}

/// What was agreed anywhere and is not done.
pub async fn survey_actions(survey: &Survey) -> Result<Vec<SurveyedAction>, Error> {
    survey.of::<review_action::Entity, _>(|rows| rows.filter(review_action::Column::DoneAt.is_null())).await
}

/// Whose meeting it is.
pub async fn owner(survey: &Survey, id: Uuid) -> Result<Uuid, Error> {
    let rows: Vec<Surveyed> =
        survey.of::<review_meeting::Entity, _>(|rows| rows.filter(review_meeting::Column::Id.eq(id)).limit(1)).await?;
    rows.first().map(|row| row.tenant_id).ok_or(Error::NotFound)
}
