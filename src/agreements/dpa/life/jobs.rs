//! The jobs of an agreement's life: bring it to the operator, seal the countersignature, remind, and close the offer.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{agreement, countersignature};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::actions::{contact_path, is_stuck};
use super::super::events::Event;
use super::super::model::DOCUMENT;
use super::super::paper::CUSTOMER_FIELD;
use super::super::states::State;
use super::super::store as agreements;
use super::super::tries::{self, Seal, Try};
use super::countersign;
use super::force::{self, Decided};
use super::store;
use super::told::{Told, tell};
use crate::agreements::templates::Life;
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::documents::{self, Entry};
use crate::kernel::error::Error;
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::ids::{new_code, sha256_hex};
use crate::kernel::outbox::{Job, Work};
use crate::kernel::pdf::{self, Purpose, SigningDetails};
use crate::notifications::{self, Mail, Undelivered};

/// Seals a countersignature that was confirmed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Countersign {
    /// Which one.
    pub countersignature_id: Uuid,
}

impl Job for Countersign {
    const KIND: &'static str = "dpa.countersign";
}

/// Looks whether a countersignature that was confirmed was made: a worker that is killed in its last try tells nobody.
#[derive(Debug, Serialize, Deserialize)]
pub struct WatchSignature {
    /// Which one.
    pub countersignature_id: Uuid,
}

impl Job for WatchSignature {
    const KIND: &'static str = "dpa.watch_signature";
}

/// By then a countersignature is made, or it has stopped: eight tries with the pauses between them take eleven minutes, as many
/// leases of workers that were killed forty, and for as long again the server may be busy.
const LONGEST_MAKING: TimeDelta = TimeDelta::hours(2);

/// Has a countersignature made that was confirmed, and looks later whether it was.
///
/// # Errors
/// When the database fails.
pub async fn make_signature(tx: &TenantTx, countersignature_id: Uuid) -> Result<(), Error> {
    tx.enqueue(Countersign { countersignature_id }).await?;
    tx.enqueue_at(WatchSignature { countersignature_id }, tx.now() + LONGEST_MAKING).await
}

/// Reminds the customer that an offer ends.
#[derive(Debug, Serialize, Deserialize)]
pub struct Remind {
    /// Which agreement.
    pub agreement_id: Uuid,
}

impl Job for Remind {
    const KIND: &'static str = "dpa.remind";
}

/// Closes an offer that nobody signed in time.
#[derive(Debug, Serialize, Deserialize)]
pub struct Close {
    /// Which agreement.
    pub agreement_id: Uuid,
}

impl Job for Close {
    const KIND: &'static str = "dpa.close";
}

/// Until when an agreement that is sent now can be signed; the reminder and the end are promised with it.
///
/// # Errors
/// When the database fails.
pub async fn open_offer(tx: &TenantTx, agreement_id: Uuid, life: &Life) -> Result<DateTime<Utc>, Error> {
    let end = tx.now() + TimeDelta::days(life.offer_days.value.into());
    tx.enqueue_at(Remind { agreement_id }, end - TimeDelta::days(life.reminder_days.value.into())).await?;
    tx.enqueue_at(Close { agreement_id }, end).await?;
    Ok(end)
}

/// Makes a countersignature that was confirmed. When it cannot be made, whoever looks after agreements is told why.
///
/// # Errors
/// When a step failed and is worth another try.
pub async fn countersign(work: Work, job: Countersign) -> Result<(), Error> {
    let id = job.countersignature_id;
    let stop = match make(&work, id).await {
        Ok(()) => return Ok(()),
        Err(stop) => stop,
    };
    // The outbox gives up then, too.
    if work.is_last_try() || matches!(stop, Stop::Failed(Error::Refused { .. })) {
        let why = match &stop {
            Stop::Unsealed(error) => error.to_string(),
            Stop::Failed(error) => error.code().to_owned(),
        };
        stop_signing(&work, id, &why).await?;
    }
    Err(match stop {
        Stop::Unsealed(error) => anyhow::Error::new(error).into(),
        Stop::Failed(error) => error,
    })
}

