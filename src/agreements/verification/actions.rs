//! The verbs of verification. They only read.

use std::time::Duration;

use super::model::{self, Evidence, Finding, Known};
use crate::agreements::dpa;
use crate::kernel::Kernel;
use crate::kernel::authz::Visitor;
use crate::kernel::db::Register;
use crate::kernel::documents;
use crate::kernel::error::Error;
use crate::kernel::ids::sha256_hex;
use crate::kernel::limits::Rule;
use crate::kernel::pdf::{self, Inspection};
use crate::learning::certificates::{self, Looked};

/// Files checked for one network address: enough for an archive to be gone through, not for a flood.
const PER_ADDRESS: Rule = Rule::new("verification-address", 300, Duration::from_secs(60));

/// Reserves a check before the file is read.
///
/// # Errors
/// `TooMany`.
pub async fn admit(visitor: &Visitor) -> Result<(), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await
}

/// Says whether a file is ours and unchanged.
///
/// # Errors
/// When the database fails. No file, however broken, is an error.
pub async fn verify(visitor: &Visitor, pdf: Vec<u8>) -> Result<Finding, Error> {
    let kernel = visitor.kernel();
    let sha256 = sha256_hex(&pdf);
    let size = pdf.len();
    // First the work, then the connection: a large file keeps nobody from the database.
    let (pdf, seen, bears_our_mark) = inspected(kernel, pdf).await?;
    let register = visitor.register().await?;
    let known = documents::by_fingerprint(&register, &sha256).await?.map(Known::from);
    let (mut countersigned, mut named) = (None, None);
    if known.is_none() {
        countersigned = countersigned_original(&register, &pdf, &seen).await?;
        named = documents::by_ids(&register, model::named_ids(&seen)).await?.map(Known::from);
    }
    let signatures = seen.signatures.iter().cloned().map(Into::into).collect();
    let evidence = Evidence { known, countersigned, named, seen, bears_our_mark };
    let (verdict, document) = evidence.decide();
    Ok(Finding { verdict, sealed_at: document.as_ref().map(|document| document.sealed_at), document, signatures, sha256, size })
}

/// Looks at the file off the threads that answer requests.
async fn inspected(kernel: &Kernel, pdf: Vec<u8>) -> Result<(Vec<u8>, Inspection, bool), Error> {
    let kernel = kernel.clone();
    let task = tokio::task::spawn_blocking(move || {
        let seen = pdf::inspect(&pdf, kernel.seal.certificates());
        let bears = model::bears_our_mark(&pdf, kernel.seal.certificates());
        (pdf, seen, bears)
    });
    Ok(task.await.map_err(anyhow::Error::new)?)
}

/// The document of ours that the file continues with exactly one signature: what a customer sends back.
async fn countersigned_original(register: &Register, pdf: &[u8], seen: &Inspection) -> Result<Option<Known>, Error> {
    let all_hold = seen.signatures.len() == 2 && seen.signatures.iter().all(|signature| signature.intact);
    let Some(ours) = seen.signatures.iter().find(|signature| signature.trusted && !signature.covers_whole_file) else {
        return Ok(None);
    };
    if !all_hold || !seen.signatures.iter().any(|signature| signature.covers_whole_file) {
        return Ok(None);
    }
    let Some(original) = pdf.get(..ours.covered_bytes) else { return Ok(None) };
    // The file as we sealed it ends where the range of our signature ends.
    let Some(known) = documents::by_fingerprint(register, &sha256_hex(original)).await? else { return Ok(None) };
    let (original, upload) = (original.to_vec(), pdf.to_vec());
    let compared = tokio::task::spawn_blocking(move || pdf::added(&original, &upload)).await;
    // A file that cannot be compared is not accepted; that it is ours and altered stands then.
    Ok(compared.ok().and_then(Result::ok).filter(pdf::Addition::is_one_signature).map(|_| known.into()))
}

/// What a code on paper leads to.
pub enum Paper {
    /// A certificate.
    Certificate(Looked),
    /// An agreement: that it was sealed, and when; its content is its parties' own.
    Agreement(Known),
}

/// What a code on paper leads to.
///
/// # Errors
/// `NotFound` for an unknown code, `TooMany`.
pub async fn looked_up(visitor: &Visitor, code: &str) -> Result<Paper, Error> {
    match certificates::looked_up(visitor, code).await {
        Ok(looked) => Ok(Paper::Certificate(looked)),
        Err(Error::NotFound) => {
            let code: String =
                code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(64).collect();
            let known = documents::by_code(&visitor.register().await?, &code).await?;
            known.filter(|known| known.kind == dpa::DOCUMENT).map(|known| Paper::Agreement(known.into())).ok_or(Error::NotFound)
        }
        Err(error) => Err(error),
    }
}
