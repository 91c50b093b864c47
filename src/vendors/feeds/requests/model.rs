//! A request for the list by name: what it says, how far it has come, and what may happen to it.

use chrono::{DateTime, Duration, Utc};
use entity::list_request;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::line;
use crate::people::users::Email;
use crate::vendors::feeds::mail_list;

/// A grant is for 30 days when nothing else is said: long enough for a review, short enough that an old list is not taken for
/// the present one.
pub const GRANTED_DAYS: u16 = 30;
/// A grant is for at most a year.
const MOST_DAYS: u16 = 366;
/// A name and a company are at most this long.
const MOST_LINE: usize = 200;
/// Reasons are at most this long.
pub const MOST_REASON: usize = 2_000;

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListRequestState {
    /// Somebody asked in the name of an address.
    Requested,
    /// The address was confirmed; the operator decides.
    Confirmed,
    /// The list may be read.
    Granted,
    /// It is not given.
    Refused,
    /// The time of the grant is over.
    Expired,
    /// The grant was taken back.
    Revoked,
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The address is confirmed.
    Confirm,
    /// The list is given.
    Grant,
    /// It is not.
    Refuse,
    /// It is taken back.
    Revoke,
    /// Its time is over.
    Expire,
    /// The link is sent once more: a new one, and the old one opens nothing.
    Resend,
}

/// What may follow what.
const WAYS: [(ListRequestState, Act, ListRequestState); 6] = [
    (ListRequestState::Requested, Act::Confirm, ListRequestState::Confirmed),
    (ListRequestState::Confirmed, Act::Grant, ListRequestState::Granted),
    (ListRequestState::Confirmed, Act::Refuse, ListRequestState::Refused),
    (ListRequestState::Granted, Act::Revoke, ListRequestState::Revoked),
    (ListRequestState::Granted, Act::Expire, ListRequestState::Expired),
    (ListRequestState::Granted, Act::Resend, ListRequestState::Granted),
];

impl ListRequestState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Requested, Self::Confirmed, Self::Granted, Self::Refused, Self::Expired, Self::Revoked];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub fn is_end(self) -> bool {
        !WAYS.iter().any(|(from, _, _)| *from == self)
    }

    /// What comes of an act.
    ///
    /// # Errors
    /// `Refused` with `list-request-state`.
    pub fn after(self, act: Act) -> Result<Self, Error> {
        let way = WAYS.iter().find(|(from, by, _)| *from == self && *by == act);
        let refused = || Error::refused("list-request-state", "This request has gone on. Load the page again.");
        way.map(|(_, _, to)| *to).ok_or_else(refused)
    }
}

/// A request as it is sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewListRequest {
    /// Who asks.
    pub name: String,
    /// For which company.
    pub company: String,
    /// Where the answer goes.
    pub email: String,
    /// What the list is needed for.
    pub reason: String,
    /// `en` or `de`.
    pub language: String,
    /// The solved challenge of `/api/v1/public/captcha`.
    pub captcha: String,
}

/// A request whose every field was found right.
pub struct Draft {
    /// Who asks.
    pub name: String,
    /// For which company.
    pub company: String,
    /// Where the answer goes.
    pub email: Email,
    /// What for.
    pub reason: String,
    /// The language of the answer.
    pub locale: Locale,
}

impl NewListRequest {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(&self) -> Result<Draft, Error> {
        let mut fields = Fields::new();
        let name = fields.take(line::read("name", &self.name, MOST_LINE));
        let company = fields.take(line::read("company", &self.company, MOST_LINE));
        let email = fields.take(Email::parse("email", &self.email));
        let reason = fields.take(line::said("reason", &self.reason, MOST_REASON));
        let locale = fields.take(mail_list::language(&self.language));
        match (name, company, email, reason, locale) {
            (Some(name), Some(company), Some(email), Some(reason), Some(locale)) => {
                Ok(Draft { name, company, email, reason, locale })
            }
            _ => fields.check().and(Err(Error::NotFound)),
        }
    }
}

/// What the operator decides.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", tag = "outcome", deny_unknown_fields)]
pub enum ListDecision {
    /// The list may be read for some days.
    Granted {
        /// 1 to 366; 30 when absent.
        days: Option<u16>,
    },
    /// The list is not given.
    Refused {
        /// The contact reads it.
        reason: String,
    },
}

