//! When an agreement comes into force and how it ends. One legal entity has one agreement in force, and so has a workspace:
//! the older one is superseded in the same transaction, and offers that were asked for before it are closed.

use entity::agreement;
use serde::Deserialize;
use uuid::Uuid;

use super::super::actions::contact_path;
use super::super::events::Event;
use super::super::policy::ManageAgreements;
use super::super::states::State;
use super::super::store as agreements;
use super::customer::read_reason;
use super::doubts::{doubts, holder};
use super::store;
use super::terms::BringTerms;
use super::told::{Told, tell};
use crate::agreements::templates;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::files::shelf;
use crate::kernel::i18n::Locale;
use crate::notifications::{self, Mail, Recipient, Value};
use crate::people::{tenants, users};

/// Who lets an agreement come into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Nobody: only where nothing has to be looked at. Else the staff answer within so many business days.
    ByItself {
        /// The promise.
        answer_days: u32,
    },
    /// The operator's legal staff have looked.
    ByStaff {
        /// Those in force under another number, but of the same name or contact, are of the same legal entity.
        same_entity: bool,
    },
}

/// countersigned → in force, unless somebody has to look first. Says whether it did. Mails what follows to both sides.
///
/// # Errors
/// `Taken` when another one of the same legal entity came into force at the same moment: then all of it is done again.
pub async fn settle(tx: &TenantTx, id: Uuid, decided: Decided) -> Result<bool, Error> {
    let row = agreements::locked(tx, id).await?;
    let mut standing = store::standing_locked(tx, &row).await?;
    match decided {
        Decided::ByItself { answer_days } if !doubts(&row, &standing).is_empty() => {
            tell_customer(tx, &row, "dpa-waiting", Some(answer_days)).await?;
            tell_staff(tx, &row, "mail-dpa-countersigned-waits").await?;
            return Ok(false);
        }
        Decided::ByStaff { same_entity: true } => standing.rivals.append(&mut standing.twins),
        _ => {}
    }
    for rival in &standing.rivals {
        store::set_superseded(tx, rival, row.id).await?;
        tell_end(tx, rival, "mail-dpa-ended-superseded", &row.number).await?;
        tx.note(Event::Superseded { dpa_id: rival.id, by: row.id }).await?;
        tell(tx, rival, None, Told::Superseded { by: row.id }).await?;
    }
    let confirmed = matches!(decided, Decided::ByStaff { .. });
    close_overtaken(tx, &row, confirmed).await?;
    store::set_in_force(tx, &row).await?;
    super::jobs::enter(tx, &row).await?;
    tx.note(Event::InForce { dpa_id: row.id, confirmed }).await?;
    // The days of the new one first: a notice in between is not told with fewer than both promise.
    for agreement_id in std::iter::once(row.id).chain(standing.rivals.iter().map(|rival| rival.id)) {
        tx.enqueue(BringTerms { agreement_id }).await?;
    }
    tell(tx, &row, None, Told::InForce { confirmed }).await?;
    tell_customer(tx, &row, "dpa-in-force", None).await?;
    tell_staff(tx, &row, "mail-dpa-countersigned-in-force").await?;
    Ok(true)
}

/// Closes the open offers that were asked for before the one that comes into force: signed later, an older text would take its
/// place. A stranger who signs first closes nobody else's, unless the staff have looked; and a signature that was confirmed
/// already is made, and waits for the staff.
async fn close_overtaken(tx: &TenantTx, row: &agreement::Model, looked_at: bool) -> Result<(), Error> {
    for open in store::overtaken_locked(tx, row).await? {
        let is_theirs = holder(row).may_replace(holder(&open));
        if !(is_theirs || looked_at) || store::is_confirmed(tx, open.id).await? {
            continue;
        }
        store::set_overtaken(tx, &open, row.id).await?;
        // Whoever has just signed the other one knows; somebody else would wait for nothing.
        if !open.contact_email.eq_ignore_ascii_case(&row.contact_email) {
            tell_end(tx, &open, "mail-dpa-ended-overtaken", "").await?;
        }
        tx.note(Event::Overtaken { dpa_id: open.id, by: row.id }).await?;
        tell(tx, &open, None, Told::Overtaken { by: row.id }).await?;
    }
    Ok(())
}

/// The contact of an agreement as a reader of mail.
pub fn contact(row: &agreement::Model) -> Recipient {
    Recipient::Address {
        email: row.contact_email.clone(),
        name: Some(row.signatory_name.clone()),
        locale: Locale::of(&row.language).unwrap_or_default(),
    }
}

/// A file goes with a mail up to this size. 10 MB: a mail grows by a third on its way, and many servers stop at 20 or 25 MB.
const MOST_ATTACHED: u64 = 10 * 1024 * 1024;

/// Attaches a file to a mail, or says how large it is and that it lies on the page of the agreement.
///
/// # Errors
/// `NotFound` when the file is gone.
pub async fn attached(tx: &TenantTx, mail: Mail, file: Uuid, name: String) -> Result<Mail, Error> {
    let size = shelf::open(tx, file).await?.size;
    Ok(if size > MOST_ATTACHED {
        mail.item("mail-dpa-file-large", [("size", Value::Bytes(size))])
    } else {
        mail.attach(file, name, "application/pdf")
    })
}

async fn with_file(tx: &TenantTx, row: &agreement::Model, mail: Mail) -> Result<Mail, Error> {
    let file = row.countersigned_file_id.ok_or_else(|| anyhow::anyhow!("a countersigned agreement has no file"))?;
    attached(tx, mail, file, format!("{}-countersigned.pdf", row.number)).await
}

