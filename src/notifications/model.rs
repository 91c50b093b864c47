//! What shall be told to whom.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::keys::{Place, TenantKey};
use crate::kernel::outbox::Job;

/// Who receives a mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Recipient {
    /// A person of the workspace, at the address and in the language that the account has when the mail leaves.
    Person(Uuid),
    /// Somebody without an account: the contact of an agreement.
    Address {
        /// The bare address.
        email: String,
        /// The name, if it is known.
        name: Option<String>,
        /// The language.
        locale: Locale,
    },
}

/// A value in a text: written as the reader's language writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// As it is.
    Text(String),
    /// A day.
    Date(DateTime<Utc>),
    /// A day of a calendar, wherever that hangs.
    Day(NaiveDate),
    /// A moment, to the minute.
    Moment(DateTime<Utc>),
    /// A size in bytes.
    Bytes(u64),
    /// A moment to the minute where the reader works, by the name of the zone, and as UTC: a deadline.
    Instant(DateTime<Utc>, String),
    /// In each language, English first.
    Each(String, String),
}

impl Value {
    /// A deadline where the reader works.
    #[must_use]
    pub fn at(at: DateTime<Utc>, zone: Tz) -> Self {
        Self::Instant(at, zone.name().to_owned())
    }

    /// The value in words.
    #[must_use]
    pub fn say(&self, texts: Texts) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(at) => texts.date(*at),
            Self::Day(day) => texts.date(*day),
            Self::Moment(at) => format!("{}, {}", texts.date(*at), texts.time(*at)),
            Self::Bytes(bytes) => texts.bytes(*bytes),
            Self::Instant(at, zone) => instant(texts, *at, zone.parse().unwrap_or_default()),
            Self::Each(en, de) => match texts.locale() {
                Locale::En => en.clone(),
                Locale::De => de.clone(),
            },
        }
    }
}

fn instant(texts: Texts, at: DateTime<Utc>, zone: Tz) -> String {
    let utc = format!("{}, {}", texts.date(at), texts.time(at));
    let here = at.with_timezone(&zone).naive_local();
    match here == at.naive_utc() {
        true => utc,
        false => format!("{}, {} {} ({utc})", texts.date(here.date()), here.format("%H:%M"), zone.name()),
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<DateTime<Utc>> for Value {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Date(at)
    }
}

/// The values of a text, by name.
pub type Values = Vec<(String, Value)>;

/// A mail: a message of `mail.ftl` and what it is filled with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mail {
    pub(super) to: Recipient,
    /// The middle of the keys `mail-<message>-subject` and so on.
    pub(super) message: String,
    pub(super) values: Values,
    pub(super) count: Option<i64>,
    /// Where the button leads: a path of this site.
    pub(super) link: Option<String>,
    pub(super) items: Vec<(String, Values)>,
    pub(super) files: Vec<File>,
    /// Of a mail to a list: the path under which its reader leaves the list.
    #[serde(default)]
    pub(super) leave: Option<String>,
    /// What hears of it when it turns out not to arrive.
    #[serde(default)]
    pub(super) about: Option<Uuid>,
    /// Where an answer goes; without it, to the sender.
    #[serde(default)]
    pub(super) reply_to: Option<String>,
}

/// A stored file of the tenant that comes with a mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) mime: String,
}

impl Mail {
    /// A mail with the message `mail-<message>-…`.
    #[must_use]
    pub fn new(to: Recipient, message: &str) -> Self {
        let message = message.to_owned();
        let (values, items, files) = (Vec::new(), Vec::new(), Vec::new());
        Self { to, message, values, count: None, link: None, items, files, leave: None, about: None, reply_to: None }
    }

