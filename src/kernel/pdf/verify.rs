//! Judges a signature container: does it fit the bytes, and did the certificate it names make it?

use cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{ObjectIdentifier, OctetString},
};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, ext::pkix::SubjectKeyIdentifier};

use super::{
    certs::{Hash, verifies},
    cms::{CONTENT_TYPE, ID_SIGNED_DATA, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2, TIME_STAMP_TOKEN},
    loose,
};

/// Containers of other tools carry chains and time-stamps, but not more than this.
const MAX_CONTAINER: usize = 96 * 1024;
/// Elements of one set; sorting more would take long.
const MAX_CHILDREN: usize = 256;
const MAX_DEPTH: u32 = 32;
/// Certificates of one container: each is held against each, and honest chains have three or four.
const MAX_CERTIFICATES: usize = 10;

/// What is said of a digest or a signature that was made by means that prove nothing any more.
pub(super) const WEAK: &str = "the digest algorithm is not accepted";

/// A signature that holds: who made it, and what else came with it.
pub(super) struct Signer {
    pub(super) certificate: Certificate,
    pub(super) others: Vec<Certificate>,
    /// The signature itself, over which a time-stamp is made.
    pub(super) signature: Vec<u8>,
    /// The time-stamp token beside the signature.
    pub(super) token: Option<Vec<u8>>,
    /// There is something in the container that neither the signature nor a certificate protects.
    pub(super) is_loose: bool,
}

#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct CertificateId {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer: Option<Any>,
}

/// Checks the container (as it stands in the file, with its padding) against the digest of the signed bytes.
/// `names_certificate` demands the attribute that ties the signature to its certificate, as PAdES does.
pub(super) fn verify(padded: &[u8], digest: impl Fn(Hash) -> Vec<u8>, names_certificate: bool) -> Result<Signer, &'static str> {
    let signed = open(padded)?;
    if signed.encap_content_info.econtent.is_some() {
        return Err("the container brings its own content");
    }
    check(&signed, digest, names_certificate)
}

/// Reads a container with its padding.
pub(super) fn open(padded: &[u8]) -> Result<SignedData, &'static str> {
    let (_, _, length) = element(padded).ok_or("the container is not DER")?;
    let (container, padding) = padded.split_at(length);
    if padding.iter().any(|&byte| byte != 0) {
        return Err("something stands behind the container");
    }
    if container.len() > MAX_CONTAINER || !is_modest(container, 0) {
        return Err("the container is too large");
    }
    let unreadable = |_| "the container cannot be read";
    let info = ContentInfo::from_der(container).map_err(unreadable)?;
    if info.content_type != ID_SIGNED_DATA {
        return Err("the container is not a signature");
    }
    info.content.decode_as().map_err(unreadable)
}

/// Checks the one signature of a container.
pub(super) fn check(
    signed: &SignedData,
    digest: impl Fn(Hash) -> Vec<u8>,
    names_certificate: bool,
) -> Result<Signer, &'static str> {
    let [signer] = signed.signer_infos.0.as_slice() else {
        return Err("the container has not exactly one signer");
    };
    let hash = Hash::of(signer.digest_alg.oid).ok_or(WEAK)?;
    let attributes = signer.signed_attrs.as_ref().ok_or("nothing but the digest is signed")?;

    let content_type: ObjectIdentifier = attribute(signer, CONTENT_TYPE).ok_or("the content type is not signed")?;
    if content_type != signed.encap_content_info.econtent_type {
        return Err("the content type differs");
    }
    let stated: OctetString = attribute(signer, MESSAGE_DIGEST).ok_or("the digest is not signed")?;
    if stated.as_bytes() != digest(hash) {
        return Err("the signed bytes were changed");
    }
    let (certificate, others) =
        certificates(signed, signer).ok_or("the signer's certificate is missing, or there are too many")?;
    let is_named = names(signer, &certificate);
    if names_certificate && !is_named {
        return Err("the signature does not name its certificate");
    }
    let message = attributes.to_der().map_err(|_| "the container cannot be read")?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    if !verifies(key, &signer.signature_algorithm, Some(hash), &message, signer.signature.as_bytes()) {
        return Err("the signature is not by the named key");
    }
    let (token, is_alone) = token(signer);
    let is_loose = !is_alone || loose::is_loose(signed, signer, (&certificate, is_named), &others);
    Ok(Signer { signature: signer.signature.as_bytes().to_vec(), certificate, others, token, is_loose })
}

