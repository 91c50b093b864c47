//! What is said of a file, and how it is decided.
//!
//! Every verdict rests on bytes that we know by their fingerprint. A file that begins with one of ours is held against it: an
//! update of a PDF can replace everything that is seen, and readers differ in what they see of it, so only one is let in, read
//! strictly (`kernel::pdf::continuation`): one signature in the field for it. Whoever made that signature is not vouched for by
//! us; anything else that was added makes the file one that we do not vouch for beyond its beginning.

use chrono::{DateTime, Utc};
use entity::document;
use serde::Serialize;

use crate::agreements::dpa::{self, Standing as AgreementStanding};
use crate::kernel::pdf::{Continuation, Inspection, Refusal, SignatureReport};
use crate::learning::certificates::Standing;

/// A file may have this many bytes: whatever is taken as a signed agreement can be checked, too.
pub const MOST_BYTES: usize = dpa::MOST_SIGNED_BYTES;

/// What is said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Ours, to the last byte.
    Authentic,
    /// It begins with a document of ours, whole and intact, and exactly one good signature was added to it, nothing else.
    /// Whether that is the file which both sides hold says `on_record`.
    Countersigned,
    /// It begins with a document of ours, whole and intact, and something else was added to it.
    Continued,
    /// It says that it is ours, but it is not what we sealed.
    Altered,
    /// It says that it is ours, and ends before it is complete.
    Truncated,
    /// It carries nothing of ours: it comes from somebody else, perhaps from another installation of this program.
    Unknown,
}

/// What was found.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// Ours or not.
    pub verdict: Verdict,
    /// The directory knows the file to its last byte.
    pub on_record: bool,
    /// So many bytes at its beginning are what we sealed, byte for byte; what was added after them may change what is seen.
    pub sealed_bytes: Option<usize>,
    /// What was added to one of ours, when it is not one good signature alone.
    pub refusal: Option<Refused>,
    /// The file is protected with a password; none of ours is.
    pub encrypted: bool,
    /// Whether the certificate counts, when the file is one of ours and its record is still kept.
    pub certificate: Option<Standing>,
    /// Whether the agreement counts, when the file is one of ours, with or without a second signature.
    pub agreement: Option<AgreementStanding>,
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

/// What was added to a document of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Refused {
    /// Stable, for programs.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// A sentence in English.
    pub detail: String,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.code(), detail: refusal.to_string() }
    }
}

/// A time that an authority vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Stamped {
    /// The time.
    pub at: DateTime<Utc>,
    /// The authority, as its certificate names it.
    pub authority: String,
    /// It is one whose time we believe.
    pub trusted: bool,
}

/// A signature in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Signature {
    /// The field it stands in.
    pub field: String,
    /// The holder of the certificate; what the file claims where the signature does not hold.
    pub signer: String,
    /// The organisation that the certificate names.
    pub organisation: String,
    /// What the signature says of itself: who countersigned here, and how. The signer's own words, and empty when it does not hold.
    pub reason: String,
    /// Who issued the certificate; the holder itself, when it is the same as the signer.
    pub issuer: String,
    /// SHA-256 of the certificate.
    pub certificate_sha256: String,
    /// The time the signer claims.
    pub signed_at: Option<DateTime<Utc>>,
    /// The time that an authority vouches for.
    pub time_stamp: Option<Stamped>,
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
            organisation: report.organisation,
            reason: report.reason,
            issuer: report.issuer,
            certificate_sha256: report.certificate_sha256,
            signed_at: report.signed_at,
            time_stamp: report.time_stamp.map(|stamp| Stamped {
                at: stamp.at,
                authority: stamp.authority,
                trusted: stamp.trusted,
            }),
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
    /// The file begins with a sealed document of ours.
    pub begins_with: Option<Beginning>,
    /// The directory knows a document that the file names.
    pub named: Option<document::Model>,
    /// What was seen in the file.
    pub seen: Inspection,
    /// The bytes hold the mark of this installation or the certificate of its seal, however broken the rest is.
    pub bears_our_mark: bool,
}

/// A document of ours with which a file begins.
pub struct Beginning {
    /// Which one.
    pub document: document::Model,
    /// How many bytes it has.
    pub bytes: usize,
    /// What was added to it.
    pub added: Result<Continuation, Refusal>,
    /// An end of a file follows it: what was added is not a part that was cut off.
    pub ends_after: bool,
}

/// What was decided.
#[derive(Debug, PartialEq)]
pub struct Decision {
    /// The verdict.
    pub verdict: Verdict,
    /// Which document it is, or says it is.
    pub document: Option<document::Model>,
    /// How many bytes are as they were sealed, when more follow.
    pub sealed_bytes: Option<usize>,
    /// What follows, when it is not one good signature alone.
    pub refusal: Option<Refusal>,
    /// The directory knows the file to its last byte.
    pub on_record: bool,
}

