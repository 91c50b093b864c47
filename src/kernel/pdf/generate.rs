//! A key of our own making: for operators without a certificate of a public authority.

use chrono::{DateTime, Datelike, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, date_time_ymd,
};

use super::{Error, Seal};

/// How long a generated certificate signs, and how long its root vouches for it.
const YEARS: i32 = 10;
const ROOT_YEARS: i32 = 20;

/// A freshly made key and its certificates, to be stored and loaded with [`Seal::load`].
pub struct NewSeal {
    /// The private key: PKCS#8, DER. A secret.
    pub pkcs8: Vec<u8>,
    /// Signing certificate first, then the root that people are asked to trust; DER.
    pub certificates: Vec<Vec<u8>>,
}

impl Seal {
    /// Makes a key (ECDSA, P-256), a root certificate, and the certificate that signs. The root's key is forgotten:
    /// it vouches for this one certificate and nothing else.
    ///
    /// # Errors
    /// [`Error::Key`] if the country is not a two-letter code or the date is out of range.
    pub fn generate(organisation: &str, country: &str, not_before: DateTime<Utc>) -> Result<NewSeal, Error> {
        let refused = |error: rcgen::Error| Error::Key(error.to_string());
        if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(Error::Key("the country is not a code of two capital letters".into()));
        }
        let mut root = parameters(&format!("{organisation} Root"), organisation, country, not_before, ROOT_YEARS)?;
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let mut leaf = parameters(&format!("{organisation} Document Seal"), organisation, country, not_before, YEARS)?;
        leaf.is_ca = IsCa::ExplicitNoCa;
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
        leaf.use_authority_key_identifier_extension = true;

        let root_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(refused)?;
        let leaf_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(refused)?;
        let root_certificate = root.self_signed(&root_key).map_err(refused)?;
        let leaf_certificate = leaf.signed_by(&leaf_key, &Issuer::new(root, root_key)).map_err(refused)?;
        Ok(NewSeal {
            pkcs8: leaf_key.serialize_der(),
            certificates: vec![leaf_certificate.der().to_vec(), root_certificate.der().to_vec()],
        })
    }
}

fn parameters(
    name: &str,
    organisation: &str,
    country: &str,
    from: DateTime<Utc>,
    years: i32,
) -> Result<CertificateParams, Error> {
    let refused = || Error::Key("the date is out of range".into());
    let year = Some(from.year()).filter(|year| (2000..2200).contains(year)).ok_or_else(refused)?;
    let month = u8::try_from(from.month()).map_err(|_| refused())?;
    // The 29th of February exists only every fourth year.
    let day = u8::try_from(from.day().min(28)).map_err(|_| refused())?;
    let country = rcgen::string::PrintableString::try_from(country).map_err(|error| Error::Key(error.to_string()))?;
    let mut names = DistinguishedName::new();
    names.push(DnType::CountryName, DnValue::PrintableString(country));
    names.push(DnType::OrganizationName, organisation);
    names.push(DnType::CommonName, name);
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = names;
    parameters.not_before = date_time_ymd(year, month, day);
    parameters.not_after = date_time_ymd(year + years, month, day);
    Ok(parameters)
}
