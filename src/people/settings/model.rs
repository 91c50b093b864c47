//! What an instruction is, and what the AI switch says.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The subject of instructions about AI.
pub const AI: &str = "ai";

/// What an instruction can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Whether AI may be used: `{"enabled": true}`.
    Ai,
    /// Whether people sign in through the customer's own directory: `{"enabled": true}`.
    Sso,
    /// How long a kind of data is kept: `{"category": "…", "period": "P2Y"}`.
    Retention,
    /// What was decided on a change of sub-processors: `{"change": "…", "vendor": "…", "decision": "objected"}`, or
    /// `withdrawn`, `acknowledged`.
    Subprocessors,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 4] = [Self::Ai, Self::Sso, Self::Retention, Self::Subprocessors];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ai => AI,
            Self::Sso => "sso",
            Self::Retention => "retention",
            Self::Subprocessors => "subprocessors",
        }
    }

    /// The subject with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.as_str() == word)
    }
}

/// A dated instruction.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Instruction {
    /// The instruction.
    pub id: Uuid,
    /// What it is about, such as `ai`.
    pub subject: String,
    /// What shall hold, such as `{"enabled": true}`.
    #[schema(value_type = Object)]
    pub value: serde_json::Value,
    /// Who gave it.
    pub given_by: Uuid,
    /// When.
    pub given_at: DateTime<Utc>,
    /// Their role then; absent for what was kept before it was.
    pub given_role: Option<String>,
    /// Their initials then.
    pub given_initials: Option<String>,
}

/// Who gives an instruction, as they are when they give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giver {
    /// The person.
    pub id: Uuid,
    /// Their role.
    pub role: String,
    /// Their initials.
    pub initials: String,
}

/// The first letters of a name.
#[must_use]
pub fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().next()).map(|letter| format!("{letter}."));
    letters.collect::<Vec<_>>().join(" ")
}

impl Instruction {
    /// What it takes the place of: an older one with the same key no longer holds. Of a subject that is decided piece by
    /// piece, each piece has its own. That somebody has read of a change says nothing of an objection to it.
    #[must_use]
    pub fn key(&self) -> (&str, Option<&str>, bool) {
        let piece = ["category", "change"].iter().find_map(|name| self.value.get(name)?.as_str());
        let is_read = self.value.get("decision").and_then(serde_json::Value::as_str) == Some("acknowledged");
        (&self.subject, piece, is_read)
    }

    /// Whether it turns something on.
    #[must_use]
    pub fn enables(&self) -> bool {
        self.value.get("enabled").and_then(serde_json::Value::as_bool).unwrap_or(false)
    }
}

/// The AI switch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AiSwitch {
    /// Whether AI may be used.
    pub enabled: bool,
    /// When it was last turned; never when absent.
    pub changed_at: Option<DateTime<Utc>>,
    /// Who turned it.
    pub changed_by: Option<Uuid>,
}

impl From<Option<Instruction>> for AiSwitch {
    /// Off until somebody says otherwise.
    fn from(last: Option<Instruction>) -> Self {
        last.map_or_else(Self::default, |last| Self {
            enabled: last.enables(),
            changed_at: Some(last.given_at),
            changed_by: Some(last.given_by),
        })
    }
}

/// What a request says about the switch.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AiChoice {
    /// Whether AI may be used.
    pub enabled: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ai_is_off_until_somebody_turns_it_on() {
        assert!(!AiSwitch::from(None).enabled);
        let given = |value| Instruction {
            id: Uuid::nil(),
            subject: AI.into(),
            value,
            given_by: Uuid::nil(),
            given_at: DateTime::UNIX_EPOCH,
            given_role: None,
            given_initials: None,
        };
        assert!(AiSwitch::from(Some(given(serde_json::json!({ "enabled": true })))).enabled);
        assert!(!AiSwitch::from(Some(given(serde_json::json!({ "enabled": "yes" })))).enabled);
        assert!(!AiSwitch::from(Some(given(serde_json::json!(null)))).enabled);
    }

    #[test]
    fn who_reads_of_a_change_takes_no_objection_back() {
        let decided = |change: &str, decision: &str| Instruction {
            id: Uuid::nil(),
            subject: "subprocessors".into(),
            value: serde_json::json!({ "change": change, "vendor": "Mailer SA", "decision": decision }),
            given_by: Uuid::nil(),
            given_at: DateTime::UNIX_EPOCH,
            given_role: None,
            given_initials: None,
        };
        assert_ne!(decided("1", "objected").key(), decided("1", "acknowledged").key());
        assert_eq!(decided("1", "objected").key(), decided("1", "withdrawn").key());
        assert_ne!(decided("1", "objected").key(), decided("2", "objected").key());
        assert_eq!(initials(" Olga  Acme "), "O. A.");
    }
}
