//! Countersigning by upload: the customer signs the sealed file with a program of its own and sends it back. It is accepted
//! only at the address that its contact alone was mailed, and only where it begins with our file byte for byte, our seal holds,
//! and exactly one signature was added. Every refusal says what to do.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::countersignature;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::actions::{is_of_contact, realm};
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
use crate::kernel::pdf::{self, Refusal, SignatureReport, TimeStamp, Vouch};
use crate::kernel::room::{ROOM, Received};

/// Files sent for one agreement: some tries with some programs.
const PER_AGREEMENT: Rule = Rule::new("countersigned-upload", 10, Duration::from_secs(3600));
/// The refusal of a file that somebody else than the contact sends.
const FOR_THE_CONTACT: &str = "upload-for-the-contact";

/// Somebody else's signature on our file, as far as it speaks for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signed {
    /// The holder of the certificate.
    pub signer: String,
    /// The organisation that the certificate names; empty when it names none.
    pub organisation: String,
    /// Who issued the certificate.
    pub issuer: String,
    /// The certificate was issued by its own holder.
    pub self_issued: bool,
    /// SHA-256 of the certificate, in hexadecimal digits.
    pub certificate_sha256: String,
    /// The time that the signer claims.
    pub signed_at: Option<DateTime<Utc>>,
    /// The time that an authority vouches for.
    pub time_stamp: Option<Stamped>,
}

/// A time that an authority vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// The time.
    pub at: DateTime<Utc>,
    /// The holder of the authority's certificate.
    pub authority: String,
    /// Its certificate leads to an authority that is trusted here.
    pub trusted: bool,
}

impl Signed {
    /// What was kept of a file that was accepted; `None` of a signature that was made here, and of before.
    #[must_use]
    pub fn of(asked: &countersignature::Model) -> Option<Self> {
        let mut evidence: Value = serde_json::from_str(asked.evidence.as_deref()?).ok()?;
        serde_json::from_value(evidence.get_mut("signature")?.take()).ok()
    }
}

impl From<SignatureReport> for Signed {
    fn from(report: SignatureReport) -> Self {
        let stamped = |stamp: TimeStamp| Stamped { at: stamp.at, authority: stamp.authority, trusted: stamp.trusted };
        Self {
            signer: report.signer,
            organisation: report.organisation,
            issuer: report.issuer,
            self_issued: report.self_issued,
            certificate_sha256: report.certificate_sha256,
            signed_at: report.signed_at,
            time_stamp: report.time_stamp.map(stamped),
        }
    }
}

/// Only at the contact's own address: whoever asked may have asked in somebody else's name, and so may a workspace.
fn by_contact(visitor: &Visitor, way: &Way, id: Uuid) -> Result<(), Error> {
    match way {
        Way::Address(token) if is_of_contact(visitor.kernel(), id, token) => Ok(()),
        _ => {
            let detail = "A signed file is taken only on the page whose address is in the mails to the contact of the agreement.";
            Err(Error::refused(FOR_THE_CONTACT, detail))
        }
    }
}

/// Reserves an upload before the file is read.
///
/// # Errors
/// `NotFound`; `Refused` with `upload-for-the-contact` or `agreement-not-open`; `TooMany`.
pub async fn admit(visitor: &Visitor, way: &Way, id: Uuid) -> Result<(), Error> {
    let tx = visitor.read_in(realm(visitor.kernel()).await?).await?;
    let row = way.row(&tx, id).await?;
    by_contact(visitor, way, id)?;
    can_be_signed(&tx, &row).await?;
    drop(tx);
    visitor.kernel().limits.reserve(&PER_AGREEMENT, &id.to_string()).await
}

/// Takes a countersigned file. The signature is somebody else's and we cannot know whose, so that the operator's staff look
/// before the agreement counts.
///
/// # Errors
/// `NotFound`; `Refused` with `upload-for-the-contact`, `agreement-not-open` or with what is wrong with the file.
pub async fn take(visitor: &Visitor, way: &Way, id: Uuid, file: Received<'static>) -> Result<(), Error> {
    let kernel = visitor.kernel();
    let realm = realm(kernel).await?;
    let tx = visitor.read_in(realm).await?;
    let row = way.row(&tx, id).await?;
    by_contact(visitor, way, id)?;
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
    let asked = Asked {
        name: signed.signer.clone(),
        title: String::new(),
        link_hash: None,
        how: "upload",
        expires_at: tx.now(),
        by: None,
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
        "signature": signed,
        "countersigned_sha256": stored.sha256_hex(),
        "uploaded": {
            "at": tx.now(),
            "at_address_mailed_to": asked.contact_email,
            "ip": origin.ip.map(|ip| ip.to_string()),
            "user_agent": origin.user_agent,
            "workspace": row.held_by,
        },
    });
    let evidence = serde_json_canonicalizer::to_string(&evidence)?;
    let evidence_sha256 = sha256_hex(evidence.as_bytes());
    store::confirm(&tx, &asked, evidence, evidence_sha256.clone()).await?;
    shelf::enter(&tx, asked.id, Label::pdf("agreement", format!("{}-countersigned.pdf", row.number)), &stored).await?;
    jobs::keep(&tx, &row, &asked, asked.id, stored.sha256_hex()).await?;
    let (dpa_id, countersignature_id) = (row.id, asked.id);
    tell(&tx, &row, None, Told::Uploaded { countersignature_id, evidence_sha256: evidence_sha256.clone() }).await?;
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
    Ok(signature.into())
}

/// What the strict reader found, as what the customer can do about it.
/// Whether a refusal is about the file that was sent, and not about who sent it or when.
#[must_use]
pub fn is_of_file(error: &Error) -> bool {
    matches!(error, Error::Refused { code, .. } if code.starts_with("upload-") && *code != FOR_THE_CONTACT)
}

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
