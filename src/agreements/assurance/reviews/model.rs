//! How far a meeting is, who may ask for one when, and what minutes say.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::agreements::assurance::text::{maybe, said};
use crate::kernel::error::{Error, FieldError, Fields};

/// So many times can be proposed at once.
const MOST_PROPOSALS: usize = 5;
/// A meeting takes so many minutes.
const MINUTES: std::ops::RangeInclusive<i32> = 15..=240;
/// What a customer wants to talk about.
const MOST_WISHES: usize = 2_000;
/// Why a second meeting is wanted, or one is cancelled.
const MOST_REASON: usize = 500;
/// Where: a room or a link.
const MOST_PLACE: usize = 300;
/// Minutes are at most this long.
const MOST_MINUTES: usize = 20_000;
/// All that is said on one text of the minutes is at most this long.
const MOST_COMMENTS: usize = 20_000;
/// So many actions come out of one meeting.
const MOST_ACTIONS: usize = 20;

/// How far a meeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MeetingState)]
pub enum State {
    /// The customer has asked for it.
    Requested,
    /// The operator has proposed times.
    Proposed,
    /// The customer has chosen one.
    Scheduled,
    /// It was held.
    Held,
    /// Its minutes were written.
    Minuted,
    /// The customer has approved them.
    Approved,
    /// It will not be.
    Cancelled,
}

/// What can be done with a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Propose times, also other ones.
    Propose,
    /// Choose one.
    Choose,
    /// Ask for other times.
    AskAgain,
    /// Say that it was held.
    Hold,
    /// Write the minutes, also anew.
    Minute,
    /// Say something on them.
    Comment,
    /// Approve them.
    Approve,
    /// Cancel it.
    Cancel,
}

/// Which step leads from where to where.
const STEPS: &[(Step, &[State], State)] = &[
    (Step::Propose, &[State::Requested, State::Proposed, State::Scheduled], State::Proposed),
    (Step::Choose, &[State::Proposed], State::Scheduled),
    (Step::AskAgain, &[State::Proposed, State::Scheduled], State::Requested),
    (Step::Hold, &[State::Scheduled], State::Held),
    (Step::Minute, &[State::Held, State::Minuted], State::Minuted),
    (Step::Comment, &[State::Minuted], State::Minuted),
    (Step::Approve, &[State::Minuted], State::Approved),
    (Step::Cancel, &[State::Requested, State::Proposed, State::Scheduled], State::Cancelled),
];

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 7] =
        [Self::Requested, Self::Proposed, Self::Scheduled, Self::Held, Self::Minuted, Self::Approved, Self::Cancelled];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Proposed => "proposed",
            Self::Scheduled => "scheduled",
            Self::Held => "held",
            Self::Minuted => "minuted",
            Self::Approved => "approved",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether the step can be taken.
    #[must_use]
    pub fn may(self, step: Step) -> bool {
        self.after(step).is_ok()
    }

    /// Whether the time that was chosen holds, or did: a meeting whose time is sought anew has none meanwhile.
    #[must_use]
    pub const fn has_time(self) -> bool {
        matches!(self, Self::Scheduled | Self::Held | Self::Minuted | Self::Approved | Self::Cancelled)
    }

    /// Where the step leads.
    ///
    /// # Errors
    /// `Refused`, with what has to be done first.
    pub fn after(self, step: Step) -> Result<Self, Error> {
        let found = STEPS.iter().find(|(one, from, _)| *one == step && from.contains(&self));
        found.map(|(_, _, to)| *to).ok_or_else(|| self.refusal(step))
    }

    fn refusal(self, step: Step) -> Error {
        let (code, detail) = match (self, step) {
            (Self::Cancelled, _) => ("meeting-cancelled", "This meeting was cancelled. Ask for another one."),
            (Self::Approved, _) => ("minutes-approved", "The minutes of this meeting are approved: it is closed."),
            (Self::Requested, Step::Choose | Step::AskAgain) => ("no-times", "No times were proposed yet."),
            (Self::Scheduled, Step::Choose) => ("already-scheduled", "A time was chosen already. Ask for other times."),
            (_, Step::Hold) if !matches!(self, Self::Held | Self::Minuted) => ("not-scheduled", "Schedule the meeting first."),
            (Self::Requested | Self::Proposed | Self::Scheduled, _) => ("not-held", "The meeting was not held yet."),
            (Self::Held, Step::Comment | Step::Approve) => ("no-minutes", "There are no minutes yet."),
            _ => ("already-held", "The meeting was held already."),
        };
        Error::refused(code, detail)
    }
}

