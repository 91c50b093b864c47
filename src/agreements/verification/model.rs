//! What is said of a file, and how it is decided.
//!
//! A file that continues one of ours is altered, also when what was added is a signature that holds: an update of a PDF can
//! replace everything that is seen, and readers differ in what they see of it. We say how far the file is what we sealed, so
//! that this part can be cut out and checked, and vouch for nothing after it.

use chrono::{DateTime, Utc};
use entity::document;
use serde::Serialize;

use crate::kernel::pdf::{Inspection, SignatureReport};
use crate::learning::certificates::Standing;

/// A file may have this many bytes: ours have a tenth of a megabyte.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// What is said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Ours, to the last byte.
    Authentic,
    /// It says that it is ours, but it is not what we sealed, or not only that.
    Altered,
    /// It carries nothing of ours: it comes from somebody else, perhaps from another installation of this program.
    Unknown,
}

/// What was found.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// Ours or not.
    pub verdict: Verdict,
    /// So many bytes at its beginning are what we sealed, byte for byte; what was added after them may change what is seen.
    pub sealed_bytes: Option<usize>,
    /// Whether the certificate counts, when the file is one of ours and its record is still kept.
    pub certificate: Option<Standing>,
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
    pub known: Option<document::Model>,
    /// The file begins with a sealed document of ours of so many bytes.
    pub begins_with: Option<(document::Model, usize)>,
    /// The directory knows a document that the file names.
    pub named: Option<document::Model>,
    /// What was seen in the file.
    pub seen: Inspection,
    /// The bytes hold the mark of this installation or the certificate of its seal, however broken the rest is.
    pub bears_our_mark: bool,
}

impl Evidence {
    /// Decides: the verdict, how many bytes are as they were sealed, and which document it is. Every byte counts: what is not
    /// known by its fingerprint is altered as soon as anything in it is ours.
    #[must_use]
    pub fn decide(self) -> (Verdict, Option<usize>, Option<document::Model>) {
        if let Some(known) = self.known {
            return (Verdict::Authentic, None, Some(known));
        }
        if let Some((known, sealed_bytes)) = self.begins_with {
            return (Verdict::Altered, Some(sealed_bytes), Some(known));
        }
        let ours = !self.seen.documents.is_empty()
            || self.bears_our_mark
            || self.seen.signatures.iter().any(|signature| signature.trusted);
        if ours { (Verdict::Altered, None, self.named) } else { (Verdict::Unknown, None, None) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn evidence(ids: &[Uuid]) -> Evidence {
        let seen = Inspection { documents: ids.to_vec(), ..Inspection::default() };
        Evidence { known: None, begins_with: None, named: None, seen, bears_our_mark: false }
    }

    fn known(id: Uuid) -> document::Model {
        document::Model {
            id,
            owner_id: Uuid::nil(),
            kind: "dpa".into(),
            object_id: id,
            code: "C".into(),
            sha256: "S".into(),
            sealed_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn only_what_is_known_to_the_last_byte_is_authentic() {
        let id = Uuid::from_u128(7);
        let known = || Some(known(id));
        let decide = |evidence: Evidence| {
            let (verdict, sealed_bytes, document) = evidence.decide();
            (verdict, sealed_bytes, document.is_some())
        };
        assert_eq!(decide(evidence(&[])), (Verdict::Unknown, None, false));
        assert_eq!(decide(evidence(&[id])), (Verdict::Altered, None, false));
        assert_eq!(decide(Evidence { named: known(), ..evidence(&[id]) }), (Verdict::Altered, None, true));
        assert_eq!(decide(Evidence { bears_our_mark: true, ..evidence(&[]) }), (Verdict::Altered, None, false));
        assert_eq!(decide(Evidence { known: known(), ..evidence(&[id]) }), (Verdict::Authentic, None, true));
        let begins_with = known().map(|known| (known, 9));
        assert_eq!(decide(Evidence { begins_with, ..evidence(&[id]) }), (Verdict::Altered, Some(9), true));
    }
}
