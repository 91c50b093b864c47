//! The job that makes the sealed PDF of a certificate.

use entity::certificate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actions::{self, KIND};
use super::events::Event;
use super::paper::{self, Design};
use super::store;
use crate::kernel::Kernel;
use crate::kernel::documents::{self, Entry};
use crate::kernel::error::Error;
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::outbox::{Job, Work};
use crate::kernel::pdf::{Purpose, SigningDetails};
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants;

/// Makes the certificate for a module that a person passed, and its sealed PDF.
#[derive(Debug, Serialize, Deserialize)]
pub struct Issue {
    /// Who.
    pub user_id: Uuid,
    /// Which module.
    pub module_id: Uuid,
    /// Which version of it.
    pub version: i32,
    /// The attempt that passed.
    pub attempt_id: Uuid,
}

impl Job for Issue {
    const KIND: &'static str = "certificates.issue";
}

/// Makes the certificate, if there is none yet, and its sealed PDF; the holder hears of it by mail.
///
/// # Errors
/// When a step failed and is worth another try.
pub async fn issue(work: Work, job: Issue) -> Result<(), Error> {
    let kernel = work.kernel();
    let tx = work.begin().await?;
    let row = actions::award_once(&tx, job.user_id, (job.module_id, job.version), job.attempt_id).await?;
    if row.file_id.is_some() {
        return tx.commit_noted().await;
    }
    let tenant = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    tx.commit_noted().await?;

    let operator = tenants::operator_realm(&kernel.register().await?).await?.map(|realm| realm.name);
    let design = Design {
        issuer: tenant.name.clone(),
        accent: tenant.accent.as_ref().map(|accent| accent.as_str().to_owned()),
        locale: tenant.locale,
        zone: tenant.zone,
        signer: operator.unwrap_or_else(|| tenant.name.clone()),
        address: format!("{}/verify/{}", kernel.base_url, row.code),
        identifier: kernel.seal.identifier(row.id),
    };
    let (drawn, owned) = (row.clone(), kernel.clone());
    let sealed = tokio::task::spawn_blocking(move || sealed_pdf(&owned, &drawn, &design)).await.map_err(anyhow::Error::new)?;
    let pdf = sealed.map_err(anyhow::Error::msg)?;

    // The bytes are replaced whole: only by whoever still has the job.
    work.renew().await?;
    let file = shelf::put(work.snapshot().await?, row.id, &pdf).await?;
    let tx = work.begin().await?;
    let row = store::locked(&tx, row.id).await?;
    if row.file_id.is_some() {
        return Ok(());
    }
    shelf::enter(&tx, row.id, Label::pdf(KIND, store::file_name(&row)), &file).await?;
    let sha256 = file.sha256_hex();
    documents::enter(&tx, Entry { id: row.id, kind: KIND, code: row.code.clone(), sha256: sha256.clone() }).await?;
    store::set_sealed(&tx, row.id, row.id).await?;
    let mail = Mail::new(Recipient::Person(row.user_id), "certificate-issued")
        .with("workspace", tenant.name)
        .with("module", row.module_title)
        .with("issued", row.issued_at)
        .with("code", row.code)
        .link("/certificates");
    notifications::mail(&tx, mail).await?;
    tx.commit(Event::Sealed { cert_id: row.id, pdf_sha256: sha256 }).await
}

fn sealed_pdf(kernel: &Kernel, row: &certificate::Model, design: &Design) -> Result<Vec<u8>, String> {
    let plain = paper::draw(row, design)?;
    let details = SigningDetails {
        field: paper::FIELD,
        signer_name: &design.signer,
        reason: &paper::title(design.locale),
        location: "",
        contact: "",
        at: kernel.clock.now(),
        purpose: Purpose::Certification,
    };
    let (sealed, _) = kernel.seal.sign_checked(&plain, &details).map_err(|error| error.to_string())?;
    Ok(sealed)
}
