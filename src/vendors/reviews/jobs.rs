//! Tells staff in time what is due to be looked at.

use chrono::{DateTime, Utc};

use super::events::Event;
use super::model::{Kind, Watched};
use super::policy::ReviewVendors;
use super::store;
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::notifications::{self, Mail, Recipient};
use crate::people::{tenants, users};
use crate::vendors::subprocessors;

/// What is due, when, and how many days before that it is told.
type Alarm = (Kind, DateTime<Utc>, i32);

/// Raises each alarm that holds now and was not raised yet.
///
/// # Errors
/// When the database fails.
pub async fn raise_alarms(kernel: &Kernel) -> Result<(), Error> {
    let register = kernel.register().await?;
    let realm = tenants::operator_realm(&register).await?;
    drop(register);
    let Some(realm) = realm else { return Ok(()) };
    let tx = kernel.read_as_system(realm.id).await?;
    let is_quiet = due(&tx).await?.is_empty();
    drop(tx);
    if is_quiet {
        return Ok(());
    }
    // Read again where it is written: nobody is reminded of what was done in between.
    let tx = kernel.as_system(realm.id).await?;
    let staff = users::holding::<ReviewVendors>(&tx).await?;
    for (vendor, alarm) in due(&tx).await? {
        if !store::raise(&tx, vendor.id, alarm).await? {
            continue;
        }
        for person in &staff {
            notifications::mail(&tx, letter(Recipient::Person(*person), &vendor, alarm)).await?;
        }
        let (entry_id, (kind, due_at, days)) = (vendor.id, alarm);
        tx.note(match kind {
            Kind::Review => Event::ReviewDue { entry_id, due_at, days },
            Kind::Assessment => Event::AssessmentDue { entry_id, due_at, days },
        })
        .await?;
    }
    tx.commit_noted().await
}

/// The alarms that hold now, each with its vendor.
async fn due(tx: &TenantTx) -> Result<Vec<(Watched, Alarm)>, Error> {
    let mut all = Vec::new();
    for vendor in subprocessors::in_use(tx).await? {
        let watched = Watched::of(&vendor, tx.now());
        all.extend(watched.alarms(tx.now()).into_iter().map(|alarm| (watched.clone(), alarm)));
    }
    Ok(all)
}

fn letter(to: Recipient, vendor: &Watched, (kind, due_at, days): Alarm) -> Mail {
    let message = match (kind, days) {
        (Kind::Review, 0) => "review-overdue",
        (Kind::Review, _) => "review-due",
        (Kind::Assessment, _) if vendor.is_missing => "assessment-missing",
        (Kind::Assessment, 0) => "assessment-expired",
        (Kind::Assessment, _) => "assessment-due",
    };
    Mail::new(to, message)
        .with("vendor", vendor.legal_name.as_str())
        .with("due", due_at)
        .link(format!("/operator/subprocessors/{}", vendor.id))
}
