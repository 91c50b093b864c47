//! Tells staff in time which measures are due to be checked, and which wait for a second person.

use chrono::{DateTime, Utc};
use entity::measure;
use uuid::Uuid;

use super::events::Event;
use super::model::{alarm, lead};
use super::policy::{ApproveMeasures, WriteMeasures};
use super::store;
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::notifications::{self, Mail, Recipient, Value};
use crate::people::{tenants, users};

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
    let is_quiet = due(store::in_use(&tx).await?, tx.now()).is_empty();
    drop(tx);
    if is_quiet {
        return Ok(());
    }
    // Read again, and held: nobody is reminded of a check that was written down in between.
    let tx = kernel.as_system(realm.id).await?;
    let staff = users::holding::<WriteMeasures>(&tx).await?;
    for (due_at, days, row) in due(store::hold_in_use(&tx).await?, tx.now()) {
        if !store::raise(&tx, &row.code, due_at, days).await? {
            continue;
        }
        let message = if days == 0 { "measure-overdue" } else { "measure-due" };
        tell(&tx, &staff, message, &row, due_at).await?;
        tx.note(Event::Due { measure_id: row.id, code: row.code, due_at, days }).await?;
    }
    tx.commit_noted().await
}

/// The alarms that hold now: when the check is due, which alarm it is, and of which measure.
fn due(rows: Vec<measure::Model>, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, i32, measure::Model)> {
    let alarm_of = |row: measure::Model| {
        let due_at = row.check_due_at?;
        let lead = lead(row.check_every_months, row.shortcoming_at.is_some());
        Some((due_at, alarm(due_at, now, lead)?, row))
    };
    rows.into_iter().filter_map(alarm_of).collect()
}

/// Tells whoever may write down a check that one found a shortcoming.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell_of_shortcoming(tx: &TenantTx, row: &measure::Model, due_at: DateTime<Utc>) -> Result<(), Error> {
    tell(tx, &users::holding::<WriteMeasures>(tx).await?, "measure-shortcoming", row, due_at).await
}

/// Asks whoever may approve to look at a version that is written; whoever wrote it first may not, also where another person now
/// wrote it anew.
///
/// # Errors
/// When the database fails.
pub(super) async fn ask_for_approval(tx: &TenantTx, row: &measure::Model) -> Result<(), Error> {
    let link = format!("/operator/measures/{}", row.id);
    users::asks_a_second::<ApproveMeasures>(tx, "mail-second-measure", &link, row.written_by.as_slice()).await
}

/// Asks whoever may approve to look at a retirement that is proposed.
///
/// # Errors
/// When the database fails.
pub(super) async fn ask_for_retirement(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    users::asks_a_second::<ApproveMeasures>(tx, "mail-second-retirement", &format!("/operator/measures/{id}"), &[]).await
}

async fn tell(
    tx: &TenantTx,
    staff: &[Uuid],
    message: &'static str,
    row: &measure::Model,
    due_at: DateTime<Utc>,
) -> Result<(), Error> {
    for person in staff {
        let mail = Mail::new(Recipient::Person(*person), message)
            .with("measure", Value::Each(row.name_en.clone(), row.name_de.clone()))
            .with("due", due_at)
            .link(format!("/operator/measures/{}", row.id));
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}
