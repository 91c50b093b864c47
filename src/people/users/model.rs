//! What an account is, and what may be asked of it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::authz::{Realm, Role};
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::page::Page;

/// An address is at most this long: RFC 5321 allows a path of 256 with its brackets.
const MOST_EMAIL_CHARACTERS: usize = 254;
/// A name is at most this long.
const MOST_NAME_CHARACTERS: usize = 200;

/// An e-mail address, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// The field error for an address that mail cannot reach.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(FieldError::new(field, "required", "Give an email address."));
        }
        let well_formed = text.parse::<lettre::Address>().is_ok() && text.is_ascii();
        if !well_formed
            || text.len() > MOST_EMAIL_CHARACTERS
            || !text.rsplit('@').next().is_some_and(|domain| domain.contains('.'))
        {
            return Err(FieldError::new(field, "email", "Give an address such as anna@example.com."));
        }
        Ok(Self(text))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    /// The field error for an empty, long or unprintable name.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldError::new(field, "required", "Give a name."));
        }
        if text.chars().count() > MOST_NAME_CHARACTERS || text.chars().any(char::is_control) {
            let detail = format!("Give a name of at most {MOST_NAME_CHARACTERS} characters on one line.");
            return Err(FieldError::new(field, "length", detail));
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where an account is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = UserState)]
pub enum State {
    /// Waits for the person to set a password.
    Invited,
    /// Can sign in.
    Active,
    /// Closed.
    Deactivated,
}

impl State {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Deactivated => "deactivated",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Deactivated].into_iter().find(|state| state.as_str() == word)
    }
}

/// A person as administrators see them.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct User {
    /// The account.
    pub id: Uuid,
    /// The address, unique in the workspace.
    pub email: String,
    /// The name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Invited, active or deactivated.
    pub state: State,
    /// The language of the interface and of mails.
    pub locale: Locale,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When the person last signed in.
    pub signed_in_at: Option<DateTime<Utc>>,
    /// Which name, role and language these are; send it back with a change to find out whether somebody else was faster.
    pub revision: String,
}

/// An account that could be made.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The address.
    pub email: Email,
    /// The name.
    pub name: Name,
    /// The role, of the workspace's realm.
    pub role: Role,
    /// The language; the workspace's when absent.
    pub locale: Option<Locale>,
    /// A first password; without one the person is invited by mail.
    pub password: Option<String>,
}

/// What a request says about a new account.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewUser {
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
    /// `owner`, `admin`, `instructor` or `learner`; `learner` when absent.
    pub role: String,
    /// `en` or `de`; the workspace's language when absent.
    pub locale: Option<String>,
    /// A first password of at least 15 characters; without one the person gets an invitation by mail.
    pub password: Option<String>,
}

impl Draft {
    /// Reads a request, noting every wrong field.
    ///
    /// # Errors
    /// `Invalid` with all of them.
    pub fn read(request: NewUser, realm: Realm) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let email = fields.take(Email::parse("email", &request.email));
        let name = fields.take(Name::parse("name", &request.name));
        let word = if request.role.is_empty() { "learner" } else { &request.role };
        let role = fields.take(role_in(realm, word));
        let locale = request.locale.as_deref().filter(|code| !code.is_empty()).map(locale_field);
        let locale = locale.and_then(|locale| fields.take(locale));
        let password = request.password.filter(|password| !password.is_empty());
        fields.check()?;
        match (email, name, role) {
            (Some(email), Some(name), Some(role)) => Ok(Self { email, name, role, locale, password }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// A change to an account; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = UserChange)]
pub struct Change {
    /// The name.
    pub name: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// The language.
    pub locale: Option<String>,
    /// `revision` of the person the change is based on; when name, role or language are others by now, the change is refused.
    pub revision: Option<String>,
}

/// A checked change.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    pub name: Option<Name>,
    pub role: Option<Role>,
    pub locale: Option<Locale>,
    pub revision: Option<String>,
}

impl Change {
    /// Checks the change, noting every wrong field.
    ///
    /// # Errors
    /// `Invalid` with all of them.
    pub fn check(self, realm: Realm) -> Result<Checked, Error> {
        let mut fields = Fields::new();
        let name = self.name.as_deref().and_then(|name| fields.take(Name::parse("name", name)));
        let role = self.role.as_deref().and_then(|role| fields.take(role_in(realm, role)));
        let locale = self.locale.as_deref().and_then(|code| fields.take(locale_field(code)));
        fields.check()?;
        Ok(Checked { name, role, locale, revision: self.revision })
    }
}

fn role_in(realm: Realm, word: &str) -> Result<Role, FieldError> {
    let role = Role::parse(word).filter(|role| role.realm() == realm);
    role.ok_or_else(|| {
        let words: Vec<_> = Role::ALL.iter().filter(|role| role.realm() == realm).map(|role| role.as_str()).collect();
        FieldError::new("role", "unknown-role", format!("Choose one of: {}.", words.join(", ")))
    })
}

fn locale_field(code: &str) -> Result<Locale, FieldError> {
    Locale::of(code).ok_or_else(|| FieldError::new("locale", "unknown-locale", "Choose en or de."))
}

/// A change to one's own account; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnChange {
    /// The language: `en` or `de`.
    pub locale: Option<String>,
}

impl OwnChange {
    /// Checks the change.
    ///
    /// # Errors
    /// `Invalid` for a language that we do not speak.
    pub fn check(self) -> Result<Checked, Error> {
        let mut fields = Fields::new();
        let locale = self.locale.as_deref().and_then(|code| fields.take(locale_field(code)));
        fields.check()?;
        Ok(Checked { locale, ..Checked::default() })
    }
}

/// A page of people with the names of their groups.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The people.
    pub people: Page<User>,
    /// The groups of each, by id and name.
    pub groups: HashMap<Uuid, Vec<(Uuid, String)>>,
    /// How many people the filter keeps.
    pub count: u64,
}