/// The time-stamp token beside the signature, and whether nothing else stands there.
fn token(signer: &SignerInfo) -> (Option<Vec<u8>>, bool) {
    let Some(beside) = &signer.unsigned_attrs else { return (None, true) };
    let token = beside.iter().find(|attribute| attribute.oid == TIME_STAMP_TOKEN).and_then(|attribute| attribute.values.get(0));
    let token = token.and_then(|token| token.to_der().ok());
    let is_alone = token.is_some() && beside.len() == 1 && beside.iter().all(|attribute| attribute.values.len() == 1);
    (token, is_alone)
}

/// The only value of the only attribute of that kind.
fn attribute<T: for<'a> Decode<'a>>(signer: &SignerInfo, kind: ObjectIdentifier) -> Option<T> {
    let mut found = signer.signed_attrs.as_ref()?.iter().filter(|attribute| attribute.oid == kind);
    let (Some(attribute), None) = (found.next(), found.next()) else {
        return None;
    };
    let [value] = attribute.values.as_slice() else {
        return None;
    };
    T::from_der(&value.to_der().ok()?).ok()
}

fn certificates(signed: &SignedData, signer: &SignerInfo) -> Option<(Certificate, Vec<Certificate>)> {
    let mut all: Vec<Certificate> = Vec::new();
    for choice in signed.certificates.as_ref()?.0.iter() {
        if let CertificateChoices::Certificate(certificate) = choice {
            all.push(certificate.clone());
        }
    }
    if all.len() > MAX_CERTIFICATES {
        return None;
    }
    let place = all.iter().position(|certificate| is_of(certificate, &signer.sid))?;
    let certificate = all.remove(place);
    Some((certificate, all))
}

fn is_of(certificate: &Certificate, signer: &SignerIdentifier) -> bool {
    let own = certificate.tbs_certificate();
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(id) => *own.issuer() == id.issuer && *own.serial_number() == id.serial_number,
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            matches!(own.get_extension::<SubjectKeyIdentifier>(), Ok(Some((_, key))) if key == *id)
        }
    }
}

fn names(signer: &SignerInfo, certificate: &Certificate) -> bool {
    let Some(signing) = attribute::<SigningCertificate>(signer, SIGNING_CERTIFICATE_V2) else {
        return false;
    };
    let (Some(id), Ok(der)) = (signing.certificates.first(), certificate.to_der()) else {
        return false;
    };
    let hash = id.algorithm.as_ref().map_or(Some(Hash::Sha256), |algorithm| Hash::of(algorithm.oid));
    hash.is_some_and(|hash| ring::digest::digest(hash.algorithm(), &der).as_ref() == id.hash.as_bytes())
}

/// The first DER element: its tag, where its content begins, where it ends.
fn element(der: &[u8]) -> Option<(u8, usize, usize)> {
    let (&tag, &length) = (der.first()?, der.get(1)?);
    let (start, size) = match length {
        0..=0x7F => (2, usize::from(length)),
        0x81..=0x84 => {
            let digits = usize::from(length & 0x7F);
            let size = der.get(2..2 + digits)?.iter().fold(0_usize, |size, &byte| size << 8 | usize::from(byte));
            (2 + digits, size)
        }
        _ => return None,
    };
    let end = start.checked_add(size).filter(|&end| end <= der.len())?;
    Some((tag, start, end))
}

/// True if no element has more children than an honest signer needs.
fn is_modest(der: &[u8], depth: u32) -> bool {
    let (mut rest, mut children) = (der, 0);
    while let Some((tag, start, end)) = element(rest) {
        children += 1;
        let constructed = tag & 0x20 != 0;
        if children > MAX_CHILDREN || depth > MAX_DEPTH || (constructed && !is_modest(&rest[start..end], depth + 1)) {
            return false;
        }
        rest = &rest[end..];
    }
    rest.is_empty()
}
