//! What an emergency rests on (M-5.6): service or security is lost without the replacement, its risk is not higher, and it has
//! the same task. The last is checked with the register (`scope`).

use serde::{Deserialize, Serialize};

/// What is lost without the replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EmergencyLoss)]
pub enum Loss {
    /// The service, or a part of it that customers need.
    Service,
    /// The security of the data.
    Security,
}

impl Loss {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Service, Self::Security];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Security => "security",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.as_str() == word)
    }
}

/// The risk to people whose data it is, beside that of the vendor that is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EmergencyRisk)]
pub enum Risk {
    /// As before.
    Same,
    /// Lower than before.
    Lower,
}

impl Risk {
    /// Every one; a higher risk is no emergency.
    pub const ALL: [Self; 2] = [Self::Same, Self::Lower];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Lower => "lower",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.as_str() == word)
    }
}
