//! The operator's seal: a key with its certificates, and signing a prepared field with it. Promise: what we sign can be
//! checked by anybody, with any tool, without asking us.

use chrono::{DateTime, Datelike, Utc};
use der::Decode;
use lopdf::{Dictionary, Document, Object, ObjectId};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, date_time_ymd,
};
use ring::{
    digest,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use uuid::Uuid;
use x509_cert::Certificate;

use super::{
    Error, certs, cms,
    finish::date,
    mark,
    revision::{Revision, write_hex},
    text::{read_text, utf16},
};

/// Room for the signature container; ours take about two kilobytes.
const RESERVE: usize = 8 * 1024;
/// Long enough for the longest three offsets of a byte range.
const RANGE_WIDTH: usize = 48;
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

/// A key ready to sign.
pub struct Seal {
    key: EcdsaKeyPair,
    certificates: Vec<Vec<u8>>,
    chain: Vec<Certificate>,
    organisation: String,
}

/// What a signature does to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first signature: afterwards only fields may be filled and signed (DocMDP level 2).
    Certification,
    /// A further signature beside the first.
    Approval,
}

/// What a signature says.
#[derive(Clone, Copy, Debug)]
pub struct SigningDetails<'a> {
    /// Name of the prepared, still empty field.
    pub field: &'a str,
    /// Who signs.
    pub signer_name: &'a str,
    /// Why, in a sentence.
    pub reason: &'a str,
    /// The time the signer claims.
    pub at: DateTime<Utc>,
    /// Certification for the first signature, approval for any other.
    pub purpose: Purpose,
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

    /// Takes a key (PKCS#8, DER) and its certificates, the signing one first.
    ///
    /// # Errors
    /// [`Error::Key`] if the key is not ECDSA P-256 or not the one in the first certificate; [`Error::Asn1`] if a
    /// certificate cannot be read.
    pub fn load(pkcs8: &[u8], certificates: Vec<Vec<u8>>) -> Result<Self, Error> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &SystemRandom::new())
            .map_err(|error| Error::Key(error.to_string()))?;
        let chain = certificates.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>()?;
        let leaf = chain.first().ok_or_else(|| Error::Key("it has no certificate".into()))?;
        let public = leaf.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes();
        if public != key.public_key().as_ref() {
            return Err(Error::Key("the first certificate is for another key".into()));
        }
        let organisation = certs::organisation(leaf);
        Ok(Self { key, certificates, chain, organisation })
    }

    /// Also trusts certificates that the seal had before, so that what was sealed with them stays authentic.
    #[must_use]
    pub fn also_trusting(mut self, earlier: Vec<Vec<u8>>) -> Self {
        self.certificates.extend(earlier);
        self
    }

    /// The certificates, DER: the signing one first, those of earlier seals last.
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// Whom the signing certificate names as its organisation.
    #[must_use]
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// The certificate others are asked to trust: the last of the chain, DER.
    pub fn root(&self) -> &[u8] {
        self.own().last().map(Vec::as_slice).unwrap_or_default()
    }

    /// The mark of a document of this installation, for [`super::Description::identifier`].
    #[must_use]
    pub fn identifier(&self, document: Uuid) -> String {
        mark::identifier(self.root(), document)
    }

    /// The certificate to trust, for people to download.
    pub fn root_pem(&self) -> String {
        pem(self.root())
    }

    /// The certificates of this seal for people to download.
    pub fn chain_pem(&self) -> String {
        self.own().iter().map(|der| pem(der)).collect()
    }

    fn own(&self) -> &[Vec<u8>] {
        self.certificates.get(..self.chain.len()).unwrap_or_default()
    }

    /// Signs a prepared field in an incremental revision: the signature, the field, and for a certification the
    /// catalog. Nothing else changes, and every earlier byte stays.
    ///
    /// # Errors
    /// [`Error::Field`] if the field is missing or already signed; [`Error::NotOurs`] if the file was not made here.
    pub fn sign(&self, pdf: &[u8], details: &SigningDetails<'_>) -> Result<Vec<u8>, Error> {
        let document = Document::load_mem(pdf)?;
        let root = document.trailer.get(b"Root")?.as_reference()?;
        let mut catalog = document.get_dictionary(root)?.clone();
        let (field, mut dictionary) = empty_field(&document, &catalog, details.field)?;

        let mut revision = Revision::of(pdf, &document)?;
        let signature = revision.new_id();
        let hole = Hole::new(details);
        let base = revision.put(signature, &hole.body);
        dictionary.set("V", signature);
        revision.put_dictionary(field, &dictionary)?;
        if details.purpose == Purpose::Certification {
            let mut permissions = Dictionary::new();
            permissions.set("DocMDP", signature);
            catalog.set("Perms", permissions);
            revision.put_dictionary(root, &catalog)?;
        }
        self.fill(revision.close()?, base, &hole)
    }

    /// Writes the byte range, then the signature over everything but itself.
    fn fill(&self, mut bytes: Vec<u8>, base: usize, hole: &Hole) -> Result<Vec<u8>, Error> {
        let from = base + hole.contents;
        let to = from + RESERVE * 2 + 2;
        let range = format!("[0 {from} {to} {}]", bytes.len() - to);
        bytes[base + hole.range..][..range.len()].copy_from_slice(range.as_bytes());
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(&bytes[..from]);
        hash.update(&bytes[to..]);
        let container = cms::sign(hash.finish().as_ref(), &self.chain, |attributes| {
            let signature = self.key.sign(&SystemRandom::new(), attributes);
            signature.map(|signature| signature.as_ref().to_vec()).map_err(|_| Error::Key("it refuses to sign".into()))
        })?;
        if container.len() > RESERVE {
            return Err(Error::Reserve(RESERVE));
        }
        let digits = data_encoding::HEXLOWER.encode(&container);
        bytes[from + 1..][..digits.len()].copy_from_slice(digits.as_bytes());
        Ok(bytes)
    }
}

