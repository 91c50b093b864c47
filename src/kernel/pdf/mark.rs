//! The mark by which a file says whose it is: `urn:tutela:HOUSE:document:UUID`. The house is taken from the public key of
//! the seal's root, so that a file of another installation is told from one of ours that was changed. A claim, not a proof.

use der::Encode as _;
use ring::digest::{SHA256, digest};
use uuid::Uuid;

use super::{anchor::Vouch, certs, scan::find};

/// How every mark begins, whichever installation made it.
pub(super) const PREFIX: &str = "urn:tutela:";
/// What stands between the house and the document.
const DOCUMENT: &str = ":document:";
/// Hexadecimal digits of a house: 64 bits, more than installations that will ever be mistaken for each other.
const HOUSE_DIGITS: usize = 16;
const UUID_LETTERS: usize = 36;
/// The header and the comment behind it are no longer than this.
const HEADER_BYTES: usize = 128;
const MAX_DOCUMENTS: usize = 16;

/// The mark of a document, sealed under this root (DER).
pub(super) fn identifier(root: &[u8], document: Uuid) -> String {
    format!("{PREFIX}{}{DOCUMENT}{document}", house(root).unwrap_or_default())
}

/// The house of a root: the beginning of the SHA-256 of its public key.
fn house(root: &[u8]) -> Option<String> {
    let key = certs::read(root)?.tbs_certificate().subject_public_key_info().to_der().ok()?;
    let mut digits = data_encoding::HEXLOWER.encode(digest(&SHA256, &key).as_ref());
    digits.truncate(HOUSE_DIGITS);
    Some(digits)
}

/// The marks of everything that was ever sealed under these certificates (DER).
pub(super) struct Marks(Vec<String>);

impl Marks {
    pub(super) fn of<T: Vouch>(certificates: &[T]) -> Self {
        let ours = certificates.iter().filter(|certificate| !certificate.for_time());
        Self(ours.filter_map(|certificate| house(certificate.der())).map(|house| format!("{PREFIX}{house}")).collect())
    }

    /// Adds the documents that the text names to those already known.
    pub(super) fn collect(&self, text: &[u8], documents: &mut Vec<Uuid>) {
        for mark in &self.0 {
            let mut at = 0;
            while let Some(place) = find(text, mark.as_bytes(), at) {
                at = place + mark.len();
                let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(DOCUMENT.as_bytes())) else { continue };
                let id = rest.get(..UUID_LETTERS).and_then(|id| std::str::from_utf8(id).ok());
                if let Some(id) = id.and_then(|id| Uuid::try_parse(id).ok())
                    && documents.len() < MAX_DOCUMENTS
                    && !documents.contains(&id)
                {
                    documents.push(id);
                }
            }
        }
    }
}

/// Whether a file bears the mark of one of these certificates, or one of them in the digits of a signature: asked of the
/// bare bytes, because a file may be too broken to be read, or too short.
#[must_use]
pub fn bears_mark<T: Vouch>(pdf: &[u8], certificates: &[T]) -> bool {
    let header = header_comment(pdf);
    let marked = |mark: &String| [pdf, &header].into_iter().any(|text| find(text, mark.as_bytes(), 0).is_some());
    let mut ours = certificates.iter().filter(|certificate| !certificate.for_time());
    Marks::of(certificates).0.iter().any(marked) || ours.any(|certificate| holds_part(pdf, certificate.der()))
}

/// Any quarter of a certificate is proof enough, so that a byte changed in it does not hide it.
fn holds_part(pdf: &[u8], certificate: &[u8]) -> bool {
    certificate.chunks(certificate.len().div_ceil(4).max(64)).filter(|part| part.len() >= 64).any(|part| {
        let lower = data_encoding::HEXLOWER.encode(part);
        find(pdf, lower.as_bytes(), 0).or_else(|| find(pdf, lower.to_ascii_uppercase().as_bytes(), 0)).is_some()
    })
}

/// The comment behind the header, of which PDF/A wants only that its bytes are above 127: the mark with the high bit of every
/// byte set, so that even the first hundred bytes of a file say whose it is.
pub(super) fn raised(identifier: &str) -> Vec<u8> {
    identifier.bytes().filter(u8::is_ascii_graphic).map(|byte| byte | 0x80).chain([0xBB, 0xAD, 0xC0, 0xDE]).collect()
}

/// The comment behind the header in plain letters, as it was before [`raised`].
pub(super) fn header_comment(pdf: &[u8]) -> Vec<u8> {
    pdf.iter().take(HEADER_BYTES).map(|byte| byte & 0x7F).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Seal, samples};
    use super::*;

    fn seal() -> Seal {
        let new = Seal::generate("Sonnenhof Akademie GmbH", "DE", samples::at()).unwrap();
        Seal::load(&new.pkcs8, new.certificates).unwrap()
    }

    #[test]
    fn a_mark_names_the_house_that_made_it_and_no_other() {
        let (ours, theirs, id) = (seal(), seal(), Uuid::from_u128(7));
        let mark = ours.identifier(id);
        assert_eq!(
            (mark.len(), mark.ends_with(&id.to_string())),
            (PREFIX.len() + HOUSE_DIGITS + DOCUMENT.len() + UUID_LETTERS, true)
        );
        assert!(bears_mark(mark.as_bytes(), ours.certificates()) && !bears_mark(mark.as_bytes(), theirs.certificates()));
        assert!(bears_mark(&raised(&mark), ours.certificates()), "in the header");
        let mut found = Vec::new();
        Marks::of(theirs.certificates()).collect(mark.as_bytes(), &mut found);
        assert!(found.is_empty());
        Marks::of(ours.certificates()).collect(mark.as_bytes(), &mut found);
        assert_eq!(found, [id]);
    }

    #[test]
    fn what_an_earlier_seal_made_stays_ours() {
        let (before, now, id) = (seal(), seal(), Uuid::from_u128(7));
        let mark = before.identifier(id);
        let now = now.also_trusting(before.certificates().to_vec());
        assert!(bears_mark(mark.as_bytes(), now.certificates()) && now.identifier(id) != mark);
    }

    #[test]
    fn a_certificate_is_found_in_the_digits_of_a_signature() {
        let certificate: Vec<u8> = (0..=255).cycle().take(500).collect();
        let digits = data_encoding::HEXLOWER.encode(&certificate);
        let mut file = format!("%PDF-1.7 <</Contents <{digits}>>").into_bytes();
        assert!(bears_mark(&file, &[&certificate]));
        let middle = file.len() / 2;
        file[middle] ^= 1;
        assert!(bears_mark(&file, &[&certificate]));
        assert!(!bears_mark(b"%PDF-1.7 nothing", &[&certificate]));
    }
}
