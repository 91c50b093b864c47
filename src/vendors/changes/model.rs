//! Changes of the register of sub-processors: what may be changed, how far a change has come, and who may say so (M-5.6, M-6.2).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock::Earliest;
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::line;

/// An explanation is at most this long.
pub(super) const MOST_REASON: usize = 2_000;

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChangeKind)]
pub enum Kind {
    /// A vendor joins.
    Add,
    /// A vendor takes another one's place.
    Replace,
    /// A vendor processes elsewhere.
    Location,
    /// A vendor does something else, or sees other data.
    Purpose,
    /// Data go to a vendor on another ground.
    Transfer,
    /// A vendor leaves.
    Remove,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Add, Self::Replace, Self::Location, Self::Purpose, Self::Transfer, Self::Remove];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Replace => "replace",
            Self::Location => "location",
            Self::Purpose => "purpose",
            Self::Transfer => "transfer",
            Self::Remove => "remove",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether it concerns a vendor that stands in the register.
    #[must_use]
    pub const fn names_a_vendor(self) -> bool {
        !matches!(self, Self::Add)
    }

    /// Whether a vendor joins by it.
    #[must_use]
    pub const fn brings_a_vendor(self) -> bool {
        matches!(self, Self::Add | Self::Replace)
    }

    /// Whether it says what a vendor will be.
    #[must_use]
    pub const fn proposes(self) -> bool {
        !matches!(self, Self::Remove)
    }
}

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChangeState)]
pub enum State {
    /// It is being written; nobody outside knows of it.
    Draft,
    /// A second person found it complete and right.
    Reviewed,
    /// A second person sent it back.
    Rejected,
    /// Every customer was told; the clocks run.
    Noticed,
    /// It holds.
    Active,
    /// It will not be.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Draft, Self::Reviewed, Self::Rejected, Self::Noticed, Self::Active, Self::Withdrawn];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Rejected => "rejected",
            Self::Noticed => "noticed",
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether its text may still be changed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Rejected)
    }
}

/// What a second person says of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReviewDecision)]
pub enum Decision {
    /// It is complete and right.
    Approved,
    /// It goes back to its author.
    Rejected,
}

impl Decision {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }
}

/// A review as it is sent.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// What the second person says.
    pub decision: Decision,
    /// `revision` of the draft that was read: a review counts for nothing else. Without it, the one that stands there now.
    #[serde(default)]
    pub revision: Option<i32>,
    /// What was looked at, or what is missing.
    #[serde(default)]
    pub note: String,
}

impl NewReview {
    /// The note, and that the review is one of the draft as it stands.
    ///
    /// # Errors
    /// `Invalid` for a rejection without a word and a note that is too long; `Refused` with `draft-changed`.
    pub fn of(self, revision: i32) -> Result<String, Error> {
        let mut fields = Fields::new();
        let note = match self.note.trim().is_empty() && self.decision == Decision::Approved {
            true => Some(String::new()),
            false => fields.take(said("note", &self.note)),
        };
        fields.check()?;
        if self.revision.is_some_and(|read| read != revision) {
            let detail = "The draft was written anew since you read it. Read it as it stands, and review that.";
            return Err(Error::refused("draft-changed", detail));
        }
        Ok(note.unwrap_or_default())
    }
}

/// How a review changes a draft.
///
/// # Errors
/// `Refused` with `own-draft`, `not-a-draft` or `already-reviewed`.
pub fn review(
    state: State,
    emergency: bool,
    author: Uuid,
    by: Uuid,
    approved_by: &[Uuid],
    decision: Decision,
) -> Result<State, Error> {
    if state != State::Draft {
        return Err(Error::refused("not-a-draft", "Only a draft is reviewed; this change has gone on."));
    }
    if author == by {
        return Err(Error::refused("own-draft", "A second person reviews: nobody reviews what they wrote."));
    }
    if approved_by.contains(&by) {
        return Err(Error::refused("already-reviewed", "You have approved this draft. An emergency needs one more person."));
    }
    let needed = if emergency { 2 } else { 1 };
    Ok(match decision {
        Decision::Rejected => State::Rejected,
        Decision::Approved if approved_by.len() + 1 >= needed => State::Reviewed,
        Decision::Approved => State::Draft,
    })
}

