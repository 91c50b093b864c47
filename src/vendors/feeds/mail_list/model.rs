//! Who asks to hear of changes, and what the mails say.

use chrono::{DateTime, Duration, Utc};
use entity::change_news;
use serde::Deserialize;

use crate::kernel::error::{Error, Fields};
use crate::kernel::i18n::{Locale, Texts};
use crate::notifications::{Mail, Recipient};
use crate::people::users::Email;
use crate::vendors::changes::Step;
use crate::vendors::feeds::news::NewsItem;

/// An address is to be confirmed within 48 hours: a weekend's mail is read by then.
pub const GOOD_FOR: Duration = Duration::hours(48);

/// Somebody who wants to hear of changes.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewSubscription {
    /// Where the mails go.
    pub email: String,
    /// `en` or `de`.
    pub language: String,
    /// The solved challenge of `/api/v1/public/captcha`.
    pub captcha: String,
}

/// The language of mails that was asked for.
///
/// # Errors
/// The field error.
pub fn language(text: &str) -> Result<Locale, crate::kernel::error::FieldError> {
    let wrong = || crate::kernel::error::FieldError::new("language", "unknown-locale", "Choose one of en and de.");
    Locale::of(text).ok_or_else(wrong)
}

impl NewSubscription {
    /// The address and the language, every field checked.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(&self) -> Result<(Email, Locale), Error> {
        let mut fields = Fields::new();
        let email = fields.take(Email::parse("email", &self.email));
        let locale = fields.take(language(&self.language));
        match (email, locale) {
            (Some(email), Some(locale)) => Ok((email, locale)),
            _ => fields.check().and(Err(Error::NotFound)),
        }
    }
}

/// Answers whether a link to confirm something still works.
#[must_use]
pub fn is_open(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    until.is_some_and(|until| now < until)
}

/// A mail to the list.
pub struct NewsLetter<'a> {
    /// What it tells of.
    pub news: &'a change_news::Model,
    /// How far that is.
    pub step: Step,
}

impl NewsLetter<'_> {
    /// The mail to one subscriber: by category, without the vendor's name.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn to(&self, email: &str, locale: Locale, leave: String) -> Result<Mail, Error> {
        let (item, texts) = (NewsItem::of(self.news.clone(), locale)?, Texts::new(locale));
        let message = match self.step {
            Step::Noticed => "list-noticed",
            Step::Started => "list-started",
            Step::Withdrawn => "list-withdrawn",
        };
        let to = Recipient::Address { email: email.to_owned(), name: None, locale };
        Ok(Mail::new(to, message)
            .with("change", item.title(texts))
            .with("starts", item.starts_at)
            .item("mail-list-purpose", [("purpose", item.purpose.as_str().into())])
            .item("mail-list-place", [("place", item.location.as_str().into())])
            .item("mail-list-ground", [("ground", item.ground(texts).into())])
            .link("/subprocessors")
            .leave(leave))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_wrong_fields_are_told_at_once() {
        let new = |email: &str, language: &str| NewSubscription {
            email: email.to_owned(),
            language: language.to_owned(),
            captcha: String::new(),
        };
        let Err(Error::Invalid(fields)) = new("nobody", "sl").check() else { panic!("two wrong fields") };
        assert_eq!(fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["email", "language"]);
        assert_eq!(new(" Ana@Firm.Example ", "de").check().unwrap().0.as_str(), "ana@firm.example");
    }

    #[test]
    fn a_link_ends_with_its_last_second() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        assert!(is_open(Some(now + Duration::seconds(1)), now) && !is_open(Some(now), now) && !is_open(None, now));
    }
}
