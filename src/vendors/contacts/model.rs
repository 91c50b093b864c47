//! Who may be named, and how far a contact has come.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::line;
use crate::people::users::Email;

/// The link to confirm is good for 14 days, as an invitation.
pub const GOOD_FOR: Duration = Duration::days(14);
/// A workspace names at most so many contacts: each hears of every change.
pub const MOST_CONTACTS: usize = 20;
/// A name is at most this long, as a person's.
const MOST_NAME: usize = 120;

/// A contact as it is sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewContact {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// `en` or `de`.
    pub locale: String,
}

/// A contact whose every field was found right.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub email: String,
    pub locale: Locale,
}

impl NewContact {
    /// Checks every field.
    ///
    /// # Errors
    /// `Invalid` with each that is wrong.
    pub fn check(&self) -> Result<Draft, Error> {
        let mut fields = Fields::new();
        let name = fields.take(line::read("name", &self.name, MOST_NAME));
        let email = fields.take(Email::parse("email", &self.email));
        let locale = Locale::of(&self.locale);
        if locale.is_none() {
            fields.add("locale", "unknown-locale", "Choose en or de.");
        }
        fields.check()?;
        match (name, email, locale) {
            (Some(name), Some(email), Some(locale)) => Ok(Draft { name, email: email.as_str().to_owned(), locale }),
            _ => Err(Error::Invalid(Vec::new())),
        }
    }
}

/// A contact of the workspace.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Contact {
    /// The row.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
    /// When it was named.
    pub added_at: DateTime<Utc>,
    /// When the address was confirmed; nothing but the question goes there before.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The agreement that names it; absent for one that the workspace named itself.
    pub agreement_id: Option<Uuid>,
}

/// What an agreement says of notices, once it is in force for a workspace.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// The agreement.
    pub agreement_id: Uuid,
    /// Days between the notice of a change and its start.
    pub notice_days: u16,
    /// Since when the agreement is in force.
    pub in_force_at: DateTime<Utc>,
    /// Who of the workspace asked for the agreement or took it in.
    pub named_by: Uuid,
    /// The contact that it names.
    pub name: String,
    /// The address: whoever reads it has signed.
    pub email: String,
    /// The language.
    pub locale: Locale,
}

/// Who reads a notice: what a mail needs of a contact.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The language.
    pub locale: Locale,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_names_every_wrong_field_at_once() {
        let error = NewContact::default().check().unwrap_err();
        let fields: Vec<_> = error.fields().iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "locale"]);
        let right = NewContact { name: " Dora Novak ".into(), email: "DPO@Acme.example".into(), locale: "de".into() };
        let draft = right.check().unwrap();
        assert_eq!((draft.name.as_str(), draft.email.as_str(), draft.locale), ("Dora Novak", "dpo@acme.example", Locale::De));
    }
}
