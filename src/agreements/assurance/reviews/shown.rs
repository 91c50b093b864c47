//! A meeting in words, for both sides.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::{NewAction, State, due_at};
use super::view::{Action, Earlier, Meeting};
use crate::kernel::html::{Shell, Tone};
use crate::kernel::i18n::Texts;

/// The tone and the name of a state.
pub fn state_of(texts: Texts, state: State) -> (Tone, String) {
    let (tone, key) = match state {
        State::Requested => (Tone::Info, "reviews-state-requested"),
        State::Proposed => (Tone::Warn, "reviews-state-proposed"),
        State::Scheduled => (Tone::Info, "reviews-state-scheduled"),
        State::Held => (Tone::Info, "reviews-state-held"),
        State::Minuted => (Tone::Warn, "reviews-state-minuted"),
        State::Approved => (Tone::Ok, "reviews-state-approved"),
        State::Cancelled => (Tone::None, "reviews-state-cancelled"),
    };
    (tone, texts.t(key))
}

/// Something that was agreed.
pub struct ActionShown {
    /// The row.
    pub id: Uuid,
    /// What is to be done.
    pub task: String,
    /// By whom.
    pub owner: String,
    /// Until when.
    pub due: String,
    /// Its tone.
    pub tone: Tone,
    /// Whether it is done, open or late.
    pub state: String,
    /// Whether it can be marked as done.
    pub ends: bool,
}

/// What was agreed, in words; it can be ended once the minutes are approved.
pub fn agreed(shell: &Shell, meeting: &Meeting, now: DateTime<Utc>, may: bool) -> Vec<ActionShown> {
    let one = |action: &Action| {
        let is_late = action.due_at + chrono::Duration::days(1) <= now;
        let (tone, key) = match (action.done_at.is_some(), is_late) {
            (true, _) => (Tone::Ok, "reviews-action-done"),
            (false, true) => (Tone::Bad, "reviews-action-late"),
            (false, false) => (Tone::Info, "reviews-action-open"),
        };
        ActionShown {
            id: action.id,
            task: action.task.clone(),
            owner: action.owner.clone(),
            due: shell.date(action.due_at),
            tone,
            state: shell.t(key),
            ends: may && meeting.state == State::Approved && action.done_at.is_none(),
        }
    };
    meeting.actions.iter().map(one).collect()
}

/// The facts beside a meeting.
pub fn facts(shell: &Shell, meeting: &Meeting) -> Vec<(String, String)> {
    let mut facts = vec![(shell.t("reviews-requested"), shell.moment_here(meeting.requested_at))];
    facts.extend(meeting.starts_at.map(|at| (shell.t("reviews-starts"), shell.moment_here(at))));
    if meeting.place.is_some() {
        let minutes = shell.tn("reviews-minutes-long", meeting.minutes_long);
        facts.push((shell.t("reviews-length"), minutes));
    }
    facts.extend(meeting.place.clone().map(|place| (shell.t("reviews-place"), place)));
    facts.extend(meeting.approved_at.map(|at| (shell.t("reviews-approved"), shell.moment_here(at))));
    let texts = [
        ("reviews-wishes", Some(meeting.wishes.clone()).filter(|wishes| !wishes.is_empty())),
        ("reviews-reason", meeting.reason.clone()),
        ("reviews-cancel-reason", meeting.cancel_reason.clone()),
    ];
    facts.extend(texts.into_iter().filter_map(|(key, text)| Some((shell.t(key), text?))));
    facts
}

/// Minutes that were written anew.
pub struct EarlierShown {
    /// What it is, with its day.
    pub title: String,
    /// What was said.
    pub minutes: String,
    /// Who took part.
    pub participants: String,
    /// What was agreed: what, who and by when.
    pub actions: Vec<String>,
    /// What the customer said on it.
    pub remarks: String,
}

/// What the minutes said before they were written anew, in words.
pub fn earlier(shell: &Shell, meeting: &Meeting) -> Vec<EarlierShown> {
    let action = |one: &NewAction| {
        let due = one.due_on.map(|day| shell.texts.date(due_at(day))).unwrap_or_default();
        format!("{} ({}, {due})", one.task, one.owner)
    };
    let one = |earlier: &Earlier| EarlierShown {
        title: shell.ta("reviews-minutes-earlier", &[("at", &shell.moment_here(earlier.written_at))]),
        minutes: earlier.minutes.clone(),
        participants: earlier.participants.clone(),
        actions: earlier.actions.iter().map(action).collect(),
        remarks: earlier.comment.clone().unwrap_or_default(),
    };
    meeting.earlier.iter().map(one).collect()
}
