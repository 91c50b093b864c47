//! Certificates: whose key made a signature, and whether a chain of them leads to one that is trusted.

use chrono::{DateTime, Utc};
use der::{Decode, Encode, asn1::ObjectIdentifier};
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, KeyUsage},
    name::Name,
};

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
pub(super) const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ECDSA_SHA256: ObjectIdentifier = super::cms::ECDSA_SHA256;
const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// A chain longer than this is not followed.
const MAX_CHAIN: usize = 6;

/// The hash functions a signature may use; anything older is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn of(algorithm: ObjectIdentifier) -> Option<Self> {
        const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
        const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
        match algorithm {
            super::cms::SHA256 => Some(Self::Sha256),
            SHA384 => Some(Self::Sha384),
            SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    pub(super) fn algorithm(self) -> &'static ring::digest::Algorithm {
        match self {
            Self::Sha256 => &ring::digest::SHA256,
            Self::Sha384 => &ring::digest::SHA384,
            Self::Sha512 => &ring::digest::SHA512,
        }
    }
}

/// True if that key made that signature over the message. `hash` is what the signer says it used, where the
/// algorithm does not say it itself.
pub(super) fn verifies(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    hash: Option<Hash>,
    message: &[u8],
    made: &[u8],
) -> bool {
    let verify = |with: &'static dyn VerificationAlgorithm| {
        UnparsedPublicKey::new(with, key.subject_public_key.raw_bytes()).verify(message, made).is_ok()
    };
    match key.algorithm.oid {
        EC_PUBLIC_KEY => {
            let curve = key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
            let hash = match algorithm.oid {
                ECDSA_SHA256 => Some(Hash::Sha256),
                ECDSA_SHA384 => Some(Hash::Sha384),
                EC_PUBLIC_KEY => hash,
                _ => None,
            };
            match (curve, hash) {
                (Some(P256), Some(Hash::Sha256)) => verify(&signature::ECDSA_P256_SHA256_ASN1),
                (Some(P256), Some(Hash::Sha384)) => verify(&signature::ECDSA_P256_SHA384_ASN1),
                (Some(P384), Some(Hash::Sha256)) => verify(&signature::ECDSA_P384_SHA256_ASN1),
                (Some(P384), Some(Hash::Sha384)) => verify(&signature::ECDSA_P384_SHA384_ASN1),
                _ => false,
            }
        }
        RSA_ENCRYPTION | RSA_PSS => match (algorithm.oid, hash) {
            (RSA_SHA256, _) | (RSA_ENCRYPTION, Some(Hash::Sha256)) => verify(&signature::RSA_PKCS1_2048_8192_SHA256),
            (RSA_SHA384, _) | (RSA_ENCRYPTION, Some(Hash::Sha384)) => verify(&signature::RSA_PKCS1_2048_8192_SHA384),
            (RSA_SHA512, _) | (RSA_ENCRYPTION, Some(Hash::Sha512)) => verify(&signature::RSA_PKCS1_2048_8192_SHA512),
            (RSA_PSS, Some(Hash::Sha256) | None) => verify(&signature::RSA_PSS_2048_8192_SHA256),
            (RSA_PSS, Some(Hash::Sha384)) => verify(&signature::RSA_PSS_2048_8192_SHA384),
            (RSA_PSS, Some(Hash::Sha512)) => verify(&signature::RSA_PSS_2048_8192_SHA512),
            _ => false,
        },
        ED25519 => verify(&signature::ED25519),
        _ => false,
    }
}

/// True if the certificate is trusted, or a chain of valid issuers leads from it to one that is.
pub(super) fn leads_to_trust(
    leaf: &Certificate,
    others: &[Certificate],
    trusted: &[Certificate],
    at: Option<DateTime<Utc>>,
) -> bool {
    if !may_sign_documents(leaf) {
        return false;
    }
    let mut current = leaf;
    for _ in 0..MAX_CHAIN {
        if !valid_at(current, at) {
            return false;
        }
        if trusted.contains(current) {
            return true;
        }
        let issuer = trusted.iter().chain(others).find(|issuer| *issuer != current && issued(issuer, current));
        match issuer {
            Some(issuer) => current = issuer,
            None => return false,
        }
    }
    false
}

/// True if the one certificate vouches for the other.
pub(super) fn issued(issuer: &Certificate, certificate: &Certificate) -> bool {
    let (authority, issued) = (issuer.tbs_certificate(), certificate.tbs_certificate());
    let is_authority = matches!(authority.get_extension::<BasicConstraints>(), Ok(Some((_, constraints))) if constraints.ca);
    let may_issue = match authority.get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.key_cert_sign(),
        Ok(None) => true,
        Err(_) => false,
    };
    if authority.subject() != issued.issuer() || !is_authority || !may_issue {
        return false;
    }
    let (Ok(message), Some(made)) = (issued.to_der(), certificate.signature().as_bytes()) else {
        return false;
    };
    verifies(authority.subject_public_key_info(), certificate.signature_algorithm(), None, &message, made)
}

/// True if its key may sign documents; a certificate that says nothing of it may.
pub(super) fn may_sign_documents(leaf: &Certificate) -> bool {
    match leaf.tbs_certificate().get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// True if the certificate is valid at that time, or there is none to ask about.
pub(super) fn valid_at(certificate: &Certificate, at: Option<DateTime<Utc>>) -> bool {
    let Some(at) = at else { return true };
    let Ok(at) = u64::try_from(at.timestamp()) else {
        return false;
    };
    let validity = certificate.tbs_certificate().validity();
    (validity.not_before.to_unix_duration().as_secs()..=validity.not_after.to_unix_duration().as_secs()).contains(&at)
}

/// Reads a certificate.
pub(super) fn read(der: &[u8]) -> Option<Certificate> {
    Certificate::from_der(der).ok()
}

/// The organisation of the holder; empty when it names none.
pub(super) fn organisation(certificate: &Certificate) -> String {
    match certificate.tbs_certificate().subject().organization() {
        Ok(Some(name)) => name.value().into_owned(),
        _ => String::new(),
    }
}

/// The name people know the holder by.
pub(super) fn holder(certificate: &Certificate) -> String {
    called(certificate.tbs_certificate().subject())
}

/// The name people know the issuer by.
pub(super) fn issuer(certificate: &Certificate) -> String {
    called(certificate.tbs_certificate().issuer())
}

fn called(name: &Name) -> String {
    match name.common_name() {
        Ok(Some(common)) => common.value().into_owned(),
        _ => name.to_string(),
    }
}

/// True if the certificate names its own holder as its issuer.
pub(super) fn is_self_issued(certificate: &Certificate) -> bool {
    certificate.tbs_certificate().issuer() == certificate.tbs_certificate().subject()
}

/// SHA-256 of the certificate in small hexadecimal digits.
pub(super) fn fingerprint(certificate: &Certificate) -> String {
    let der = certificate.to_der().unwrap_or_default();
    data_encoding::HEXLOWER.encode(ring::digest::digest(&ring::digest::SHA256, &der).as_ref())
}

/// From when until when the certificate is valid.
pub(super) fn validity(certificate: &Certificate) -> (DateTime<Utc>, DateTime<Utc>) {
    let validity = certificate.tbs_certificate().validity();
    let moment = |seconds: u64| i64::try_from(seconds).ok().and_then(|at| DateTime::from_timestamp(at, 0)).unwrap_or_default();
    (moment(validity.not_before.to_unix_duration().as_secs()), moment(validity.not_after.to_unix_duration().as_secs()))
}
