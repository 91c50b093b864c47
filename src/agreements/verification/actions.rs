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

/// Gives a file back if there is anything to say of it: it is a PDF, or the broken rest of one of ours. Its head says so at once;
/// all of it is searched where files are looked at.
///
/// # Errors
/// Never because of the file.
pub async fn checkable(visitor: &Visitor, file: Received<'static>) -> Result<Option<Received<'static>>, Error> {
    let head = file.bytes().get(..1024).unwrap_or(file.bytes());
    if head.windows(5).any(|part| part == b"%PDF-") {
        return Ok(Some(file));
    }
    let kernel = visitor.kernel().clone();
    looking(move || pdf::bears_mark(file.bytes(), kernel.seal.certificates()).then_some(file)).await
}

/// Looks at a file off the threads that answer requests, when there is a place to.
async fn looking<T: Send + 'static>(look: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let place = ROOM.place().await?;
    let task = tokio::task::spawn_blocking(move || {
        // The thread goes on when the request is given up. The place must stay with it, or more than two would run.
        let _place = place;
        look()
    });
    Ok(task.await.map_err(anyhow::Error::new)?)
}

/// Says whether a file is ours and unchanged.
///
/// # Errors
/// When the database fails. No file, however broken, is an error.
pub async fn verify(visitor: &Visitor, file: Received<'static>) -> Result<Finding, Error> {
    // First the work, then the connection: a large file keeps nobody from the database.
    let LookedAt { mut file, seen, parts, bears_our_mark, sha256 } = looked_at(visitor.kernel(), file).await?;
    let known = documents::by_fingerprint(&visitor.register().await?, &sha256).await?;
    let beginning = beginning(visitor, &parts).await?;
    let (mut begins_with, mut named) = (None, None);
    if known.is_none() {
        named = documents::by_ids(&visitor.register().await?, seen.documents.clone()).await?;
    }
    if let Some((document, bytes)) = beginning {
        let (back, added, ends_after) = added(visitor.kernel(), file, bytes).await?;
        file = back;
        begins_with = Some(Beginning { document, bytes, added, ends_after });
    }
    let signatures = seen.signatures.iter().cloned().map(Into::into).collect();
    let encrypted = seen.encrypted;
    let Decision { verdict, document, sealed_bytes, refusal, on_record } =
        Evidence { known, begins_with, named, seen, bears_our_mark }.decide();
    let is_whole = matches!(verdict, Verdict::Authentic | Verdict::Countersigned);
    let (mut certificate, mut agreement) = (None, None);
    if let Some(entry) = document.as_ref().filter(|_| is_whole) {
        certificate = certificates::standing(visitor, entry).await?;
        agreement = dpa::standing(visitor, entry).await?;
    }
    let sealed_at = document.as_ref().map(|document| document.sealed_at);
    let document = document.map(Known::from);
    let (refusal, size) = (refusal.map(Refused::from), file.bytes().len());
    Ok(Finding {
        verdict,
        on_record,
        sealed_bytes,
        refusal,
        encrypted,
        certificate,
        agreement,
        document,
        sealed_at,
        signatures,
        sha256,
        size,
    })
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

async fn looked_at(kernel: &Kernel, file: Received<'static>) -> Result<LookedAt, Error> {
    let kernel = kernel.clone();
    looking(move || {
        let (pdf, ours) = (file.bytes(), kernel.seal.certificates());
        let (seen, bears_our_mark) = (pdf::inspect(pdf, ours), pdf::bears_mark(pdf, ours));
        let parts = parts(pdf, &seen);
        LookedAt { seen, parts, bears_our_mark, sha256: sha256_hex(pdf), file }
    })
    .await
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

/// What was added to the document of ours that is so long, and whether an end follows it; gives the file back.
async fn added(kernel: &Kernel, file: Received<'static>, bytes: usize) -> Result<(Received<'static>, Added, bool), Error> {
    let kernel = kernel.clone();
    looking(move || {
        let added = pdf::continuation(file.bytes(), bytes, dpa::CUSTOMER_FIELD, kernel.seal.certificates());
        let has_end = file.bytes().get(bytes..).is_some_and(pdf::has_end);
        (file, added, has_end)
    })
    .await
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
    /// An agreement: that it was sealed, and when, and whether it counts; its content is its parties' own.
    Agreement(Known, Option<dpa::Standing>),
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
            let known = known.filter(|known| known.kind == dpa::DOCUMENT).ok_or(Error::NotFound)?;
            let standing = dpa::standing(visitor, &known).await?;
            Ok(Paper::Agreement(known.into(), standing))
        }
        Err(error) => Err(error),
    }
}