/// What is known of one person here.
#[derive(Clone, Debug)]
pub struct PersonFile {
    /// The person.
    pub person: User,
    /// Their groups, by id and name.
    pub groups: Vec<(Uuid, String)>,
    /// When the last unused invitation ends or ended.
    pub invited_until: Option<DateTime<Utc>>,
}

/// How many open accounts there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Of whatever role.
    pub people: usize,
    /// Of learners.
    pub learners: usize,
    /// Of learners who have ever signed in.
    pub active_learners: usize,
}

/// Which people a list shows.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// A part of the name or the address.
    pub q: Option<String>,
    /// Only this role.
    pub role: Option<String>,
    /// Only this state.
    pub state: Option<String>,
    /// Only the people of this group.
    pub group_id: Option<Uuid>,
    /// Only open accounts: for lists of other capabilities.
    #[serde(skip)]
    #[param(ignore)]
    pub open_only: bool,
}

/// Refuses a change of role that the caller may not make: only an owner makes or unmakes owners, and nobody changes
/// their own role, so that a workspace never loses its last owner by accident.
///
/// # Errors
/// `Refused` with `owner-needed` or `own-role`.
pub fn may_change_role(caller: (Uuid, Role), person: Uuid, from: Role, to: Role) -> Result<(), Error> {
    if from == to {
        return Ok(());
    }
    if caller.0 == person {
        return Err(Error::refused("own-role", "Ask another administrator: nobody changes their own role."));
    }
    if (from == Role::Owner || to == Role::Owner) && caller.1 != Role::Owner {
        return Err(owner_needed());
    }
    Ok(())
}

/// The refusal of whoever is no owner where one is needed.
pub fn owner_needed() -> Error {
    Error::refused("owner-needed", "Only an owner of the workspace makes or unmakes owners.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let request = NewUser { email: "nowhere".into(), role: "king".into(), locale: Some("fr".into()), ..NewUser::default() };
        let error = Draft::read(request, Realm::Tenant).unwrap_err();
        let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["email", "name", "role", "locale"]);
    }

    #[test]
    fn an_operators_role_means_nothing_in_a_tenant() {
        let request = NewUser { email: "a@b.example".into(), name: "A".into(), role: "legal".into(), ..NewUser::default() };
        assert!(Draft::read(request, Realm::Tenant).is_err());
    }

    #[test]
    fn only_an_owner_makes_owners() {
        let (anna, ben) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let refused = may_change_role((anna, Role::Admin), ben, Role::Learner, Role::Owner).unwrap_err();
        assert_eq!(refused.code(), "owner-needed");
        assert!(may_change_role((anna, Role::Owner), ben, Role::Learner, Role::Owner).is_ok());
        assert_eq!(may_change_role((anna, Role::Owner), anna, Role::Owner, Role::Admin).unwrap_err().code(), "own-role");
    }
}