async fn tell_customer(tx: &TenantTx, row: &agreement::Model, message: &str, days: Option<u32>) -> Result<(), Error> {
    let mut mail = Mail::new(contact(row), message)
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .with("sha256", row.countersigned_sha256.clone().unwrap_or_default())
        .link(contact_path(tx.kernel(), row.id))
        .about(row.id);
    if let Some(days) = days {
        mail = mail.counting(i64::from(days));
    }
    if let Some(workspace) = workspace_of(tx, row).await? {
        mail = mail.item("mail-dpa-held", [("workspace", workspace.into())]);
    }
    notifications::mail(tx, with_file(tx, row, mail).await?).await
}

/// What the workspace is called that holds an agreement, if one does.
///
/// # Errors
/// When the database fails.
pub async fn workspace_of(tx: &TenantTx, row: &agreement::Model) -> Result<Option<String>, Error> {
    match row.held_by {
        Some(holder) => tenants::name_of(tx, holder).await,
        None => Ok(None),
    }
}

/// Tells the contact again what it was told last: that the agreement waits, counts, or has ended.
///
/// # Errors
/// `Refused` with `nothing-to-resend` where the customer itself said no.
pub async fn tell_again(tx: &TenantTx, row: &agreement::Model, answer_days: u32) -> Result<(), Error> {
    let reason = row.reason.as_deref().unwrap_or_default();
    match State::read(&row.state)? {
        State::Countersigned => tell_customer(tx, row, "dpa-waiting", Some(answer_days)).await,
        State::InForce => tell_customer(tx, row, "dpa-in-force", None).await,
        State::Superseded => {
            let by = row.superseded_by.ok_or_else(|| anyhow::anyhow!("a superseded agreement names no other"))?;
            tell_end(tx, row, "mail-dpa-ended-superseded", &agreements::by_id(tx, by).await?.number).await
        }
        State::Terminated => tell_end(tx, row, "mail-dpa-ended-terminated", reason).await,
        State::Declined if row.declined_by.as_deref() == Some("operator") => {
            tell_end(tx, row, "mail-dpa-ended-declined", reason).await
        }
        State::Expired if row.superseded_by.is_some() => tell_end(tx, row, "mail-dpa-ended-overtaken", "").await,
        State::Expired => tell_end(tx, row, "mail-dpa-ended-expired", "").await,
        _ => Err(Error::refused("nothing-to-resend", "The customer declined this agreement: nothing was to be sent after it.")),
    }
}

async fn tell_staff(tx: &TenantTx, row: &agreement::Model, outcome: &str) -> Result<(), Error> {
    for person in users::holding::<ManageAgreements>(tx).await? {
        let mail = Mail::new(Recipient::Person(person), "dpa-countersigned")
            .with("organisation", row.legal_name.clone())
            .with("number", row.number.clone())
            .item(outcome, [])
            .link(format!("/operator/dpa-requests/{}", row.id));
        notifications::mail(tx, with_file(tx, row, mail).await?).await?;
    }
    Ok(())
}

/// Tells the contact that an agreement has ended: how, and why.
pub async fn tell_end(tx: &TenantTx, row: &agreement::Model, how: &str, why: &str) -> Result<(), Error> {
    let mail = Mail::new(contact(row), "dpa-ended")
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .item(how, [("why", why.into())])
        .link(contact_path(tx.kernel(), row.id))
        .about(row.id);
    notifications::mail(tx, mail).await
}

/// What the operator's staff say with their yes.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AgreementConfirmation)]
pub struct Confirmation {
    /// The agreements in force of the same name or contact, but of another register number, are of the same legal entity: they
    /// are superseded, too.
    pub same_entity: bool,
}

/// The operator has looked at a countersigned agreement and lets it come into force.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-waiting`; `Unavailable` when another one came into force at the same moment.
pub async fn confirm(caller: &Authorized<ManageAgreements>, id: Uuid, said: Confirmation) -> Result<(), Error> {
    let tx = caller.begin().await?;
    waiting(&agreements::locked(&tx, id).await?)?;
    settle(&tx, id, Decided::ByStaff { same_entity: said.same_entity }).await.map_err(|error| match error {
        Error::Taken { .. } => Error::Unavailable { retry_after_s: 1 },
        other => other,
    })?;
    tx.commit_noted().await
}

/// The operator says no to a countersigned agreement: whoever signed may not act for the customer, or another agreement remains
/// in force. The text of the agreement knows no other reason.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `agreement-not-waiting`.
pub async fn decline(caller: &Authorized<ManageAgreements>, id: Uuid, reason: &str) -> Result<(), Error> {
    let reason = read_reason("reason", reason, true).map_err(|wrong| Error::Invalid(vec![wrong]))?;
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    waiting(&row)?;
    tell_end(&tx, &row, "mail-dpa-ended-declined", reason.as_deref().unwrap_or_default()).await?;
    store::set_declined(&tx, &row, "operator", reason).await?;
    tell(&tx, &row, None, Told::Declined { by: "operator".to_owned() }).await?;
    tx.commit(Event::Declined { dpa_id: id, by: "operator".to_owned() }).await
}

fn waiting(row: &agreement::Model) -> Result<(), Error> {
    if row.state == State::Countersigned.as_str() {
        return Ok(());
    }
    Err(Error::refused("agreement-not-waiting", "Only an agreement that is countersigned and waits for you can be decided."))
}

/// The operator's promise for the answer to an agreement, in business days: that of the version it was made from.
///
/// # Errors
/// When the version cannot be read.
pub async fn answer_days(kernel: &crate::kernel::Kernel, row: &agreement::Model) -> Result<u32, Error> {
    let realm = super::super::actions::realm(kernel).await?;
    Ok(templates::version(kernel, realm, &row.template_version).await?.config().life.answer_days.value)
}