/// Where the clock of one customer stands.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// When the notice ends.
    pub earliest: Earliest,
    /// Whether the notice stands in the customer's workspace.
    pub is_told: bool,
    /// Whether at least one contact was reached.
    pub is_reached: bool,
    /// Whether an objection waits for its outcome.
    pub has_objection: bool,
}

/// Answers whether a change may start for every customer whose clock counts. Nobody waits for a customer of whom nobody was
/// reached, or one dead address would keep it from all others: there it is not in force ([`holds_for`]) until somebody was
/// reached and the days have run from then.
///
/// # Errors
/// `TooEarly` with `notice-too-short` and the moment; `Refused` with `not-noticed`, `already-active`,
/// `notice-under-way` or `objection-open`.
pub fn may_start(state: State, emergency: bool, clocks: &[Clock], now: DateTime<Utc>) -> Result<(), Error> {
    match state {
        State::Noticed => {}
        State::Active => return Err(Error::refused("already-active", "This change holds already.")),
        _ => return Err(Error::refused("not-noticed", "Tell the customers first: a change starts after its notice.")),
    }
    let last = clocks.iter().map(|clock| clock.earliest).max();
    if let Some(earliest) = last.filter(|earliest| !emergency && now < earliest.at()) {
        let detail = "The notice still runs. Start the change when it has ended for every customer.";
        return Err(Error::TooEarly { code: "notice-too-short", detail: detail.to_owned(), earliest: earliest.at() });
    }
    if clocks.iter().any(|clock| !clock.is_told) {
        return Err(Error::refused("notice-under-way", "Notices are still on their way to customers. Try again in a moment."));
    }
    match clocks.iter().filter(|clock| clock.has_objection).count() {
        0 => Ok(()),
        waiting => Err(objection_open(waiting)),
    }
}

/// That nothing starts while objections wait, or while what follows from their outcome is not done.
#[must_use]
pub fn objection_open(waiting: usize) -> Error {
    Error::refused("objection-open", format!("Objections wait for their outcome: {waiting}. Answer them first."))
}

/// Answers whether a change that has started holds for one customer: its own notice has ended, somebody there was reached and
/// no objection is open. An objection that was filed before this is asked keeps the change away, however late it was.
#[must_use]
pub fn holds_for(emergency: bool, clock: &Clock, now: DateTime<Utc>) -> bool {
    clock.is_told && clock.is_reached && !clock.has_objection && (emergency || clock.earliest.at() <= now)
}

/// How an objection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The operator gives the change up: it is withdrawn for everybody.
    VendorDropped,
    /// This customer's data do not go to the vendor.
    ConfiguredWithout,
    /// The customer took the objection back.
    ObjectionWithdrawn,
    /// The customer leaves the part of the service that needs the vendor.
    CustomerLeaves,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::VendorDropped, Self::ConfiguredWithout, Self::ObjectionWithdrawn, Self::CustomerLeaves];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VendorDropped => "vendor_dropped",
            Self::ConfiguredWithout => "configured_without",
            Self::ObjectionWithdrawn => "objection_withdrawn",
            Self::CustomerLeaves => "customer_leaves",
        }
    }

    /// The outcome with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }

    /// Whether the vendor is not used for this customer.
    #[must_use]
    pub const fn leaves_out(self) -> bool {
        matches!(self, Self::ConfiguredWithout | Self::CustomerLeaves)
    }
}

/// An objection as it is sent.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewObjection {
    /// Why the customer does not want the change.
    pub grounds: String,
}

/// An objection that came in writing, as the operator's staff enters it.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenObjection {
    /// The customer.
    pub tenant_id: Uuid,
    /// When it arrived: whether it came in time is counted from then.
    pub received_at: DateTime<Utc>,
    /// Why the customer does not want the change, in its words.
    pub grounds: String,
}

/// The answer to an objection.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// The customer.
    pub tenant_id: Uuid,
    /// How it ended; only the customer takes an objection back.
    pub outcome: Outcome,
    /// What the customer is told.
    pub answer: String,
}

/// A text that must say something, at most 2,000 characters.
///
/// # Errors
/// The field error.
pub fn said(field: &str, text: &str) -> Result<String, FieldError> {
    line::said(field, text, MOST_REASON)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