impl Evidence {
    /// Decides. Every byte counts: what is not known by its fingerprint, and does not continue what is, is altered as soon as
    /// anything in it is ours.
    #[must_use]
    pub fn decide(self) -> Decision {
        let plain = |verdict, document| Decision { verdict, document, sealed_bytes: None, refusal: None, on_record: false };
        match (self.known, self.begins_with) {
            // An agreement that both sides signed is one file more, and is known by the one that it begins with.
            (Some(_), Some(Beginning { document, bytes, .. })) => {
                return Decision { sealed_bytes: Some(bytes), on_record: true, ..plain(Verdict::Countersigned, Some(document)) };
            }
            (Some(known), None) => return Decision { on_record: true, ..plain(Verdict::Authentic, Some(known)) },
            (None, Some(Beginning { document, bytes, added, ends_after })) => {
                let verdict = match &added {
                    Ok(_) => Verdict::Countersigned,
                    // Nothing that a program would take for a file follows ours: the rest was lost on its way.
                    Err(_) if self.seen.cut_off && !ends_after => Verdict::Truncated,
                    Err(_) => Verdict::Continued,
                };
                let refusal = added.err().filter(|_| verdict == Verdict::Continued);
                return Decision { sealed_bytes: Some(bytes), refusal, ..plain(verdict, Some(document)) };
            }
            (None, None) => {}
        }
        let is_ours = !self.seen.documents.is_empty()
            || self.bears_our_mark
            || self.seen.signatures.iter().any(|signature| signature.trusted);
        match is_ours {
            true if self.seen.cut_off => plain(Verdict::Truncated, self.named),
            true => plain(Verdict::Altered, self.named),
            false => plain(Verdict::Unknown, None),
        }
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

    fn continued(added: Result<Continuation, Refusal>) -> Evidence {
        let begins_with = Some(Beginning { document: known(Uuid::from_u128(7)), bytes: 9, added, ends_after: true });
        Evidence { begins_with, ..evidence(&[Uuid::from_u128(7)]) }
    }

    #[test]
    fn only_what_is_known_to_the_last_byte_is_authentic() {
        let id = Uuid::from_u128(7);
        let named = || Some(known(id));
        let decide = |evidence: Evidence| {
            let decision = evidence.decide();
            (decision.verdict, decision.sealed_bytes, decision.document.is_some())
        };
        assert_eq!(decide(evidence(&[])), (Verdict::Unknown, None, false));
        assert_eq!(decide(evidence(&[id])), (Verdict::Altered, None, false));
        assert_eq!(decide(Evidence { named: named(), ..evidence(&[id]) }), (Verdict::Altered, None, true));
        assert_eq!(decide(Evidence { bears_our_mark: true, ..evidence(&[]) }), (Verdict::Altered, None, false));
        assert_eq!(decide(Evidence { known: named(), ..evidence(&[id]) }), (Verdict::Authentic, None, true));
        let cut = |mut evidence: Evidence| {
            evidence.seen.cut_off = true;
            evidence
        };
        assert_eq!(decide(cut(Evidence { named: named(), ..evidence(&[id]) })), (Verdict::Truncated, None, true));
        assert_eq!(decide(cut(evidence(&[]))), (Verdict::Unknown, None, false));
    }

    #[test]
    fn what_was_added_to_a_document_of_ours_decides() {
        let refused = continued(Err(Refusal::ContentChanged)).decide();
        assert_eq!((refused.verdict, refused.sealed_bytes), (Verdict::Continued, Some(9)));
        assert_eq!(refused.refusal, Some(Refusal::ContentChanged));
        let known = Evidence { known: Some(known(Uuid::from_u128(8))), ..continued(Err(Refusal::ContentChanged)) }.decide();
        assert_eq!(
            (known.verdict, known.on_record, known.refusal),
            (Verdict::Countersigned, true, None),
            "the directory decides"
        );
        assert_eq!(known.document.map(|document| document.id), Some(Uuid::from_u128(7)), "known by what it begins with");
    }

    #[test]
    fn what_was_cut_off_is_incomplete_and_what_has_an_end_is_a_forgery() {
        let decide = |cut_off, ends_after| {
            let mut evidence = continued(Err(Refusal::Syntax));
            evidence.seen.cut_off = cut_off;
            evidence.begins_with.as_mut().unwrap().ends_after = ends_after;
            let decision = evidence.decide();
            (decision.verdict, decision.sealed_bytes, decision.refusal)
        };
        assert_eq!(decide(true, false), (Verdict::Truncated, Some(9), None));
        assert_eq!(decide(true, true), (Verdict::Continued, Some(9), Some(Refusal::Syntax)), "an end, and something behind it");
        assert_eq!(decide(false, true), (Verdict::Continued, Some(9), Some(Refusal::Syntax)));
    }
}
