//! Outgoing mail: by SMTP, or as `.eml` files in a folder.
//!
//! Mail leaves through the outbox, at least once; a stable Message-ID makes it visible once (security design). A failure
//! says whether trying again can help. Addresses and texts never reach the log.

mod compose;
mod folder;
mod smtp;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use lettre::message::Mailbox;

use super::clock::Clock;
use super::error::Error;
use super::ids::Random;
use folder::Folder;
use smtp::Server;
pub use smtp::{Smtp, Tls};

/// One mail to one person.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The bare address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text for everybody.
    pub text: String,
    /// The same as HTML, for those who want it.
    pub html: Option<String>,
    /// What comes with it.
    pub attachments: Vec<Attachment>,
    /// Stable over retries and unique in the world: `{job}@{host}`.
    pub message_id: String,
    /// The bare address where an answer goes; without it, to the sender.
    pub reply_to: Option<String>,
    /// Further headers, such as `List-Unsubscribe`. Those that the mailer itself sets are refused.
    pub headers: Vec<(String, String)>,
}

/// A file that comes with a mail.
#[derive(Clone)]
pub struct Attachment {
    /// The name it is saved under, without a folder.
    pub name: String,
    /// Such as `application/pdf`.
    pub mime: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({}, {}, {} bytes)", self.name, self.mime, self.bytes.len())
    }
}

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It never will: the address or the message is bad, or the server refuses it for good.
    #[error("The mail cannot be delivered: {0}")]
    Permanent(String),
    /// It may leave later: the server is away, busy, or does not accept our login.
    #[error("The mail could not be delivered yet: {0}")]
    Temporary(String),
    /// The server was silent, or gone, after the mail was on its way: it may have taken it.
    #[error("Nobody knows whether the mail was delivered: {0}")]
    Unknown(String),
}

impl From<Failure> for Error {
    /// A permanent failure is a refusal with the code `mail-undeliverable`; the outbox tries the others again.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Permanent(_) => Self::refused("mail-undeliverable", failure.to_string()),
            Failure::Temporary(_) | Failure::Unknown(_) => Self::from(anyhow::Error::new(failure)),
        }
    }
}

/// Sends mail; cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    from: Mailbox,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    road: Road,
}

enum Road {
    Server(Box<Server>),
    Folder(Folder),
}

impl Mailer {
    /// Sends through a server. It connects when there is something to send.
    ///
    /// # Errors
    /// When the sender is not an address, or the settings do not fit together.
    pub fn smtp(settings: &Smtp, from: &str, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> anyhow::Result<Self> {
        let from = sender(from)?;
        let road = Road::Server(Box::new(Server::new(settings, from.email.domain())?));
        Ok(Self(Arc::new(Inner { from, clock, random, road })))
    }

    /// Writes `.eml` files into a folder, which is made when it is missing.
    ///
    /// # Errors
    /// When the sender is not an address, or the folder cannot be made.
    pub fn folder(folder: &Path, from: &str, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> anyhow::Result<Self> {
        let road = Road::Folder(Folder::new(folder)?);
        Ok(Self(Arc::new(Inner { from: sender(from)?, clock, random, road })))
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// `Permanent` or `Temporary`: whether trying again can help.
    pub async fn send(&self, message: &Message) -> Result<(), Failure> {
        let Inner { from, clock, random, road } = &*self.0;
        let now = clock.now();
        let mail = compose::mail(message, from, now, &**random)?;
        match road {
            Road::Server(server) => server.send(mail.envelope().clone(), mail.formatted()).await,
            Road::Folder(folder) => folder.keep(mail.formatted(), &message.message_id, now).await,
        }
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0.road {
            Road::Server(_) => "Mailer(smtp)",
            Road::Folder(_) => "Mailer(folder)",
        })
    }
}

fn sender(from: &str) -> anyhow::Result<Mailbox> {
    let wanted = "The sender of mails must look like: Tutela <no-reply@tutela.example>";
    anyhow::ensure!(!from.contains(char::is_control), wanted);
    from.parse().context(wanted)
}
