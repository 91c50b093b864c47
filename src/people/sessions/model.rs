//! What a session and a token are, how long they live, and what their secrets look like.

use chrono::{DateTime, Duration, Utc};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::device::Device;
use crate::kernel::authz::{Credential, Realm};
use crate::kernel::error::{Error, Fields};

/// What a bearer token starts with, so that it is recognised when it lies where it should not.
const TOKEN_PREFIX: &str = "tut_";
/// 16 bytes of tenant and 32 random ones.
const SECRET_BYTES: usize = 48;
/// The use of a session is written down at most this often.
const SEEN_EVERY: Duration = Duration::minutes(1);
/// A token's name is at most this long.
const MOST_NAME_CHARACTERS: usize = 120;
/// A token lives this many days when nobody says otherwise.
const USUAL_TOKEN_DAYS: u32 = 90;
/// A token lives this many days at most.
const MOST_TOKEN_DAYS: u32 = 365;

/// What a cookie or a token holds: the tenant in which it is looked up, and 256 random bits. The tenant in it proves
/// nothing by itself; only a secret whose hash stands in that tenant does.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    text: String,
    tenant: Uuid,
}

impl Secret {
    /// The secret of a session.
    #[must_use]
    pub fn of_session(tenant: Uuid, random: &[u8; 32]) -> Self {
        Self { text: encode(tenant, random), tenant }
    }

    /// The secret of a token.
    #[must_use]
    pub fn of_token(tenant: Uuid, random: &[u8; 32]) -> Self {
        Self { text: format!("{TOKEN_PREFIX}{}", encode(tenant, random)), tenant }
    }

    /// Reads what a request shows; `None` for anything that we never gave out.
    #[must_use]
    pub fn read(credential: Credential<'_>) -> Option<Self> {
        let (text, body) = match credential {
            Credential::Cookie(text) => (text, text),
            Credential::Bearer(text) => (text, text.strip_prefix(TOKEN_PREFIX)?),
        };
        Self::decode(body).map(|tenant| Self { text: text.to_owned(), tenant })
    }

    /// Reads the secret of a link.
    #[must_use]
    pub fn of_link(text: &str) -> Option<Self> {
        Self::decode(text).map(|tenant| Self { text: text.to_owned(), tenant })
    }

    fn decode(body: &str) -> Option<Uuid> {
        let bytes = BASE64URL_NOPAD.decode(body.as_bytes()).ok().filter(|bytes| bytes.len() == SECRET_BYTES)?;
        Uuid::from_slice(bytes.get(..16)?).ok()
    }

    /// The text that the person's side keeps.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where to look it up.
    #[must_use]
    pub const fn tenant(&self) -> Uuid {
        self.tenant
    }

    /// What we keep of it.
    #[must_use]
    pub fn fingerprint(&self) -> Vec<u8> {
        crate::kernel::ids::fingerprint(&self.text)
    }
}

fn encode(tenant: Uuid, random: &[u8; 32]) -> String {
    let mut bytes = tenant.as_bytes().to_vec();
    bytes.extend(random);
    BASE64URL_NOPAD.encode(&bytes)
}

/// How long a session lives (security design; the operator's staff see more and so are asked more often).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// Without use.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl Life {
    /// The life of the sessions of a realm.
    #[must_use]
    pub const fn of(realm: Realm) -> Self {
        match realm {
            Realm::Tenant => Self { idle: Duration::minutes(30), absolute: Duration::hours(12) },
            Realm::Operator => Self { idle: Duration::minutes(15), absolute: Duration::hours(8) },
        }
    }

    /// Answers whether a session that was last used at `seen` and ends at `expires` is alive.
    #[must_use]
    pub fn is_alive(&self, seen: DateTime<Utc>, expires: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now < expires && now - seen < self.idle
    }
}

/// Answers whether the use of a session should be written down again.
#[must_use]
pub fn is_due(seen: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - seen >= SEEN_EVERY
}

/// An open session as its person sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct OpenSession {
    /// The session.
    pub id: Uuid,
    /// The browser that signed in, as far as it can be told.
    pub device: Option<Device>,
    /// When the person signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A token as its person sees it; its secret is shown once, when it is issued.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Token {
    /// The token.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it stops working; never when absent.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What a person gives to sign in.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    /// The short name of the workspace.
    pub workspace: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

