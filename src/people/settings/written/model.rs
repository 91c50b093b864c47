//! What an instruction in writing says, and what became of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, Fields};
use crate::kernel::line;

/// Longest name and function of who gave it, in characters: two full lines.
const MOST_GIVER: usize = 200;
/// Longest text, in characters: some four pages.
const MOST_TEXT: usize = 10_000;
/// Longest reason, in characters: a page.
const MOST_REASON: usize = 2_000;

/// What becomes of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InstructionAnswer)]
pub enum Answer {
    /// It is followed.
    Followed,
    /// It is held to infringe data-protection law, and waits for the customer.
    Infringes,
}

impl Answer {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Infringes => "infringes",
        }
    }

    /// The answer with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Followed, Self::Infringes].into_iter().find(|answer| answer.as_str() == word)
    }
}

/// What staff enters.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWrittenInstruction {
    /// The customer.
    pub tenant_id: Uuid,
    /// Name and function of who gave it.
    pub given_by: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// What it says, word for word.
    pub text: String,
    /// What becomes of it.
    pub answer: Answer,
    /// Why it infringes; only then.
    #[serde(default)]
    pub reason: Option<String>,
    /// The earlier instruction in writing that it takes back; only when it is followed.
    #[serde(default)]
    pub revokes: Option<Uuid>,
}

/// What was entered, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Name and function of who gave it.
    pub given_by: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// What it says.
    pub text: String,
    /// What becomes of it.
    pub answer: Answer,
    /// Why it infringes.
    pub reason: Option<String>,
    /// The objection that it is: how that one ends is decided with the change.
    pub objection_id: Option<Uuid>,
    /// The earlier one that it takes back.
    pub revokes: Option<Uuid>,
}

impl NewWrittenInstruction {
    /// Checks everything; `is_customer` says whether the tenant is one.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(self, is_customer: bool, now: DateTime<Utc>) -> Result<Written, Error> {
        let mut fields = Fields::new();
        if !is_customer {
            fields.add("tenant_id", "unknown-customer", "Choose the customer who gave the instruction.");
        }
        if self.received_at > now {
            fields.add("received_at", "not-yet", "Give the moment at which it arrived: not one in the future.");
        }
        let given_by = fields.take(line::read("given_by", &self.given_by, MOST_GIVER));
        let text = fields.take(line::said("text", &self.text, MOST_TEXT));
        let reason = match self.answer {
            Answer::Followed => None,
            Answer::Infringes => fields.take(line::said("reason", self.reason.as_deref().unwrap_or_default(), MOST_REASON)),
        };
        if self.answer == Answer::Infringes && self.revokes.is_some() {
            fields.add("revokes", "not-here", "What is not followed takes nothing back.");
        }
        fields.check()?;
        let Self { received_at, answer, revokes, .. } = self;
        match (given_by, text) {
            (Some(given_by), Some(text)) => {
                Ok(Written { given_by, received_at, text, answer, reason, objection_id: None, revokes })
            }
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// An instruction in writing.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct WrittenInstruction {
    /// The entry.
    pub id: Uuid,
    /// Name and function of who gave it.
    pub given_by: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// What it says.
    pub text: String,
    /// What becomes of it.
    pub answer: Answer,
    /// Why it infringes.
    pub reason: Option<String>,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// The earlier one that it takes back.
    pub revokes: Option<Uuid>,
    /// What took it back; it holds while this is absent.
    pub revocation: Option<Revocation>,
}

/// What took an instruction back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = InstructionRevocation)]
pub struct Revocation {
    /// The later instruction.
    pub by: Uuid,
    /// Who gave it.
    pub given_by: String,
    /// When it arrived: the earlier one holds no more since then.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_and_a_reason_belongs_to_a_no() {
        let now = DateTime::UNIX_EPOCH;
        let new = |answer, reason: Option<&str>| NewWrittenInstruction {
            tenant_id: Uuid::nil(),
            given_by: "Vida Zupan, direktorica".into(),
            received_at: now,
            text: "Delete the attempts of 2025.\n\nThank you.".into(),
            answer,
            reason: reason.map(str::to_owned),
            revokes: None,
        };
        assert_eq!(new(Answer::Followed, Some("so")).check(true, now).unwrap().reason, None);
        assert!(new(Answer::Infringes, Some("The law says to keep them.")).check(true, now).is_ok());
        let Err(Error::Invalid(wrong)) = new(Answer::Infringes, None).check(true, now) else { panic!("a no without a reason") };
        assert_eq!(wrong.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["reason"]);
        let taking_back = NewWrittenInstruction { revokes: Some(Uuid::nil()), ..new(Answer::Infringes, Some("It may not.")) };
        let Err(Error::Invalid(wrong)) = taking_back.check(true, now) else { panic!("it is not followed") };
        assert_eq!(wrong.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["revokes"]);
        let empty = NewWrittenInstruction { given_by: " ".into(), text: "\n".into(), ..new(Answer::Followed, None) };
        let early = now - chrono::Duration::seconds(1);
        let Err(Error::Invalid(wrong)) = empty.check(false, early) else { panic!("nothing is right") };
        let names: Vec<_> = wrong.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(names, ["tenant_id", "received_at", "given_by", "text"]);
    }
}