/// For how many days a list is granted.
///
/// # Errors
/// `Invalid` for none, or more than a year.
pub fn granted_for(days: Option<u16>) -> Result<Duration, Error> {
    match days.unwrap_or(GRANTED_DAYS) {
        days @ 1..=MOST_DAYS => Ok(Duration::days(days.into())),
        _ => Err(Error::invalid("days", "grant-days", format!("Give 1 to {MOST_DAYS} days."))),
    }
}

/// A request as the operator's staff sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ListRequest {
    /// The row.
    pub id: Uuid,
    /// How far it has come.
    pub state: ListRequestState,
    /// Who asks.
    pub name: String,
    /// For which company.
    pub company: String,
    /// Where the answer goes.
    pub email: String,
    /// What for.
    pub reason: String,
    /// The language of the answer.
    pub language: String,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// When the address was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub answer: Option<String>,
    /// Until when the list may be read.
    pub expires_at: Option<DateTime<Utc>>,
    /// How often it was read.
    pub openings: i32,
    /// When it was last read.
    pub opened_at: Option<DateTime<Utc>>,
    /// When the mail with a decision was given up.
    pub mail_failed_at: Option<DateTime<Utc>>,
}

/// How far a row has come. A grant whose time is over has expired, whether or not its job has run.
///
/// # Errors
/// When the row says what the product does not know.
pub fn state_of(row: &list_request::Model, now: DateTime<Utc>) -> Result<ListRequestState, Error> {
    let state = ListRequestState::parse(&row.state).ok_or_else(|| anyhow::anyhow!("a request in an unknown state"))?;
    let is_over = state == ListRequestState::Granted && row.expires_at.is_none_or(|until| until <= now);
    Ok(if is_over { ListRequestState::Expired } else { state })
}

impl ListRequest {
    /// The request in a row.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(row: list_request::Model, now: DateTime<Utc>) -> Result<Self, Error> {
        Ok(Self {
            state: state_of(&row, now)?,
            id: row.id,
            name: row.name,
            company: row.company,
            email: row.email,
            reason: row.reason,
            language: row.locale,
            requested_at: row.requested_at,
            confirmed_at: row.confirmed_at,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            answer: row.answer,
            expires_at: row.expires_at,
            openings: row.openings,
            opened_at: row.opened_at,
            mail_failed_at: row.mail_failed_at,
        })
    }
}

/// A text in a cell that a spreadsheet would run as a formula gets an apostrophe in front (security design).
#[must_use]
pub fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_table_names_may_follow() {
        let acts = [Act::Confirm, Act::Grant, Act::Refuse, Act::Revoke, Act::Expire, Act::Resend];
        let mut ways = 0;
        for state in ListRequestState::ALL {
            assert_eq!(ListRequestState::parse(state.as_str()), Some(state));
            for act in acts {
                let known = WAYS.iter().find(|(from, by, _)| (*from, *by) == (state, act));
                match (state.after(act), known) {
                    (Ok(after), Some((_, _, to))) => assert_eq!(after, *to),
                    (Err(error), None) => assert_eq!(error.code(), "list-request-state"),
                    (after, known) => panic!("{state:?} {act:?}: {after:?}, {known:?}"),
                }
                ways += usize::from(known.is_some());
            }
        }
        assert_eq!(ways, WAYS.len());
        assert!(ListRequestState::ALL.into_iter().filter(|state| state.is_end()).eq([
            ListRequestState::Refused,
            ListRequestState::Expired,
            ListRequestState::Revoked
        ]));
        assert!(
            ListRequestState::Requested.after(Act::Grant).is_err(),
            "nobody is granted the list whose address is not confirmed"
        );
    }

    #[test]
    fn a_grant_is_for_a_year_at_most() {
        assert_eq!(granted_for(None).unwrap(), Duration::days(30));
        assert_eq!(granted_for(Some(1)).unwrap(), Duration::days(1));
        assert!(granted_for(Some(0)).is_err() && granted_for(Some(367)).is_err());
    }

    #[test]
    fn all_wrong_fields_are_told_at_once() {
        let Err(Error::Invalid(fields)) = NewListRequest::default().check() else { panic!("nothing was filled in") };
        let fields: Vec<_> = fields.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["name", "company", "email", "reason", "language"]);
    }

    #[test]
    fn a_spreadsheet_runs_nothing_of_ours() {
        assert_eq!((cell("=1+1").as_str(), cell("Mailer SA").as_str()), ("'=1+1", "Mailer SA"));
    }
}
