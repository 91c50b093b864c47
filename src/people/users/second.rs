//! Telling those who may decide that something waits for a second person: nobody decides alone, and nobody has to look.

use uuid::Uuid;

use super::store::holding;
use crate::kernel::authz::Permission;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};
use crate::notifications::{self, Mail, Recipient, Value};

/// At most so many are told.
const MOST_TOLD: usize = 60;

/// Tells whoever holds `P`, but for who acts now and the other authors, that something waits for a second person. `what` is the text
/// that names the kind of thing, and nothing of what stands in it; the link opens it. The caller commits.
///
/// # Errors
/// When the database or the tenant's key fails.
pub async fn asks_a_second<P: Permission>(tx: &TenantTx, what: &str, link: &str, authors: &[Uuid]) -> Result<(), Error> {
    let acting = tx.person()?;
    let kind = Value::Each(Texts::new(Locale::En).t(what), Texts::new(Locale::De).t(what));
    let others = holding::<P>(tx).await?.into_iter().filter(|person: &Uuid| *person != acting && !authors.contains(person));
    for person in others.take(MOST_TOLD) {
        let mail = Mail::new(Recipient::Person(person), "second-person").with("what", kind.clone());
        notifications::mail(tx, mail.link(link)).await?;
    }
    Ok(())
}
