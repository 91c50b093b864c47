//! The job that makes an agreement, step by step: each step is kept before the next begins, so that a job that is done
//! twice, or by two workers, makes one agreement.

use chrono::{DateTime, Utc};
use entity::agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actions::contact_path;
use super::content::{Content, Party, ReturnChoice};
use super::events::Event;
use super::freeze::{Sources, WorkspaceFacts};
use super::life::{self, open_offer};
use super::model::{DOCUMENT, Processor};
use super::paper::{self, PROCESSOR_FIELD};
use super::policy::ManageAgreements;
use super::registers::Registers;
use super::states::State;
use super::store;
use super::tries::{self, Seal, Try};
use crate::agreements::measures;
use crate::agreements::templates::{self, Template};
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::documents::{self, Entry};
use crate::kernel::error::Error;
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::i18n::Locale;
use crate::kernel::ids::{new_code, sha256_hex};
use crate::kernel::outbox::{Job, Work};
use crate::kernel::pdf::{Purpose, SigningDetails};
use crate::notifications::{self, Mail, Recipient};
use crate::people::{settings, tenants, users};
use crate::vendors::{lists, subprocessors};

pub use super::life::jobs::{
    Close, Countersign, Remind, WatchSignature, close, countersign, remind, undelivered, watch_signature,
};
pub use super::life::{
    BringTerms, ForgetLost, HandIn, LetGo, TakeBack, TellHolder, bring_terms, forget_lost, hand_in, let_go, lost, take_back,
    tell_holder,
};

/// After this many tries an agreement is shown to the operator as stopped; the outbox would give up then, too.
const MOST_ATTEMPTS: i32 = 8;

/// Makes, seals and sends an agreement.
#[derive(Debug, Serialize, Deserialize)]
pub struct Generate {
    /// Which one.
    pub agreement_id: Uuid,
}

impl Job for Generate {
    const KIND: &'static str = "dpa.generate";
}

/// Makes, seals and sends an agreement. What can be mended by trying again is tried again; what cannot (a missing fact)
/// stops at once and waits for the operator.
///
/// # Errors
/// When a step failed and is worth another try.
pub async fn generate(work: Work, job: Generate, processor: Processor) -> Result<(), Error> {
    let id = job.agreement_id;
    loop {
        let row = store::by_id(&work.snapshot().await?, id).await?;
        let done = match State::parse(&row.state) {
            Some(State::Requested) => freeze(&work, &row, &processor).await,
            Some(State::Generated) => seal(&work, &row).await,
            Some(State::Sealed) => send(&work, &row).await,
            _ => {
                tries::tidy(&work, &row, Seal::Agreement).await;
                return Ok(());
            }
        };
        match done {
            Ok(()) => {}
            Err(Stop::ForGood(failure)) => return fail(&work, id, &failure).await,
            Err(Stop::Waiting(why)) if work.attempt >= MOST_ATTEMPTS => return fail(&work, id, &why).await,
            Err(Stop::Waiting(why)) => return Err(anyhow::anyhow!(why).into()),
            Err(Stop::ForNow(error)) if work.attempt >= MOST_ATTEMPTS => return fail(&work, id, error.code()).await,
            Err(Stop::ForNow(error)) => return Err(error),
        }
    }
}

/// Why a step was not done.
enum Stop {
    /// Trying again cannot help; in words for the operator, without names of the customer.
    ForGood(String),
    /// Somebody outside does not answer, and may later; in words for the operator.
    Waiting(String),
    /// It may work later.
    ForNow(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::ForNow(error)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::ForNow(error.into())
    }
}

/// Marks an agreement as stopped and tells everybody who looks after agreements.
async fn fail(work: &Work, id: Uuid, failure: &str) -> Result<(), Error> {
    tracing::warn!(agreement.id = %id, error.cause = failure, "An agreement could not be made.");
    let tx = work.begin().await?;
    let row = store::locked(&tx, id).await?;
    // Another worker, which took the job when the lease of this one had ended, may have done it.
    if !State::parse(&row.state).is_some_and(State::is_under_way) {
        return Ok(());
    }
    // The list was declared between the look and this line: whoever declared it did not find this one stopped.
    if failure == lists::UNDECLARED && subprocessors::is_declared(&tx).await? {
        return Err(Error::Unavailable { retry_after_s: 1 });
    }
    store::set_failed(&tx, id, failure).await?;
    tell_stopped(&tx, &row, "dpa-stopped", failure).await?;
    tx.commit(Event::Failed { dpa_id: id, attempt: work.attempt }).await?;
    let row = store::by_id(&work.snapshot().await?, id).await?;
    tries::tidy(work, &row, Seal::Agreement).await;
    Ok(())
}

