//! What in a signature container nobody protects: a forger could exchange it and the signature would still hold.
//!
//! The signer's certificate is tied by the attribute that names it, or by its issuer's signature. The others must be issuers of
//! one another, each tied by its own issuer, if that is there too. The one thing that cannot be asked of a container is that it
//! brings the last root, so an intermediate certificate whose issuer is missing stands for itself.

use cms::{
    content_info::CmsVersion,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{Encode as _, Tag, Tagged as _};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{
    Certificate,
    ext::pkix::{AuthorityKeyIdentifier, SubjectKeyIdentifier},
};

use super::certs::{RSA_PSS, is_self_issued, issued, verifies};

/// True if there is such a part. `leaf` is the signer's certificate and whether the signature names it.
pub(super) fn is_loose(signed: &SignedData, signer: &SignerInfo, leaf: (&Certificate, bool), others: &[Certificate]) -> bool {
    let by_name = matches!(signer.sid, SignerIdentifier::IssuerAndSerialNumber(_));
    let version = if by_name { CmsVersion::V1 } else { CmsVersion::V3 };
    let algorithms: Vec<_> = signed.digest_algorithms.iter().collect();
    let is_exact = signer.version == version
        && matches!(signed.version, CmsVersion::V1 | CmsVersion::V3)
        && matches!(algorithms.as_slice(), [only] if only.oid == signer.digest_alg.oid && is_bare(only))
        && is_bare(&signer.digest_alg)
        && is_bare(&signer.signature_algorithm)
        && signed.crls.is_none();
    !is_exact || !is_chain(leaf, others)
}

/// No parameters, or the `NULL` that stands for none; only RSASSA-PSS has some.
fn is_bare(algorithm: &AlgorithmIdentifierOwned) -> bool {
    algorithm.parameters.as_ref().is_none_or(|parameters| match parameters.tag() {
        Tag::Null => parameters.value().is_empty(),
        Tag::Sequence => algorithm.oid == RSA_PSS,
        _ => false,
    })
}

fn is_chain((leaf, is_named): (&Certificate, bool), others: &[Certificate]) -> bool {
    let all = || std::iter::once(leaf).chain(others);
    let is_tied = |certificate: &Certificate| all().any(|issuer| issued(issuer, certificate));
    let has_purpose = |certificate: &Certificate| all().any(|below| below != certificate && issued(certificate, below));
    let leaf_is_tied = is_named || is_tied(leaf) || is_signed_by_itself(leaf);
    leaf_is_tied && others.iter().all(|other| has_purpose(other) && (is_tied(other) || may_stand_alone(other)))
}

/// A holder's own certificate without an authority: no issuer is asked for but the key itself.
fn is_signed_by_itself(certificate: &Certificate) -> bool {
    let own = certificate.tbs_certificate();
    let (Ok(message), Some(made)) = (own.to_der(), certificate.signature().as_bytes()) else {
        return false;
    };
    is_self_issued(certificate)
        && verifies(own.subject_public_key_info(), certificate.signature_algorithm(), None, &message, made)
}

/// An intermediate certificate says whose key signed it, and that is another's. A root does not, so it must carry its own signature.
fn may_stand_alone(certificate: &Certificate) -> bool {
    let own = certificate.tbs_certificate();
    let authority = match own.get_extension::<AuthorityKeyIdentifier>() {
        Ok(Some((_, authority))) => authority.key_identifier,
        _ => None,
    };
    let subject = match own.get_extension::<SubjectKeyIdentifier>() {
        Ok(Some((_, subject))) => Some(subject.0),
        _ => None,
    };
    !is_self_issued(certificate) && authority.is_some() && authority != subject
}