impl SignIn {
    /// Checks that everything is there, and writes workspace and address as the tables do.
    ///
    /// # Errors
    /// `Invalid` with every empty field.
    pub fn check(self) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let workspace = self.workspace.trim().to_lowercase();
        let email = self.email.trim().to_lowercase();
        for (field, value, code, detail) in [
            ("workspace", &workspace, "workspace-required", "Give the short name of your workspace."),
            ("email", &email, "email-required", "Give your email address."),
            ("password", &self.password, "password-required", "Give your password."),
        ] {
            if value.is_empty() {
                fields.add(field, code, detail);
            }
        }
        fields.check()?;
        Ok(Self { workspace, email, password: self.password })
    }
}

/// What a person says about a new token.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// Days until it stops working, 1 to 365; 90 when absent.
    pub expires_in_days: Option<u32>,
}

impl NewToken {
    /// The checked name and the end of the token.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(&self, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>), Error> {
        let mut fields = Fields::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > MOST_NAME_CHARACTERS || name.chars().any(char::is_control) {
            let detail = format!("Say what the token is for, in 1 to {MOST_NAME_CHARACTERS} characters.");
            fields.add("name", "token-name", detail);
        }
        let days = self.expires_in_days.unwrap_or(USUAL_TOKEN_DAYS);
        if days == 0 || days > MOST_TOKEN_DAYS {
            fields.add("expires_in_days", "token-days", format!("Choose 1 to {MOST_TOKEN_DAYS} days."));
        }
        fields.check()?;
        Ok((name.to_owned(), now + Duration::days(i64::from(days))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    #[test]
    fn a_secret_says_where_to_look_it_up() {
        let acme = Uuid::from_u128(7);
        let session = Secret::of_session(acme, &[5; 32]);
        let token = Secret::of_token(acme, &[5; 32]);
        assert_eq!(Secret::read(Credential::Cookie(session.text())).map(|secret| secret.tenant()), Some(acme));
        assert!(token.text().starts_with("tut_"));
        assert_eq!(Secret::read(Credential::Bearer(token.text())).map(|secret| secret.fingerprint()), Some(token.fingerprint()));
        assert_ne!(session.fingerprint(), token.fingerprint());
    }

    #[test]
    fn a_cookie_is_no_token_and_a_token_no_cookie() {
        let acme = Uuid::from_u128(7);
        assert!(Secret::read(Credential::Bearer(Secret::of_session(acme, &[5; 32]).text())).is_none());
        assert!(Secret::read(Credential::Cookie(Secret::of_token(acme, &[5; 32]).text())).is_none());
        for broken in ["", "tut_", "tut_AAAA", "not base64!"] {
            assert!(Secret::read(Credential::Bearer(broken)).is_none() && Secret::read(Credential::Cookie(broken)).is_none());
        }
    }

    #[test]
    fn a_session_ends_by_rest_or_by_age() {
        let life = Life::of(Realm::Tenant);
        let end = noon() + life.absolute;
        assert!(life.is_alive(noon(), end, noon() + Duration::minutes(29)));
        assert!(!life.is_alive(noon(), end, noon() + Duration::minutes(30)));
        assert!(!life.is_alive(end - Duration::minutes(1), end, end));
    }

    #[test]
    fn operators_are_asked_sooner() {
        let (tenant, operator) = (Life::of(Realm::Tenant), Life::of(Realm::Operator));
        assert!(operator.idle < tenant.idle && operator.absolute < tenant.absolute);
    }

    #[test]
    fn use_is_written_down_once_a_minute() {
        assert!(!is_due(noon(), noon() + Duration::seconds(59)));
        assert!(is_due(noon(), noon() + Duration::seconds(60)));
    }

    #[test]
    fn every_empty_field_of_a_sign_in_is_named() {
        let error = SignIn::default().check().err().unwrap();
        let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["workspace", "email", "password"]);
        let checked =
            SignIn { workspace: " Acme ".into(), email: "Ada@Acme.example".into(), password: "x".into() }.check().unwrap();
        assert_eq!((checked.workspace.as_str(), checked.email.as_str()), ("acme", "ada@acme.example"));
    }

    #[test]
    fn a_token_has_a_purpose_and_an_end() {
        let (name, end) = NewToken { name: " nightly ".into(), expires_in_days: None }.check(noon()).unwrap();
        assert_eq!((name.as_str(), end - noon()), ("nightly", Duration::days(90)));
        let error = NewToken { name: String::new(), expires_in_days: Some(366) }.check(noon()).unwrap_err();
        assert_eq!(error.fields().len(), 2);
    }
}
