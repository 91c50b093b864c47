//! The signature proper: a CMS container as PAdES B-B wants it (EN 319 142-1): content type, message digest and
//! signing certificate are signed, the time is not (it stands in the PDF), one signer, the full chain.

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use der::{
    Any, Decode, Encode, Sequence,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use ring::digest;
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, attr::Attribute};

use super::Error;

pub(super) const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
pub(super) const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub(super) const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
pub(super) const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
pub(super) const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
pub(super) const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
pub(super) const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
pub(super) const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// RFC 5035 with its defaults left out: SHA-256, no issuer.
#[derive(Sequence)]
struct EssCertificateId {
    hash: OctetString,
}

#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<EssCertificateId>,
}

/// Signs the SHA-256 digest of a file. `sign` makes the signature (ECDSA, DER) over the signed attributes, `stamp` gets a
/// time-stamp token (DER) over the signature if there shall be one; the chain begins with the signer's certificate.
pub(super) fn sign(
    digest: &[u8],
    chain: &[Certificate],
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, Error>,
    stamp: impl FnOnce(&[u8]) -> Result<Option<Vec<u8>>, Error>,
) -> Result<Vec<u8>, Error> {
    let leaf = chain.first().ok_or_else(|| Error::Key("it has no certificate".into()))?;
    let attributes = signed_attributes(digest, leaf)?;
    let signature = sign(&attributes.to_der()?)?;
    let beside = stamp(&signature)?.map(|token| {
        let values = SetOfVec::try_from(vec![Any::from_der(&token)?])?;
        SetOfVec::try_from(vec![Attribute { oid: TIME_STAMP_TOKEN, values }])
    });
    let sha256 = AlgorithmIdentifierOwned { oid: SHA256, parameters: None };
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: leaf.tbs_certificate().issuer().clone(),
            serial_number: leaf.tbs_certificate().serial_number().clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None },
        signature: OctetString::new(signature)?,
        unsigned_attrs: beside.transpose()?,
    };
    let certificates: Vec<_> = chain.iter().cloned().map(CertificateChoices::Certificate).collect();
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer])?,
    };
    Ok(ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&signed)? }.to_der()?)
}

fn signed_attributes(digest: &[u8], leaf: &Certificate) -> Result<SetOfVec<Attribute>, Error> {
    let fingerprint = digest::digest(&digest::SHA256, &leaf.to_der()?);
    let signing = SigningCertificate { certificates: vec![EssCertificateId { hash: OctetString::new(fingerprint.as_ref())? }] };
    let attribute = |oid, value| Ok::<_, der::Error>(Attribute { oid, values: SetOfVec::try_from(vec![value])? });
    Ok(SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&signing)?)?,
    ])?)
}
