//! When an agreement comes into force and how it ends. One legal entity has one agreement in force, and so has a workspace:
//! the older one is superseded in the same transaction.

use entity::agreement;
use uuid::Uuid;

use super::super::actions::{page_path, status_token};
use super::super::events::Event;
use super::super::policy::ManageAgreements;
use super::super::states::{Holder, State};
use super::super::store as agreements;
use super::customer::read_reason;
use super::store;
use super::terms::BringTerms;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::notifications::{self, Mail, Recipient};
use crate::people::{tenants, users};

/// Who lets an agreement come into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Nobody: only where nobody's agreement would be taken away.
    ByItself,
    /// The operator's legal staff have looked.
    ByStaff,
    /// The operator's legal staff have to look, whoever holds what.
    NotYet,
}

/// countersigned → in force, unless somebody has to look first. Says whether it did. Mails what follows to both sides.
///
/// # Errors
/// `Taken` when another one of the same legal entity came into force at the same moment: then all of it is done again.
pub async fn settle(tx: &TenantTx, id: Uuid, decided: Decided) -> Result<bool, Error> {
    let row = agreements::locked(tx, id).await?;
    let rivals = store::rivals(tx, &row).await?;
    let free = store::has_entity(&row) && rivals.iter().all(|rival| holder(&row).may_replace(holder(rival)));
    if decided == Decided::NotYet || (decided == Decided::ByItself && !free) {
        tell_customer(tx, &row, "dpa-waiting").await?;
        tell_staff(tx, &row, "mail-dpa-countersigned-waits").await?;
        return Ok(false);
    }
    for rival in rivals {
        store::set_superseded(tx, &rival, row.id).await?;
        tell_end(tx, &rival, "mail-dpa-ended-superseded", &row.number).await?;
        tx.note(Event::Superseded { dpa_id: rival.id, by: row.id }).await?;
    }
    store::set_in_force(tx, &row).await?;
    super::jobs::enter(tx, &row).await?;
    tx.note(Event::InForce { dpa_id: row.id, confirmed: decided == Decided::ByStaff }).await?;
    tx.enqueue(BringTerms { agreement_id: row.id }).await?;
    tell_customer(tx, &row, "dpa-in-force").await?;
    tell_staff(tx, &row, "mail-dpa-countersigned-in-force").await?;
    Ok(true)
}

fn holder(row: &agreement::Model) -> Holder<'_> {
    Holder { workspace: row.held_by, contact_email: &row.contact_email }
}

fn file_of(row: &agreement::Model) -> Result<(Uuid, String), Error> {
    let file = row.countersigned_file_id.ok_or_else(|| anyhow::anyhow!("a countersigned agreement has no file"))?;
    Ok((file, format!("{}-countersigned.pdf", row.number)))
}

/// The contact of an agreement as a reader of mail.
pub fn contact(row: &agreement::Model) -> Recipient {
    Recipient::Address {
        email: row.contact_email.clone(),
        name: Some(row.signatory_name.clone()),
        locale: Locale::of(&row.language).unwrap_or_default(),
    }
}

async fn tell_customer(tx: &TenantTx, row: &agreement::Model, message: &str) -> Result<(), Error> {
    let (file, name) = file_of(row)?;
    let mail = Mail::new(contact(row), message)
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .with("sha256", row.countersigned_sha256.clone().unwrap_or_default())
        .link(page_path(row.id, &status_token(tx.kernel(), row.id)))
        .attach(file, name, "application/pdf");
    notifications::mail(tx, mail).await
}

async fn tell_staff(tx: &TenantTx, row: &agreement::Model, outcome: &str) -> Result<(), Error> {
    let (file, name) = file_of(row)?;
    for person in users::holding::<ManageAgreements>(tx).await? {
        let mail = Mail::new(Recipient::Person(person), "dpa-countersigned")
            .with("organisation", row.legal_name.clone())
            .with("number", row.number.clone())
            .item(outcome, [])
            .link(format!("/operator/dpa-requests/{}", row.id))
            .attach(file, name.clone(), "application/pdf");
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}

/// Tells the contact that an agreement has ended: how, and why.
pub async fn tell_end(tx: &TenantTx, row: &agreement::Model, how: &str, why: &str) -> Result<(), Error> {
    let mail = Mail::new(contact(row), "dpa-ended")
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .item(how, [("why", why.into())])
        .link(page_path(row.id, &status_token(tx.kernel(), row.id)));
    notifications::mail(tx, mail).await
}

/// The operator has looked at a countersigned agreement and lets it come into force.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-waiting`; `Unavailable` when another one came into force at the same moment.
pub async fn confirm(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    waiting(&agreements::locked(&tx, id).await?)?;
    settle(&tx, id, Decided::ByStaff).await.map_err(|error| match error {
        Error::Taken { .. } => Error::Unavailable { retry_after_s: 1 },
        other => other,
    })?;
    tx.commit_noted().await
}

/// The operator says no to a countersigned agreement.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `agreement-not-waiting`.
pub async fn decline(caller: &Authorized<ManageAgreements>, id: Uuid, reason: &str) -> Result<(), Error> {
    let reason = read_reason(reason, true)?;
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    waiting(&row)?;
    tell_end(&tx, &row, "mail-dpa-ended-declined", reason.as_deref().unwrap_or_default()).await?;
    store::set_declined(&tx, &row, "operator", reason).await?;
    tx.commit(Event::Declined { dpa_id: id, by: "operator".to_owned() }).await
}

fn waiting(row: &agreement::Model) -> Result<(), Error> {
    if row.state == State::Countersigned.as_str() {
        return Ok(());
    }
    Err(Error::refused("agreement-not-waiting", "Only an agreement that is countersigned and waits for you can be decided."))
}

/// The operator ends an agreement that is in force: only when nothing is processed under it any more.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `agreement-not-in-force` or `data-not-gone`.
pub async fn terminate(caller: &Authorized<ManageAgreements>, id: Uuid, reason: &str) -> Result<(), Error> {
    let reason = read_reason(reason, true)?.unwrap_or_default();
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    if row.state != State::InForce.as_str() {
        return Err(Error::refused("agreement-not-in-force", "Only an agreement that is in force can be ended."));
    }
    if let Some(workspace) = row.held_by
        && tenants::exists(&tx, workspace).await?
    {
        let detail = "The workspace that holds this agreement still exists. Its data must be returned and deleted first.";
        return Err(Error::refused("data-not-gone", detail));
    }
    tell_end(&tx, &row, "mail-dpa-ended-terminated", &reason).await?;
    store::set_terminated(&tx, &row, reason).await?;
    tx.commit(Event::Terminated { dpa_id: id }).await
}