/// Tells everybody who looks after agreements that one has stopped: with `dpa-stopped` where it could not be made, with
/// `dpa-unsigned` where the signature on it could not.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell_stopped(tx: &TenantTx, row: &agreement::Model, message: &str, failure: &str) -> Result<(), Error> {
    for person in users::holding::<ManageAgreements>(tx).await? {
        let mail = Mail::new(Recipient::Person(person), message)
            .with("number", row.number.clone())
            .with("failure", failure)
            .link(format!("/operator/dpa-requests/{}", row.id));
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}

/// requested → generated: the content is put together and frozen.
async fn freeze(work: &Work, row: &agreement::Model, processor: &Processor) -> Result<(), Stop> {
    let kernel = work.kernel();
    let template = match templates::current(kernel, work.tenant()).await {
        Err(Error::Refused { detail, .. }) => return Err(Stop::ForGood(detail)),
        template => template?,
    };
    let registers = Registers::current().map_err(|wrong| Stop::ForGood(wrong.to_owned()))?;
    let undertakings = measures::in_use_in(kernel, work.tenant()).await?;
    let code = new_code(&*kernel.random)?;
    let workspace = facts_of_holder(work, row).await?;
    let tx = work.begin().await?;
    if store::locked(&tx, row.id).await?.state != State::Requested.as_str() {
        return Ok(());
    }
    let vendors = match lists::for_agreement(&tx).await {
        Err(Error::Refused { detail, .. }) => return Err(Stop::ForGood(detail)),
        vendors => vendors?,
    };
    let content = Content::freeze(Sources {
        template: &template,
        registers,
        undertakings: &undertakings,
        vendors: &vendors,
        processor,
        controller: controller(row),
        id: row.id,
        number: row.number.clone(),
        language: Locale::of(&row.language).unwrap_or_default(),
        verification_url: format!("{}/verify/{code}", kernel.base_url),
        return_choice: row.return_choice.as_deref().and_then(ReturnChoice::parse),
        workspace: workspace.as_ref(),
        now: tx.now(),
    });
    let content = content.map_err(Stop::ForGood)?;
    let json = content.canonical()?;
    let json_sha256 = sha256_hex(json.as_bytes());
    store::set_generated(&tx, row.id, &content.template.version, json, &json_sha256).await?;
    let (template_version, snapshot_id) = (content.template.version, content.subprocessors.snapshot_id);
    tx.commit(Event::Generated { dpa_id: row.id, template_version, json_sha256, snapshot_id }).await?;
    Ok(())
}

/// What the workspace that holds the agreement has instructed, and the list of vendors as it holds there, on the day that the
/// agreement bears: one that had stopped says nothing of the day on which it was asked for. Who gave an instruction is named by
/// role and initials: the agreement is kept for years and handed to auditors, and the workspace's own log says who it was.
async fn facts_of_holder(work: &Work, row: &agreement::Model) -> Result<Option<WorkspaceFacts>, Error> {
    let Some(holder) = row.held_by else { return Ok(None) };
    let Some(workspace) = tenants::find(&work.snapshot().await?, holder).await? else { return Ok(None) };
    let tx = work.kernel().read_as_system(workspace.id).await?;
    let (given, written) = (settings::in_force(&tx).await?, settings::followed(&tx).await?);
    Ok(Some(WorkspaceFacts::of(given, written, lists::entries(&tx).await?)))
}

fn controller(row: &agreement::Model) -> Party {
    Party {
        legal_name: row.legal_name.clone(),
        register_no: row.register_no.clone(),
        address: row.address.clone(),
        country: row.country.clone(),
        contact_email: row.contact_email.clone(),
        data_protection_officer: row.data_protection_officer.clone(),
        signatory_name: row.signatory_name.clone(),
        signatory_title: row.signatory_title.clone(),
    }
}

/// generated → sealed: drawn from the frozen content alone, sealed, checked as a stranger would, and stored.
async fn seal(work: &Work, row: &agreement::Model) -> Result<(), Stop> {
    let kernel = work.kernel().clone();
    let json = row.json.clone().ok_or_else(|| Stop::ForGood("the frozen content is gone".to_owned()))?;
    let created_at = row.generated_at.unwrap_or(row.requested_at);
    let content: Content = serde_json::from_str(&json)?;
    let code = content.code().to_owned();
    let template = templates::version(&kernel, work.tenant(), &content.template.version).await?;
    let sealed = tokio::task::spawn_blocking(move || sealed_pdf(&kernel, &template, &content, &json, created_at)).await;
    let (pdf, level) = sealed.map_err(|error| Error::from(anyhow::Error::new(error)))??;

    work.renew().await?;
    let made = Try::begin(work, row.id, Seal::Agreement).await?;
    let done = keep_sealed(work, row, made, code, &pdf, level).await;
    Ok(made.end(work, done).await?)
}

