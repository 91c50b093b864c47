//! The job that sends a mail.

use super::model::{Mail, Recipient, Send};
use super::{render, store};
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::mail::{Attachment, Message};
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
    deliver(&work, &mail).await.map(|_| ())
}

/// Renders a mail in its reader's language and sends it. Tried again it has the same Message-ID, so that a mail that left
/// twice is seen once. Whose account was closed in the meantime hears nothing: then it says that nothing left.
///
/// # Errors
/// `Refused` when the mail never can leave; another error when it may later.
pub async fn deliver(work: &Work, mail: &Mail) -> Result<bool, Error> {
    let kernel = work.kernel();
    let tx = work.snapshot().await?;
    let reader = match &mail.to {
        Recipient::Person(id) => store::person(&tx, *id).await?.map(|(email, name, locale)| (email, Some(name), locale)),
        Recipient::Address { email, name, locale } => Some((email.clone(), name.clone(), *locale)),
    };
    let Some((to, name, locale)) = reader else { return Ok(false) };
    let operator = store::operator(&tx).await?.unwrap_or_else(|| "Tutela".to_owned());
    let attachments = attachments(kernel, mail, work.tenant(), &tx).await?;
    drop(tx);
    let message = message(mail, locale, name.as_deref(), &operator, kernel)?;
    let message_id = format!("{}@{}", work.id, host(&kernel.base_url));
    kernel.mailer.send(&Message { to, attachments, message_id, ..message }).await?;
    Ok(true)
}

fn message(mail: &Mail, locale: Locale, name: Option<&str>, operator: &str, kernel: &Kernel) -> Result<Message, Error> {
    let rendered = render::render(mail, Texts::new(locale), name, operator, &kernel.base_url)?;
    Ok(Message { subject: rendered.subject, text: rendered.text, html: Some(rendered.html), ..Message::default() })
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
