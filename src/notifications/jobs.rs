//! The job that sends a mail.

use super::model::{Mail, Recipient, Send, Undelivered};
use super::{render, store};
use crate::kernel::Kernel;
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::mail::{Attachment, Failure, Message};
use crate::kernel::outbox::Work;
use crate::kernel::tenancy::TenantId;

/// Sends the mail of a job.
///
/// # Errors
/// When the mail could not leave; the outbox tries again.
pub async fn send(work: Work, job: Send) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let mail = job.open(&*tx.key().await?)?;
    drop(tx);
    match deliver(&work, &mail, &work.id.to_string()).await? {
        Departure::Left | Departure::NobodyThere => Ok(()),
        // Sent again it has the same Message-ID: what arrived twice is seen once.
        Departure::Unknown => Err(Error::from(anyhow::anyhow!("the mail server did not say whether it took the mail"))),
    }
}

/// A mail was given up: whatever it was about hears of it ([`Undelivered`]).
///
/// # Errors
/// When the database or the tenant's key fails.
pub async fn given_up(work: Work, job: Send) -> Result<(), Error> {
    let tx = work.begin().await?;
    let mail = job.open(&*tx.key().await?)?;
    let Some(about) = mail.about else { return Ok(()) };
    tx.enqueue(Undelivered { about, message: mail.message }).await?;
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// The mail server took it.
    Left,
    /// The account of its reader was closed in the meantime: nothing left.
    NobodyThere,
    /// The mail server did not say whether it took it.
    Unknown,
}

/// Renders a mail in its reader's language and sends it under a name, the part of its Message-ID before the host. Whoever
/// tries again gives the same name, so that a mail that left twice is seen once.
///
/// # Errors
/// `Refused` when the mail never can leave; another error when it surely did not leave, but may later.
pub async fn deliver(work: &Work, mail: &Mail, name_of_mail: &str) -> Result<Departure, Error> {
    let kernel = work.kernel();
    let tx = work.snapshot().await?;
    let reader = match &mail.to {
        Recipient::Person(id) => store::person(&tx, *id).await?.map(|(email, name, locale)| (email, Some(name), locale)),
        Recipient::Address { email, name, locale } => Some((email.clone(), name.clone(), *locale)),
    };
    let Some((to, name, locale)) = reader else { return Ok(Departure::NobodyThere) };
    let operator = store::operator(&tx).await?.unwrap_or_else(|| "Tutela".to_owned());
    let attachments = attachments(kernel, mail, work.tenant(), &tx).await?;
    drop(tx);
    let message = message(mail, locale, name.as_deref(), &operator, kernel)?;
    let message_id = format!("{name_of_mail}@{}", host(&kernel.base_url));
    match kernel.mailer.send(&Message { to, attachments, message_id, ..message }).await {
        Ok(()) => Ok(Departure::Left),
        Err(Failure::Unknown(why)) => {
            tracing::warn!(job.id = %work.id, error.cause = why, "Nobody knows whether a mail left.");
            Ok(Departure::Unknown)
        }
        Err(failure) => Err(failure.into()),
    }
}

fn message(mail: &Mail, locale: Locale, name: Option<&str>, operator: &str, kernel: &Kernel) -> Result<Message, Error> {
    let rendered = render::render(mail, Texts::new(locale), name, operator, &kernel.base_url)?;
    let headers = mail.leave.as_ref().map_or_else(Vec::new, |path| leaving(&format!("{}{path}", kernel.base_url)));
    let (html, reply_to) = (Some(rendered.html), mail.reply_to.clone());
    Ok(Message { subject: rendered.subject, text: rendered.text, html, headers, reply_to, ..Message::default() })
}

/// The headers with which a mail program takes its reader off a list in one click.
fn leaving(address: &str) -> Vec<(String, String)> {
    let header = |name: &str, value: String| (name.to_owned(), value);
    vec![
        header("List-Unsubscribe", format!("<{address}>")),
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
    ]
}

async fn attachments(kernel: &Kernel, mail: &Mail, tenant: TenantId, tx: &TenantTx) -> Result<Vec<Attachment>, Error> {
    let mut attachments = Vec::with_capacity(mail.files.len());
    for file in &mail.files {
        let bytes = kernel.files.get(&tx.key().await?, tenant.get(), file.id).await?;
        attachments.push(Attachment { name: file.name.clone(), mime: file.mime.clone(), bytes });
    }
    Ok(attachments)
}

/// The host of an address, without its port.
fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    if host.is_empty() { "tutela.invalid" } else { host }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_message_is_named_after_its_host() {
        assert_eq!(host("https://learn.example.com"), "learn.example.com");
        assert_eq!(host("http://127.0.0.1:8080"), "127.0.0.1");
        assert_eq!(host(""), "tutela.invalid");
    }
}
