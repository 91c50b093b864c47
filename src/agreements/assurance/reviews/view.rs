//! What customers and the operator's staff see of a meeting.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{review_action, review_meeting, review_minutes};
use serde::Serialize;
use uuid::Uuid;

use super::model::{NewAction, State};
use crate::kernel::error::Error;

/// A meeting on the measures.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Meeting {
    /// The row.
    pub id: Uuid,
    /// The calendar year in which it was asked for.
    pub year: i32,
    /// Why a second one in this year.
    pub reason: Option<String>,
    /// How far it is.
    pub state: State,
    /// What the customer wants to talk about.
    pub wishes: String,
    /// Who asked.
    pub requested_by: Uuid,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// Times that the operator proposes.
    pub proposals: Vec<DateTime<Utc>>,
    /// How many minutes it takes: as proposed while there are times to choose from, then as chosen.
    pub minutes_long: i32,
    /// Where: as proposed while there are times to choose from, then as chosen.
    pub place: Option<String>,
    /// When it starts; none while a time is sought.
    pub starts_at: Option<DateTime<Utc>>,
    /// Grows each time it is scheduled, moved or cancelled.
    pub sequence: i32,
    /// When it was said that it was held.
    pub held_at: Option<DateTime<Utc>>,
    /// Who took part.
    pub participants: Option<String>,
    /// What was said.
    pub minutes: Option<String>,
    /// When that was written: an approval names the minutes that were read by it.
    pub minuted_at: Option<DateTime<Utc>>,
    /// What the customer said on the minutes: each time who and when, then what.
    pub comment: Option<String>,
    /// When the customer approved them.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why.
    pub cancel_reason: Option<String>,
    /// What was agreed.
    pub actions: Vec<Action>,
    /// What the minutes said before they were written anew, the first ones first.
    pub earlier: Vec<Earlier>,
}

/// Minutes that were written anew.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = EarlierMinutes)]
pub struct Earlier {
    /// Counted from 1.
    pub version: i32,
    /// Who took part.
    pub participants: String,
    /// What was said.
    pub minutes: String,
    /// What was agreed.
    pub actions: Vec<NewAction>,
    /// When that was written.
    pub written_at: DateTime<Utc>,
    /// What the customer said on it.
    pub comment: Option<String>,
}

impl Earlier {
    fn of(row: &review_minutes::Model) -> Result<Self, Error> {
        Ok(Self {
            version: row.version,
            participants: row.participants.clone(),
            minutes: row.minutes.clone(),
            actions: serde_json::from_value(row.actions.clone())?,
            written_at: row.written_at,
            comment: row.comment.clone(),
        })
    }
}

/// Something that was agreed.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Action {
    /// The row.
    pub id: Uuid,
    /// What is to be done.
    pub task: String,
    /// By whom.
    pub owner: String,
    /// Until when: the beginning of that day, UTC.
    pub due_at: DateTime<Utc>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
}

/// A meeting as it is looked over, with whose it is.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Asked {
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant: String,
    /// The meeting.
    pub id: Uuid,
    /// The year.
    pub year: i32,
    /// How far it is.
    pub state: State,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it starts.
    pub starts_at: Option<DateTime<Utc>>,
    /// Whole days for which it has been waiting for the operator; none while it does not.
    pub waiting_days: Option<i64>,
    /// Of what was agreed there, how much is not done.
    pub open_actions: usize,
    /// Of that, how much is late.
    pub late_actions: usize,
}

impl Meeting {
    /// The meeting in its rows.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(
        row: review_meeting::Model,
        actions: &[review_action::Model],
        earlier: &[review_minutes::Model],
    ) -> Result<Self, Error> {
        let state = state(&row.state)?;
        let is_proposed = state == State::Proposed;
        let earlier = earlier.iter().filter(|minutes| minutes.meeting_id == row.id);
        let action = |row: &review_action::Model| Action {
            id: row.id,
            task: row.task.clone(),
            owner: row.owner.clone(),
            due_at: row.due_at,
            done_at: row.done_at,
        };
        Ok(Self {
            state,
            earlier: earlier.map(Earlier::of).collect::<Result<_, _>>()?,
            actions: actions.iter().filter(|action| action.meeting_id == row.id).map(action).collect(),
            proposals: serde_json::from_value(row.proposals)?,
            id: row.id,
            year: row.year,
            reason: row.reason,
            wishes: row.wishes,
            requested_by: row.requested_by,
            requested_at: row.requested_at,
            minutes_long: row.proposed_minutes.filter(|_| is_proposed).unwrap_or(row.minutes_long),
            place: row.proposed_place.filter(|_| is_proposed).or(row.place),
            starts_at: row.starts_at.filter(|_| state.has_time()),
            sequence: row.sequence,
            held_at: row.held_at,
            participants: row.participants,
            minutes: row.minutes,
            minuted_at: row.minuted_at,
            comment: row.comment,
            approved_at: row.approved_at,
            cancelled_at: row.cancelled_at,
            cancel_reason: row.cancel_reason,
        })
    }

    /// The days on which something is due that was agreed, now or in minutes that were written anew.
    #[must_use]
    pub fn days(&self) -> Vec<NaiveDate> {
        let now = self.actions.iter().map(|action| action.due_at.date_naive());
        now.chain(self.earlier.iter().flat_map(|earlier| &earlier.actions).filter_map(|action| action.due_on)).collect()
    }
}

/// The state in a row.
///
/// # Errors
/// When it is none.
pub fn state(word: &str) -> Result<State, Error> {
    State::parse(word).ok_or_else(|| anyhow::anyhow!("a meeting in an unknown state").into())
}