/// A signature dictionary with blanks where byte range and signature will stand.
struct Hole {
    body: Vec<u8>,
    range: usize,
    contents: usize,
}

impl Hole {
    fn new(details: &SigningDetails<'_>) -> Self {
        let mut body = b"<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ".to_vec();
        let range = body.len();
        body.extend([b' '; RANGE_WIDTH]);
        if let Object::String(at, _) = date(details.at) {
            body.extend_from_slice(b" /M (");
            body.extend(at);
            body.extend_from_slice(b")");
        }
        body.extend_from_slice(b" /Name ");
        write_hex(&utf16(details.signer_name), &mut body);
        body.extend_from_slice(b" /Reason ");
        write_hex(&utf16(details.reason), &mut body);
        if details.purpose == Purpose::Certification {
            body.extend_from_slice(
                b" /Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /P 2 /V /1.2>>>>]",
            );
        }
        body.extend_from_slice(b" /Contents ");
        let contents = body.len();
        write_hex(&[0; RESERVE], &mut body);
        body.extend_from_slice(b">>");
        Self { body, range, contents }
    }
}

fn empty_field(document: &Document, catalog: &Dictionary, name: &str) -> Result<(ObjectId, Dictionary), Error> {
    let missing = || Error::Field(name.to_owned());
    let form = document.dereference(catalog.get(b"AcroForm").map_err(|_| missing())?)?.1.as_dict()?;
    for field in form.get(b"Fields").and_then(Object::as_array).map_err(|_| missing())? {
        let id = field.as_reference()?;
        let dictionary = document.get_dictionary(id)?;
        if dictionary.get(b"T").and_then(Object::as_str).is_ok_and(|title| read_text(title) == name) && !dictionary.has(b"V") {
            return Ok((id, dictionary.clone()));
        }
    }
    Err(missing())
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

fn pem(der: &[u8]) -> String {
    let body = data_encoding::BASE64.encode(der);
    let lines: Vec<&str> = body.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