/// What a customer asks for.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = NewMeetingRequest)]
pub struct NewRequest {
    /// What it wants to talk about.
    pub wishes: String,
    /// Why a second meeting in this year, such as an incident.
    pub reason: String,
}

/// A request that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The calendar year.
    pub year: i32,
    /// What the customer wants to talk about.
    pub wishes: String,
    /// Why a second one.
    pub reason: Option<String>,
}

impl NewRequest {
    /// The request, when there have been `this_year` meetings in the year that were not cancelled.
    ///
    /// # Errors
    /// `Invalid`; `Refused` with `review-this-year` for a second one without a reason.
    pub fn check(&self, this_year: usize, now: DateTime<Utc>) -> Result<Request, Error> {
        let mut fields = Fields::new();
        let wishes = fields.take(maybe("wishes", &self.wishes, MOST_WISHES)).flatten().unwrap_or_default();
        let reason = fields.take(maybe("reason", &self.reason, MOST_REASON)).flatten();
        fields.check()?;
        match (this_year, reason) {
            (0, _) => Ok(Request { year: now.year(), wishes, reason: None }),
            (_, Some(reason)) => Ok(Request { year: now.year(), wishes, reason: Some(reason) }),
            (_, None) => Err(second()),
        }
    }
}

/// That a second meeting needs a reason.
#[must_use]
pub fn second() -> Error {
    Error::refused("review-this-year", "There is one meeting a year. For another one, say why: for example, an incident.")
}

/// Times that the operator proposes.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewProposal {
    /// When it could start.
    pub times: Vec<DateTime<Utc>>,
    /// How many minutes it takes.
    pub minutes_long: i32,
    /// Where: a room or a link.
    pub place: String,
}

impl NewProposal {
    /// The proposal, in order and each time once.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(mut self, now: DateTime<Utc>) -> Result<Self, Error> {
        let mut fields = Fields::new();
        self.times.sort_unstable();
        self.times.dedup();
        match self.times.len() {
            0 => fields.add("times", "required", "Propose at least one time."),
            many if many > MOST_PROPOSALS => fields.add("times", "too-many-times", "Propose at most 5 times."),
            _ if self.times.iter().any(|time| *time <= now) => {
                fields.add("times", "time-past", "Propose times that are to come.")
            }
            _ if self.times.iter().any(|time| *time > now + Duration::days(366)) => {
                fields.add("times", "time-far", "Propose times within a year.");
            }
            _ => {}
        }
        if !MINUTES.contains(&self.minutes_long) {
            fields.add("minutes_long", "minutes-long", "Give 15 to 240 minutes.");
        }
        self.place = fields.take(said("place", &self.place, MOST_PLACE)).unwrap_or_default();
        fields.check()?;
        Ok(self)
    }
}

/// What came out of a meeting.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewMinutes {
    /// Who took part, one on a line, as name and role.
    pub participants: String,
    /// What was said.
    pub minutes: String,
    /// What was agreed.
    pub actions: Vec<NewAction>,
}

/// Something that was agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewAction {
    /// What is to be done.
    pub task: String,
    /// By whom.
    pub owner: String,
    /// Until when.
    pub due_on: Option<NaiveDate>,
}