/// Has it seen by the staff when a countersignature that was confirmed is not there in time.
///
/// # Errors
/// When the database fails.
pub async fn watch_signature(work: Work, job: WatchSignature) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let asked = store::countersignature(&tx, job.countersignature_id).await?;
    let row = agreements::by_id(&tx, asked.agreement_id).await?;
    drop(tx);
    tries::tidy(&work, &row, Seal::Countersignature).await;
    if is_stuck(&row) {
        return Ok(());
    }
    stop_signing(&work, asked.id, "no try has made the signature, and none has said why").await
}

/// The signature waits for whoever looks after agreements, who are told why. One that was made after all waits for nobody.
async fn stop_signing(work: &Work, id: Uuid, why: &str) -> Result<(), Error> {
    let tx = work.begin().await?;
    let asked = store::countersignature(&tx, id).await?;
    let row = agreements::locked(&tx, asked.agreement_id).await?;
    if !State::read(&row.state)?.is_open() {
        return Ok(());
    }
    store::set_stuck(&tx, row.id, why).await?;
    super::super::jobs::tell_stopped(&tx, &row, "dpa-unsigned", why).await?;
    tx.commit(Event::Failed { dpa_id: row.id, attempt: work.attempt }).await
}

/// Why a countersignature was not made.
enum Stop {
    /// The seal was not set; the words are for the operator and name no customer.
    Unsealed(pdf::Error),
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Seals the second signature, checks it as a stranger would, keeps it beside the master, and lets the agreement come into
/// force where nobody has to look first. Done twice, or by two workers, it makes one countersigned file.
async fn make(work: &Work, id: Uuid) -> Result<(), Stop> {
    let tx = work.snapshot().await?;
    let asked = store::countersignature(&tx, id).await?;
    let row = agreements::by_id(&tx, asked.agreement_id).await?;
    if !State::read(&row.state)?.is_open() || asked.confirmed_at.is_none() {
        drop(tx);
        tries::tidy(work, &row, Seal::Countersignature).await;
        return Ok(());
    }
    let (kernel, tenant, key) = (work.kernel().clone(), tx.tenant().get(), tx.key().await?);
    let master = row.file_id.ok_or_else(|| Error::from(anyhow::anyhow!("an agreement that is sent has no file")))?;
    drop(tx);
    let master = kernel.files.get(&key, tenant, master).await?;
    if sha256_hex(&master) != asked.pdf_sha256 {
        return Err(Error::from(anyhow::anyhow!("the sealed file of an agreement is not what was shown to be signed")).into());
    }
    let answer_days = force::answer_days(&kernel, &row).await?;
    let said = countersign::reason(&asked, &row);
    let signed = tokio::task::spawn_blocking(move || sealed(&kernel, &master, &said)).await;
    let pdf = signed.map_err(|error| Error::from(anyhow::Error::new(error)))?.map_err(Stop::Unsealed)?;
    work.renew().await?;
    let made = Try::begin(work, row.id, Seal::Countersignature).await?;
    let done = keep_signed(work, &asked, made, &pdf, answer_days).await;
    Ok(made.end(work, done).await?)
}

/// Stores the file with both signatures, unless there is one already.
async fn keep_signed(work: &Work, asked: &countersignature::Model, made: Try, pdf: &[u8], answer_days: u32) -> Result<(), Error> {
    let file_id = made.file();
    let file = shelf::put(work.snapshot().await?, file_id, pdf).await?;
    let tx = work.begin().await?;
    let row = agreements::locked(&tx, asked.agreement_id).await?;
    if !State::read(&row.state)?.is_open() {
        return Ok(());
    }
    let name = format!("{}-countersigned.pdf", row.number);
    shelf::enter(&tx, file_id, Label::pdf("agreement", name), &file).await?;
    keep(&tx, &row, asked, file_id, file.sha256_hex()).await?;
    force::settle(&tx, row.id, Decided::ByItself { answer_days }).await?;
    tx.commit_noted().await
}

/// Notes the countersigned file beside the master.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &TenantTx,
    row: &agreement::Model,
    asked: &countersignature::Model,
    file: Uuid,
    sha256: String,
) -> Result<(), Error> {
    store::set_countersigned(tx, row, &asked.how, file, sha256.clone()).await?;
    tell(tx, row, None, Told::Countersigned { how: asked.how.clone(), pdf_sha256: sha256.clone() }).await?;
    tx.note(Event::Countersigned { dpa_id: row.id, how: asked.how.clone(), pdf_sha256: sha256 }).await
}

