//! How long an invitation is good for, and what accepting it takes.

use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;

use crate::kernel::i18n::Locale;
use crate::people::tenants::Tenant;

/// An invitation is good for 14 days: a holiday, but not longer than the person who sent it remembers.
pub const GOOD_FOR: Duration = Duration::days(14);

/// Answers whether an invitation can still be used.
#[must_use]
pub fn is_open(expires_at: DateTime<Utc>, accepted_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    accepted_at.is_none() && now < expires_at
}

/// What the holder of an open invitation sees.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The workspace.
    pub tenant: Tenant,
    /// The address of the account.
    pub email: String,
    /// The name of the person.
    pub name: String,
    /// The language of the person.
    pub locale: Locale,
}

/// What accepting takes.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Acceptance {
    /// The password that the person chooses, at least 15 characters.
    pub password: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_works_once_and_for_two_weeks() {
        let made = DateTime::UNIX_EPOCH;
        let ends = made + GOOD_FOR;
        assert!(is_open(ends, None, made + Duration::days(13)));
        assert!(!is_open(ends, None, ends));
        assert!(!is_open(ends, Some(made), made + Duration::days(1)));
    }
}
