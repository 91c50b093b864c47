//! The verbs of verification. They only read.

use std::time::Duration;

use entity::document;

use super::model::{Beginning, Decision, Evidence, Finding, Known, Refused, Verdict};
use crate::agreements::dpa;
use crate::kernel::Kernel;
use crate::kernel::authz::Visitor;
use crate::kernel::documents;
use crate::kernel::error::Error;
use crate::kernel::ids::sha256_hex;
use crate::kernel::limits::Rule;
use crate::kernel::pdf::{self, Continuation, Inspection, Refusal, SignatureReport};
use crate::kernel::room::{ROOM, Received};
use crate::learning::certificates::{self, Looked};

/// Files checked for one network address: enough for an archive to be gone through, not for a flood.
const PER_ADDRESS: Rule = Rule::new("verification-address", 300, Duration::from_secs(60));

/// Beginnings of a file that are looked up; ours have two.
const MOST_PARTS: usize = 4;

/// Reserves a check before the file is read.
///
/// # Errors
/// `TooMany`.
pub async fn admit(visitor: &Visitor) -> Result<(), Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await
}

/// Whether there is anything to say of a file: it is a PDF, or the broken rest of one of ours.
pub fn may_be_checked(visitor: &Visitor, file: &[u8]) -> bool {
    let head = file.get(..1024).unwrap_or(file);
    head.windows(5).any(|part| part == b"%PDF-") || pdf::bears_mark(file, visitor.kernel().seal.certificates())
}

/// Says whether a file is ours and unchanged.
///
/// # Errors
/// When the database fails. No file, however broken, is an error.
pub async fn verify(visitor: &Visitor, file: Received<'static>) -> Result<Finding, Error> {
    // First the work, then the connection: a large file keeps nobody from the database.
    let LookedAt { mut file, seen, parts, bears_our_mark, sha256 } = looked_at(visitor.kernel(), file).await?;
    let known = documents::by_fingerprint(&visitor.register().await?, &sha256).await?;
    let (mut begins_with, mut named) = (None, None);
    if known.is_none() {
        named = documents::by_ids(&visitor.register().await?, seen.documents.clone()).await?;
        if let Some((document, bytes)) = beginning(visitor, &parts).await? {
            let (back, added) = added(visitor.kernel(), file, bytes).await?;
            file = back;
            begins_with = Some(Beginning { document, bytes, added });
        }
    }
    let signatures = seen.signatures.iter().cloned().map(Into::into).collect();
    let encrypted = seen.encrypted;
    let Decision { verdict, document, sealed_bytes, refusal } =
        Evidence { known, begins_with, named, seen, bears_our_mark }.decide();
    let certificate = match &document {
        Some(entry) if verdict == Verdict::Authentic => certificates::standing(visitor, entry).await?,
        _ => None,
    };
    let sealed_at = document.as_ref().map(|document| document.sealed_at);
    let document = document.map(Known::from);
    let (refusal, size) = (refusal.map(Refused::from), file.bytes().len());
    Ok(Finding { verdict, sealed_bytes, refusal, encrypted, certificate, document, sealed_at, signatures, sha256, size })
}

/// A file, and what the file alone says.
struct LookedAt {
    file: Received<'static>,
    seen: Inspection,
    /// The beginnings that a signature covers: how long, and their SHA-256.
    parts: Vec<(usize, String)>,
    bears_our_mark: bool,
    sha256: String,
}

/// Looks at the file off the threads that answer requests, when there is a place to.
async fn looked_at(kernel: &Kernel, file: Received<'static>) -> Result<LookedAt, Error> {
    let place = ROOM.place().await?;
    let kernel = kernel.clone();
    let task = tokio::task::spawn_blocking(move || {
        // The thread goes on when the request is given up. The place must stay with it, or more than two would run.
        let _place = place;
        let (pdf, ours) = (file.bytes(), kernel.seal.certificates());
        let (seen, bears_our_mark) = (pdf::inspect(pdf, ours), pdf::bears_mark(pdf, ours));
        let parts = parts(pdf, &seen);
        LookedAt { seen, parts, bears_our_mark, sha256: sha256_hex(pdf), file }
    });
    Ok(task.await.map_err(anyhow::Error::new)?)
}

/// Where a document of ours may end: with a signature that holds, ours first. The longest first, because a document that we
/// sealed twice begins with itself sealed once.
fn parts(pdf: &[u8], seen: &Inspection) -> Vec<(usize, String)> {
    let covers_a_part = |signature: &&SignatureReport| signature.intact && !signature.covers_whole_file;
    let mut signatures: Vec<_> = seen.signatures.iter().filter(covers_a_part).collect();
    signatures.sort_by_key(|signature| std::cmp::Reverse((signature.trusted, signature.covered_bytes)));
    let part = |signature: &SignatureReport| Some((signature.covered_bytes, sha256_hex(pdf.get(..signature.covered_bytes)?)));
    signatures.into_iter().take(MOST_PARTS).filter_map(part).collect()
}

/// What was added to the document of ours that is so long, judged where files are looked at; gives the file back.
async fn added(kernel: &Kernel, file: Received<'static>, bytes: usize) -> Result<(Received<'static>, Added), Error> {
    let place = ROOM.place().await?;
    let kernel = kernel.clone();
    let task = tokio::task::spawn_blocking(move || {
        let _place = place;
        let added = pdf::continuation(file.bytes(), bytes, dpa::CUSTOMER_FIELD, kernel.seal.certificates());
        (file, added)
    });
    Ok(task.await.map_err(anyhow::Error::new)?)
}

/// What was added to a document of ours.
type Added = Result<Continuation, Refusal>;

/// The document of ours that the file begins with, and how long that is.
async fn beginning(visitor: &Visitor, parts: &[(usize, String)]) -> Result<Option<(document::Model, usize)>, Error> {
    for (bytes, sha256) in parts {
        if let Some(known) = documents::by_fingerprint(&visitor.register().await?, sha256).await? {
            return Ok(Some((known, *bytes)));
        }
    }
    Ok(None)
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