    /// Gives the texts a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.push((name.to_owned(), value.into()));
        self
    }

    /// Gives the texts the number that chooses the plural: `{ $n }`.
    #[must_use]
    pub fn counting(mut self, n: i64) -> Self {
        self.count = Some(n);
        self
    }

    /// Where the button leads: a path such as `/export`. It may hold a secret.
    #[must_use]
    pub fn link(mut self, path: impl Into<String>) -> Self {
        self.link = Some(path.into());
        self
    }

    /// Says that this goes to a list, and under which path its reader leaves it: in the text, and in the headers with which a
    /// mail program leaves it in one click (RFC 2369, RFC 8058). A POST to the path must be enough.
    #[must_use]
    pub fn leave(mut self, path: impl Into<String>) -> Self {
        self.leave = Some(path.into());
        self
    }

    /// Names what the mail is about: whatever has this id hears of it when the mail turns out not to arrive ([`Undelivered`]).
    #[must_use]
    pub fn about(mut self, id: Uuid) -> Self {
        self.about = Some(id);
        self
    }

    /// Where an answer to the mail goes.
    #[must_use]
    pub fn reply_to(mut self, address: impl Into<String>) -> Self {
        self.reply_to = Some(address.into());
        self
    }

    /// Adds a line to the list below the text: a whole key such as `mail-assignment-item`, and its values.
    #[must_use]
    pub fn item(mut self, key: &str, values: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        self.items.push((key.to_owned(), values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()));
        self
    }

    /// Attaches a stored file of the tenant; it is read when the mail leaves.
    #[must_use]
    pub fn attach(mut self, file: Uuid, name: impl Into<String>, mime: &str) -> Self {
        self.files.push(File { id: file, name: name.into(), mime: mime.to_owned() });
        self
    }
}

/// Says that a mail did not arrive, as far as we know; `app` knows who hears of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Undelivered {
    /// What the mail was about.
    pub about: Uuid,
    /// Which message it was.
    pub message: String,
}

impl Job for Undelivered {
    const KIND: &'static str = "notifications.undelivered";
}

/// Renders and sends a mail.
#[derive(Debug, Serialize, Deserialize)]
pub struct Send {
    /// What the sealed part is bound to.
    id: Uuid,
    /// Which message it is, for whoever looks at the queue.
    message: String,
    /// The mail, sealed with the tenant's key: it holds names and the secrets of links.
    sealed: String,
}

impl Job for Send {
    const KIND: &'static str = "notifications.send";
}

impl Send {
    /// Seals a mail for the outbox.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub(super) fn sealed(id: Uuid, key: &TenantKey, mail: &Mail) -> Result<Self, Error> {
        let sealed = key.seal(&place(id), &serde_json::to_vec(mail)?)?;
        Ok(Self { id, message: mail.message.clone(), sealed: data_encoding::BASE64.encode(&sealed) })
    }

    /// The mail out of its seal.
    ///
    /// # Errors
    /// `Internal` when it was altered or belongs to another tenant.
    pub(super) fn open(&self, key: &TenantKey) -> Result<Mail, Error> {
        let sealed = data_encoding::BASE64.decode(self.sealed.as_bytes()).map_err(anyhow::Error::new)?;
        Ok(serde_json::from_slice(&key.open(&place(self.id), &sealed)?)?)
    }
}

fn place(id: Uuid) -> Place {
    Place { table: "job", column: "payload", row: id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_as_the_reader_writes_it() {
        let day = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        assert_eq!(Value::from(day).say(Texts::new(Locale::En)), "18 Nov 2026");
        assert_eq!(Value::from(day).say(Texts::new(Locale::De)), "18. Nov. 2026");
        assert_eq!(Value::Bytes(2_100_000).say(Texts::new(Locale::De)), "2,1\u{a0}MB");
        assert_eq!(Value::from("Acme").say(Texts::new(Locale::De)), "Acme");
        let berlin = Value::at(day, Tz::Europe__Berlin).say(Texts::new(Locale::En));
        assert_eq!(berlin, "18 Nov 2026, 12:06 Europe/Berlin (18 Nov 2026, 11:06 UTC)");
        assert_eq!(Value::at(day, Tz::UTC).say(Texts::new(Locale::De)), "18. Nov. 2026, 11:06 UTC");
    }

    #[test]
    fn the_queue_shows_nothing_of_what_a_mail_says() {
        let job = Send { id: Uuid::nil(), message: "invitation".into(), sealed: "c2VhbGVk".into() };
        let payload = serde_json::to_value(&job).unwrap();
        let fields: Vec<_> = payload.as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, ["id", "message", "sealed"]);
    }
}
