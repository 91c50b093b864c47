//! Countersigning by upload: the customer signs the sealed file with a program of its own and sends it back. It is accepted
//! only where it begins with our file byte for byte, our seal holds, and exactly one signature was added. Every refusal says
//! what to do.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use super::super::actions::realm;
use super::super::events::Event;
use super::super::paper::CUSTOMER_FIELD;
use super::countersign::can_be_signed;
use super::customer::Way;
use super::force::{self, Decided};
use super::jobs;
use super::store::{self, Asked};
use super::told::{Told, tell};
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::ids::{new_id, sha256_hex};
use crate::kernel::limits::Rule;
use crate::kernel::pdf::{self, Refusal, Vouch};
use crate::kernel::room::{ROOM, Received};

/// Files sent for one agreement: some tries with some programs.
const PER_AGREEMENT: Rule = Rule::new("countersigned-upload", 10, Duration::from_secs(3600));

/// Somebody else's signature on our file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The holder of the certificate.
    pub signer: String,
}

/// Reserves an upload before the file is read.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-open`; `TooMany`.
pub async fn admit(visitor: &Visitor, way: &Way, id: Uuid) -> Result<(), Error> {
    let tx = visitor.read_in(realm(visitor.kernel()).await?).await?;
    let row = way.row(&tx, id).await?;
    can_be_signed(&tx, &row).await?;
    drop(tx);
    visitor.kernel().limits.reserve(&PER_AGREEMENT, &id.to_string()).await
}

/// Takes a countersigned file. The signature is somebody else's and we cannot know whose, so that the operator's staff look
/// before the agreement counts.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-open` or with what is wrong with the file.
pub async fn take(visitor: &Visitor, way: &Way, id: Uuid, file: Received<'static>) -> Result<(), Error> {
    let kernel = visitor.kernel();
    let realm = realm(kernel).await?;
    let tx = visitor.read_in(realm).await?;
    let row = way.row(&tx, id).await?;
    can_be_signed(&tx, &row).await?;
    let master = row.file_id.ok_or_else(|| anyhow::anyhow!("an agreement that is sent has no file"))?;
    let key = tx.key().await?;
    drop(tx);
    let master = kernel.files.get(&key, realm.get(), master).await?;
    let place = ROOM.place().await?;
    let judging = kernel.clone();
    let judged = tokio::task::spawn_blocking(move || {
        let _place = place;
        let signed = judge_upload(&master, file.bytes(), judging.seal.certificates());
        signed.map(|signed| (signed, file))
    });
    let (signed, file) = judged.await.map_err(anyhow::Error::new)??;
    let answer_days = force::answer_days(kernel, &row).await?;
    let new = new_id(&*kernel.random, kernel.clock.now())?;
    let stored = shelf::put(visitor.read_in(realm).await?, new, file.bytes()).await?;
    let tx = visitor.begin_in(realm).await?;
    let row = way.locked(&tx, id).await?;
    can_be_signed(&tx, &row).await?;
    let member = way.member();
    let asked = Asked {
        name: signed.signer.clone(),
        title: String::new(),
        link_hash: None,
        how: "upload",
        expires_at: tx.now(),
        by: member.map(|member| member.person),
    };
    let asked = store::insert_countersignature_as(&tx, new, &row, asked).await?;
    let origin = tx.origin();
    let evidence = json!({
        "$schema": "urn:tutela:schema:countersignature:1",
        "agreement": row.id,
        "number": row.number,
        "pdf_sha256": asked.pdf_sha256,
        "countersignature": asked.id,
        "signer": signed.signer,
        "countersigned_sha256": stored.sha256_hex(),
        "uploaded": {
            "at": tx.now(),
            "ip": origin.ip.map(|ip| ip.to_string()),
            "user_agent": origin.user_agent,
            "by_user": member.map(|member| member.person),
            "workspace": member.map(|member| member.workspace),
        },
    });
    let evidence = serde_json_canonicalizer::to_string(&evidence)?;
    let evidence_sha256 = sha256_hex(evidence.as_bytes());
    store::confirm(&tx, &asked, evidence, evidence_sha256.clone()).await?;
    shelf::enter(&tx, asked.id, Label::pdf("agreement", format!("{}-countersigned.pdf", row.number)), &stored).await?;
    jobs::keep(&tx, &row, &asked, stored.sha256_hex()).await?;
    let (dpa_id, countersignature_id) = (row.id, asked.id);
    tell(&tx, &row, member, Told::Uploaded { countersignature_id, evidence_sha256: evidence_sha256.clone() }).await?;
    tx.note(Event::CountersignatureUploaded { dpa_id, countersignature_id, evidence_sha256 }).await?;
    force::settle(&tx, row.id, Decided::ByItself { answer_days }).await?;
    tx.commit_noted().await
}

/// Judges what came back: our file, and one signature more that is not ours.
///
/// # Errors
/// `Refused` with what is wrong and what to do.
pub fn judge_upload<T: Vouch>(master: &[u8], file: &[u8], ours: &[T]) -> Result<Signed, Error> {
    if file == master {
        return Err(refused(Refusal::NothingSigned));
    }
    if !file.starts_with(master) {
        return Err(refused(Refusal::Original));
    }
    let signature = pdf::continuation(file, master.len(), CUSTOMER_FIELD, ours).map_err(refused)?.signature;
    if signature.trusted {
        let detail = "The second signature is our own. Send a file that you have signed yourself.";
        return Err(Error::refused("upload-signature-ours", detail));
    }
    Ok(Signed { signer: signature.signer })
}

/// What the strict reader found, as what the customer can do about it.
fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::TooLarge => Error::TooLarge { limit: pdf::MAX_BYTES },
        Refusal::NothingSigned => {
            Error::refused("upload-not-signed", "This is the file as we sealed it. Sign it first, then send it.")
        }
        Refusal::Original => Error::refused(
            "upload-other-file",
            "This file does not begin with the agreement as we sealed it. Sign the file that you downloaded here, and let your program add its signature instead of saving a new file.",
        ),
        Refusal::SignatureCount => Error::refused(
            "upload-signature-count",
            "The file holds no signature of yours, or more than one. Sign the file that you downloaded here once.",
        ),
        Refusal::SeveralRevisions | Refusal::AfterEnd => Error::refused(
            "upload-changed-after",
            "The file was saved more than once. Sign the downloaded file as the only step.",
        ),
        Refusal::OtherField => Error::refused(
            "upload-other-field",
            "The signature is not in the field prepared for you. Sign in the field “Customer”.",
        ),
        Refusal::SignatureBroken | Refusal::SignatureRange | Refusal::TimeStampBroken => Error::refused(
            "upload-signature-broken",
            "The signature that was added does not hold, or does not cover the whole file. Sign the downloaded file again.",
        ),
        Refusal::SignatureWeak => Error::refused(
            "upload-signature-weak",
            "The signature uses a procedure that is no longer safe, such as SHA-1. Choose SHA-256 or better in your program.",
        ),
        Refusal::ObjectsAdded
        | Refusal::ContentChanged
        | Refusal::CatalogChanged
        | Refusal::MetadataChanged
        | Refusal::FieldChanged => Error::refused(
            "upload-content-changed",
            "More than your signature was added or changed. Sign the downloaded file without filling in, marking or adding anything else.",
        ),
        Refusal::Syntax | Refusal::Table | Refusal::Trailer | Refusal::SignatureUnusual | Refusal::SignatureLoose => {
            Error::refused(
                "upload-not-plain",
                "Your program writes the signature in a way that not every reader understands alike. Sign with another program, or sign here.",
            )
        }
    }
}