impl NewMinutes {
    /// The minutes as they can be kept. What was agreed is due on a day that is to come, or on one that stood there before:
    /// `days` of the minutes that are written anew.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(mut self, days: &[NaiveDate], now: DateTime<Utc>) -> Result<Self, Error> {
        let mut fields = Fields::new();
        self.participants = fields.take(said("participants", &self.participants, MOST_WISHES)).unwrap_or_default();
        self.minutes = fields.take(said("minutes", &self.minutes, MOST_MINUTES)).unwrap_or_default();
        if self.actions.len() > MOST_ACTIONS {
            fields.add("actions", "too-many-actions", "Write down at most 20 actions.");
        }
        for action in self.actions.iter_mut().take(MOST_ACTIONS) {
            action.task = fields.take(said("actions", &action.task, MOST_REASON)).unwrap_or_default();
            action.owner = fields.take(said("actions", &action.owner, 150)).unwrap_or_default();
            if action.due_on.is_none_or(|due| due < now.date_naive() && !days.contains(&due)) {
                fields.add("actions", "action-due", "Each action needs a day that is to come.");
            }
        }
        fields.check()?;
        Ok(self)
    }
}

/// The moment by which something due on a day is late: when that day begins.
#[must_use]
pub fn due_at(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// When somebody is reminded of what is due: a week before, and on the day; only what is still to come.
#[must_use]
pub fn reminders(due: DateTime<Utc>, now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let both = [due - Duration::days(7), due];
    both.into_iter().filter(|at| *at > now).collect()
}

/// Which of the two reminders of what is due belongs to a moment: the last one whose time has come.
#[must_use]
pub fn reminder_of(due: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    if now < due { due - Duration::days(7) } else { due }
}

/// When both sides are reminded of a meeting: a day before it starts, unless that is over.
#[must_use]
pub fn reminder(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Some(starts_at - Duration::days(1)).filter(|at| *at > now)
}

/// When what came to a meeting, as far as it says who is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    /// It was asked for.
    pub requested_at: DateTime<Utc>,
    /// Other times were asked for, or the last of the proposed times.
    pub waits_from: Option<DateTime<Utc>>,
    /// It starts.
    pub starts_at: Option<DateTime<Utc>>,
    /// It was held.
    pub held_at: Option<DateTime<Utc>>,
}

impl Moments {
    /// Since when the operator has had to do something; none while the customer has to, or nobody.
    #[must_use]
    pub fn waiting_since(&self, state: State, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let since = match state {
            State::Requested => Some(self.waits_from.unwrap_or(self.requested_at)),
            // Once every proposed time has passed there is nothing left to choose.
            State::Proposed => self.waits_from,
            State::Scheduled => self.starts_at,
            State::Held => self.held_at,
            State::Minuted | State::Approved | State::Cancelled => None,
        };
        since.filter(|since| *since <= now)
    }
}

/// Reads why a meeting is cancelled.
///
/// # Errors
/// The field error.
pub fn cancel_reason(text: &str) -> Result<String, FieldError> {
    said("reason", text, MOST_REASON)
}

/// Reads what a customer says on minutes.
///
/// # Errors
/// The field error.
pub fn comment(text: &str) -> Result<String, FieldError> {
    said("comment", text, MOST_WISHES)
}

/// What was said on minutes, with something more below it.
///
/// # Errors
/// `Refused` with `comments-full` when it would be longer than 20,000 characters.
pub fn below(before: Option<&str>, more: &str) -> Result<String, Error> {
    let all = before.map_or_else(|| more.to_owned(), |before| format!("{before}\n\n{more}"));
    if all.chars().count() > MOST_COMMENTS {
        let detail = "There is no room for another comment on these minutes. The operator has to write them anew first.";
        return Err(Error::refused("comments-full", detail));
    }
    Ok(all)
}

/// Whether a customer hears this year that it may ask: once the day of the workspace's opening has come round, in a year in
/// which it has not asked. Without a 29 February, on 1 March.
#[must_use]
pub fn is_due(opened: DateTime<Utc>, now: DateTime<Utc>, asked_this_year: bool) -> bool {
    let years = now.year() - opened.year();
    let day = opened.date_naive();
    let anniversary = day.with_year(now.year()).or_else(|| NaiveDate::from_ymd_opt(now.year(), 3, 1));
    !asked_this_year && years >= 1 && anniversary.is_some_and(|anniversary| anniversary <= now.date_naive())
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
