//! What is said of a file, and how it is decided.

use chrono::{DateTime, Utc};
use entity::document;
use serde::Serialize;
use uuid::Uuid;

use crate::kernel::pdf::{Inspection, MARKER, SignatureReport, bears_marker};

/// A file may have this many bytes: ours have a tenth of a megabyte.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// What is said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Ours, to the last byte; or ours with a customer's signature added and nothing else.
    Authentic,
    /// It says that it is ours, but it is not what we sealed.
    Altered,
    /// It carries nothing of ours.
    Unknown,
}

/// What was found.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// Ours or not.
    pub verdict: Verdict,
    /// The document of ours that it is, or that it says it is.
    pub document: Option<Known>,
    /// When that document was sealed.
    pub sealed_at: Option<DateTime<Utc>>,
    /// The signatures in the file, in its order.
    pub signatures: Vec<Signature>,
    /// SHA-256 of the file as it was sent here.
    pub sha256: String,
    /// Bytes.
    pub size: usize,
}

/// A document in the public directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Known {
    /// `dpa` or `certificate`.
    pub kind: String,
    /// The code on a paper copy.
    pub code: String,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
    /// SHA-256 as it was sealed.
    pub sha256: String,
}

impl From<document::Model> for Known {
    fn from(row: document::Model) -> Self {
        Self { kind: row.kind, code: row.code, sealed_at: row.sealed_at, sha256: row.sha256 }
    }
}

/// A signature in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Signature {
    /// The field it stands in.
    pub field: String,
    /// The holder of the certificate; what the file claims where the signature does not hold.
    pub signer: String,
    /// The time the signer claims.
    pub signed_at: Option<DateTime<Utc>>,
    /// What it covers is what was signed.
    pub intact: bool,
    /// Nothing was added after it.
    pub covers_whole_file: bool,
    /// It is our seal.
    pub ours: bool,
}

impl From<SignatureReport> for Signature {
    fn from(report: SignatureReport) -> Self {
        Self {
            field: report.field,
            signer: report.signer,
            signed_at: report.signed_at,
            intact: report.intact,
            covers_whole_file: report.covers_whole_file,
            ours: report.intact && report.trusted,
        }
    }
}

/// What the directory and the file itself say.
pub struct Evidence {
    /// The directory knows this file by its fingerprint.
    pub known: Option<Known>,
    /// The file begins with a sealed document of ours and adds exactly one signature that holds.
    pub countersigned: Option<Known>,
    /// The directory knows a document that the file names.
    pub named: Option<Known>,
    /// What was seen in the file.
    pub seen: Inspection,
    /// The bytes hold the beginning of an identifier of ours or the certificate of our seal, however broken the rest is.
    pub bears_our_mark: bool,
}

impl Evidence {
    /// Decides. Every byte counts: what is not known by its fingerprint is altered as soon as anything in it is ours.
    #[must_use]
    pub fn decide(self) -> (Verdict, Option<Known>) {
        if let Some(known) = self.known.or(self.countersigned) {
            return (Verdict::Authentic, Some(known));
        }
        let ours = !self.seen.markers.is_empty()
            || self.bears_our_mark
            || self.seen.signatures.iter().any(|signature| signature.trusted);
        if ours { (Verdict::Altered, self.named) } else { (Verdict::Unknown, None) }
    }
}

/// The documents that the file names.
pub fn named_ids(seen: &Inspection) -> Vec<Uuid> {
    seen.markers.iter().filter_map(|marker| marker.strip_prefix(MARKER)?.parse().ok()).collect()
}

/// Whether the bytes hold the beginning of an identifier of ours, or one of the certificates in the digits of a signature:
/// asked of the bare bytes, because a file may be too broken to be read.
pub fn bears_our_mark<T: AsRef<[u8]>>(pdf: &[u8], certificates: &[T]) -> bool {
    bears_marker(pdf)
        || certificates.iter().any(|certificate| {
            let certificate = certificate.as_ref();
            // Any quarter of a certificate is proof enough, so that a byte changed in it does not hide it.
            certificate.chunks(certificate.len().div_ceil(4).max(64)).filter(|part| part.len() >= 64).any(|part| {
                let lower = data_encoding::HEXLOWER.encode(part);
                holds(pdf, lower.as_bytes()) || holds(pdf, lower.to_ascii_uppercase().as_bytes())
            })
        })
}

fn holds(text: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return false };
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.iter().position(|byte| byte == first)) {
        at += step;
        if text[at..].starts_with(wanted) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(markers: &[&str]) -> Evidence {
        let seen = Inspection { markers: markers.iter().map(|&marker| marker.to_owned()).collect(), ..Inspection::default() };
        Evidence { known: None, countersigned: None, named: None, seen, bears_our_mark: false }
    }

    fn known() -> Known {
        Known { kind: "dpa".into(), code: "C".into(), sealed_at: DateTime::UNIX_EPOCH, sha256: "S".into() }
    }

    #[test]
    fn only_what_is_known_to_the_last_byte_is_authentic() {
        let marker = "urn:tutela:document:0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
        assert_eq!(evidence(&[]).decide(), (Verdict::Unknown, None));
        assert_eq!(evidence(&[marker]).decide(), (Verdict::Altered, None));
        assert_eq!(Evidence { named: Some(known()), ..evidence(&[marker]) }.decide(), (Verdict::Altered, Some(known())));
        assert_eq!(Evidence { bears_our_mark: true, ..evidence(&[]) }.decide(), (Verdict::Altered, None));
        assert_eq!(Evidence { known: Some(known()), ..evidence(&[marker]) }.decide(), (Verdict::Authentic, Some(known())));
        assert_eq!(
            Evidence { countersigned: Some(known()), ..evidence(&[marker]) }.decide(),
            (Verdict::Authentic, Some(known()))
        );
        assert_eq!(named_ids(&evidence(&[marker, "urn:tutela:document:x"]).seen).len(), 1);
    }

    #[test]
    fn a_certificate_is_found_in_the_digits_of_a_signature() {
        let certificate: Vec<u8> = (0..=255).cycle().take(500).collect();
        let digits = data_encoding::HEXLOWER.encode(&certificate);
        let mut file = format!("%PDF-1.7 <</Contents <{digits}>>").into_bytes();
        assert!(bears_our_mark(&file, &[&certificate]));
        let middle = file.len() / 2;
        file[middle] ^= 1;
        assert!(bears_our_mark(&file, &[&certificate]));
        assert!(!bears_our_mark(b"%PDF-1.7 nothing", &[&certificate]));
        assert!(bears_our_mark(b"broken urn:tutela:document:", &[&certificate]));
    }
}