/// Enters the countersigned file into the directory, now that the agreement counts: from here we vouch for every byte of it.
/// Before, a file that a stranger signed and sent is only what it is, ours with one signature more.
///
/// # Errors
/// When the database fails.
pub async fn enter(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    let Some((id, sha256)) = row.countersigned_file_id.zip(row.countersigned_sha256.clone()) else { return Ok(()) };
    // One that was kept before this was so stands there already.
    if documents::is_entered(tx, id).await? {
        return Ok(());
    }
    let code = new_code(&*tx.kernel().random)?;
    documents::enter(tx, Entry { id, kind: DOCUMENT, code, sha256 }).await
}

/// The second signature names the time at which it is set, which an authority may confirm; when it was decided stands in its
/// reason.
fn sealed(kernel: &Kernel, master: &[u8], reason: &str) -> Result<Vec<u8>, pdf::Error> {
    let details = SigningDetails {
        field: CUSTOMER_FIELD,
        signer_name: kernel.seal.organisation(),
        reason,
        location: "",
        contact: "",
        at: kernel.clock.now(),
        purpose: Purpose::Approval,
    };
    kernel.seal.sign_checked(master, &details).map(|(signed, _)| signed)
}

/// Reminds the contact, once, while the agreement can still be signed.
///
/// # Errors
/// When the database fails.
pub async fn remind(work: Work, job: Remind) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = agreements::locked(&tx, job.agreement_id).await?;
    let Some(end) = row.expires_at.filter(|_| row.reminded_at.is_none()) else { return Ok(()) };
    if !State::read(&row.state)?.is_open() || store::is_confirmed(&tx, row.id).await? {
        return Ok(());
    }
    let mail = Mail::new(force::contact(&row), "dpa-reminder")
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .with("ends", end)
        .link(contact_path(tx.kernel(), row.id))
        .about(row.id);
    notifications::mail(&tx, mail).await?;
    store::set_reminded(&tx, row.id).await?;
    tx.commit(Event::Reminded { dpa_id: row.id }).await
}

/// Closes the offer. A signature that was confirmed in time is still made.
///
/// # Errors
/// When the database fails.
pub async fn close(work: Work, job: Close) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = agreements::locked(&tx, job.agreement_id).await?;
    if !State::read(&row.state)?.is_open() {
        drop(tx);
        tries::tidy(&work, &row, Seal::Countersignature).await;
        return Ok(());
    }
    let is_over = row.expires_at.is_some_and(|end| end <= tx.now());
    if !is_over || store::is_confirmed(&tx, row.id).await? {
        return Ok(());
    }
    store::set_expired(&tx, &row).await?;
    force::tell_end(&tx, &row, "mail-dpa-ended-expired", "").await?;
    tell(&tx, &row, None, Told::Expired).await?;
    tx.commit(Event::Expired { dpa_id: row.id }).await
}

/// A mail about an agreement to its contact never left, or nobody knows whether it did: the agreement says so, on the board and
/// on its page.
///
/// # Errors
/// When the database fails.
pub async fn undelivered(work: Work, job: Undelivered) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some(row) = agreements::find(&tx, job.about).await? else { return Ok(()) };
    agreements::set_mail_failed(&tx, row.id).await?;
    tx.commit(Event::MailFailed { dpa_id: row.id, message: job.message }).await
}