/// Stores the sealed file of what was drawn, unless it is sealed already, or its content was frozen anew meanwhile.
async fn keep_sealed(
    work: &Work,
    drawn: &agreement::Model,
    made: Try,
    code: String,
    pdf: &[u8],
    level: &str,
) -> Result<(), Error> {
    let file_id = made.file();
    let file = shelf::put(work.snapshot().await?, file_id, pdf).await?;
    let tx = work.begin().await?;
    let row = store::locked(&tx, drawn.id).await?;
    if row.state != State::Generated.as_str() || row.json_sha256 != drawn.json_sha256 {
        return Ok(());
    }
    shelf::enter(&tx, file_id, Label::pdf("agreement", format!("{}.pdf", row.number)), &file).await?;
    let sha256 = file.sha256_hex();
    documents::enter(&tx, Entry { id: row.id, kind: DOCUMENT, code, sha256: sha256.clone() }).await?;
    store::set_sealed(&tx, row.id, file_id, sha256.clone()).await?;
    tx.note(Event::SealVerified { dpa_id: row.id, level: level.to_owned() }).await?;
    let json_sha256 = row.json_sha256.unwrap_or_default();
    tx.commit(Event::Sealed { dpa_id: row.id, json_sha256, pdf_sha256: sha256 }).await
}

/// The sealed file, and the level of PAdES that its seal has.
fn sealed_pdf(
    kernel: &Kernel,
    template: &Template,
    content: &Content,
    json: &str,
    created_at: DateTime<Utc>,
) -> Result<(Vec<u8>, &'static str), Stop> {
    if template.text(content.language).sha256 != content.template.sha256 {
        let version = &content.template.version;
        return Err(Stop::ForGood(format!("the text of version {version} is not the one this agreement was made from")));
    }
    let plain = paper::draw(template, content, json, kernel.seal.identifier(content.id), created_at).map_err(Stop::ForGood)?;
    let details = SigningDetails {
        field: PROCESSOR_FIELD,
        signer_name: &content.processor.legal_name,
        reason: &format!("{} {}", template.title(content.language), content.number),
        location: "",
        contact: "",
        at: kernel.clock.now(),
        purpose: Purpose::Certification,
    };
    let (sealed, signature) = kernel.seal.sign_checked(&plain, &details).map_err(|error| match error {
        error if error.is_temporary() => Stop::Waiting(error.to_string()),
        error => Stop::ForGood(error.to_string()),
    })?;
    Ok((sealed, signature.level()))
}

/// sealed → sent: the mail is promised in the transaction that says so.
async fn send(work: &Work, row: &agreement::Model) -> Result<(), Stop> {
    let template = templates::version(work.kernel(), work.tenant(), &row.template_version).await?;
    let tx = work.begin().await?;
    let row = store::locked(&tx, row.id).await?;
    if row.state != State::Sealed.as_str() {
        return Ok(());
    }
    mail(&tx, &row).await?;
    let expires_at = open_offer(&tx, row.id, &template.config().life).await?;
    store::set_sent(&tx, row.id, expires_at).await?;
    tx.commit(Event::Sent { dpa_id: row.id }).await?;
    Ok(())
}

/// Promises the mail with the sealed agreement.
///
/// # Errors
/// `Refused` before it is sealed.
pub async fn mail(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    let not_yet = || Error::refused("not-sealed-yet", "The PDF is not sealed yet, so there is nothing to send.");
    let (file_id, sha256) = row.file_id.zip(row.pdf_sha256.clone()).ok_or_else(not_yet)?;
    let content: Content = serde_json::from_str(row.json.as_deref().ok_or_else(not_yet)?)?;
    let to = Recipient::Address {
        email: row.contact_email.clone(),
        name: Some(row.signatory_name.clone()),
        locale: Locale::of(&row.language).unwrap_or_default(),
    };
    let mail = Mail::new(to, "dpa-sealed")
        .with("organisation", row.legal_name.clone())
        .with("operator", content.processor.legal_name)
        .with("number", row.number.clone())
        .with("sha256", sha256)
        .with("privacy_email", content.privacy_email)
        .link(contact_path(tx.kernel(), row.id))
        .about(row.id);
    let mail = match life::workspace_of(tx, row).await? {
        Some(workspace) => mail.item("mail-dpa-held-open", [("workspace", workspace.into())]),
        None => mail,
    };
    let mail = life::attached(tx, mail, file_id, format!("{}.pdf", row.number)).await?;
    notifications::mail(tx, mail).await
}
