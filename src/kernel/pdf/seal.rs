//! The operator's seal: a key with its certificates, and signing a prepared field with it. Promise: what we sign can be
//! checked by anybody, with any tool, without asking us.
//!
//! With a time-stamping authority every signature gets a time-stamp (PAdES B-T) or is not made: there is no silent B-B.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use der::Decode;
use lopdf::{Dictionary, Document, Object, ObjectId};
use ring::{
    digest,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use uuid::Uuid;
use x509_cert::Certificate;

use super::{
    Anchor, Authority, Error, certs, cms,
    finish::date,
    identity::Identity,
    inspect::{SignatureReport, inspect},
    mark,
    revision::{Revision, write_hex},
    stamp,
    text::{read_text, utf16},
};

/// Room for the signature container; ours take about two kilobytes.
const RESERVE: usize = 8 * 1024;
/// Room beside it for a time-stamp token: authorities send up to four certificates with RSA keys of 4096 bits.
const RESERVE_FOR_STAMP: usize = 16 * 1024;
/// Long enough for the longest three offsets of a byte range.
const RANGE_WIDTH: usize = 48;
/// Characters of a reason: a sentence or two.
pub(super) const MAX_REASON: usize = 500;

/// A key ready to sign.
pub struct Seal {
    key: EcdsaKeyPair,
    chain: Vec<Certificate>,
    chain_der: Vec<Vec<u8>>,
    anchors: Vec<Anchor>,
    organisation: String,
    by_others: bool,
    stamps: Option<Stamps>,
    is_current: Option<Box<dyn Fn() -> bool + Send + Sync>>,
    earlier_pem: String,
}

/// Where time-stamps come from, and who vouches for them.
struct Stamps {
    authority: Arc<dyn Authority>,
    trusted: Vec<Certificate>,
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
    /// Why, in at most 500 characters.
    pub reason: &'a str,
    /// Where, in words; left out when empty.
    pub location: &'a str,
    /// How the signer can be reached; left out when empty.
    pub contact: &'a str,
    /// The time the signer claims.
    pub at: DateTime<Utc>,
    /// Certification for the first signature, approval for any other.
    pub purpose: Purpose,
}

impl Seal {
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
        let anchors = certificates.iter().cloned().map(Anchor::new).collect();
        Ok(Self {
            key,
            chain,
            chain_der: certificates,
            anchors,
            organisation,
            by_others: false,
            stamps: None,
            is_current: None,
            earlier_pem: String::new(),
        })
    }

    /// The certificates were issued by an authority that issues others, too: only the signing one is ours, and vouches.
    #[must_use]
    pub fn issued_by_others(mut self) -> Self {
        self.anchors.truncate(1);
        self.by_others = true;
        self
    }

    /// Also trusts certificates that the seal had before, so that what was sealed with them stays authentic.
    #[must_use]
    pub fn also_trusting(mut self, earlier: Vec<Anchor>) -> Self {
        self.anchors.extend(earlier);
        self
    }

    /// From now on nothing is signed unless this says that the seal is still the one on the disk: a process that runs on after
    /// the seal was replaced would sign in the name of one that vouches for nothing any more.
    #[must_use]
    pub fn while_current(mut self, is_current: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.is_current = Some(Box::new(is_current));
        self
    }

    /// The certificates of the seals before this one, as people download them: PEM with a line before each.
    #[must_use]
    pub fn after(mut self, earlier_pem: String) -> Self {
        self.earlier_pem = earlier_pem;
        self
    }

    /// From now on every signature gets a time-stamp of this authority, whose certificate must lead to one of these (DER).
    ///
    /// # Errors
    /// [`Error::Asn1`] if a certificate cannot be read.
    pub fn stamped_by(mut self, authority: Arc<dyn Authority>, trusted: Vec<Vec<u8>>) -> Result<Self, Error> {
        let read = trusted.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>()?;
        self.anchors.extend(trusted.into_iter().map(|der| Anchor { for_time: true, ..Anchor::new(der) }));
        self.stamps = Some(Stamps { authority, trusted: read });
        Ok(self)
    }

    /// What vouches for documents of ours: the signing certificate first, then its root, those of earlier seals, and the
    /// authorities whose time is believed.
    #[must_use]
    pub fn certificates(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Whom the signing certificate names as its organisation.
    #[must_use]
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// The signing certificate in words.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        self.chain_der.first().and_then(|leaf| Identity::read(leaf))
    }

    /// The certificate others are asked to trust: the last of the chain, DER.
    pub fn root(&self) -> &[u8] {
        self.chain_der.last().map(Vec::as_slice).unwrap_or_default()
    }

    /// The mark of a document of this installation, for [`super::Description::identifier`].
    #[must_use]
    pub fn identifier(&self, document: Uuid) -> String {
        let house = if self.by_others { self.chain_der.first().map(Vec::as_slice).unwrap_or_default() } else { self.root() };
        mark::identifier(house, document)
    }

    /// The certificate to trust, for people to download.
    pub fn root_pem(&self) -> String {
        pem(self.root())
    }

    /// The certificates of this seal for people to download.
    pub fn chain_pem(&self) -> String {
        self.chain_der.iter().map(|der| pem(der)).collect()
    }

    /// As [`Self::chain_pem`], and behind it those of the seals before: what they sealed is checked with theirs.
    #[must_use]
    pub fn every_chain_pem(&self) -> String {
        let now = self.chain_pem();
        if self.earlier_pem.is_empty() { now } else { format!("# Seals now\n{now}{}", self.earlier_pem) }
    }

    /// Signs as [`Self::sign`] does, and looks at the result as a stranger would: the new signature is ours, holds and covers
    /// the whole file, and every one before it holds. Says what is known of the new one.
    ///
    /// # Errors
    /// As [`Self::sign`]; [`Error::NotHeld`] if it does not hold.
    pub fn sign_checked(&self, pdf: &[u8], details: &SigningDetails<'_>) -> Result<(Vec<u8>, SignatureReport), Error> {
        let signed = self.sign(pdf, details)?;
        let seen = inspect(&signed, self.certificates());
        let not_held = |why: &str| Error::NotHeld(why.to_owned());
        if let Some(problem) = seen.parse_error {
            return Err(Error::NotHeld(problem));
        }
        let wanted = if details.purpose == Purpose::Certification { 1 } else { 2 };
        if seen.signatures.len() != wanted || !signed.starts_with(pdf) {
            return Err(not_held("there are not as many signatures as there should be"));
        }
        // An earlier one may be of a seal that was replaced since; the file it stands in is known by its fingerprint.
        if !seen.signatures.iter().all(|signature| signature.intact) || !seen.certified {
            return Err(not_held("a signature in the file is broken"));
        }
        let last = seen.signatures.into_iter().next_back().filter(|last| last.field == details.field);
        match last {
            Some(last) if last.trusted && last.covers_whole_file && last.problem.is_none() => Ok((signed, last)),
            Some(last) => Err(Error::NotHeld(last.problem.unwrap_or_else(|| "the new one is not ours".to_owned()))),
            None => Err(not_held("the new one stands in another field")),
        }
    }

    /// Signs a prepared field in an incremental revision: the signature, the field, and for a certification the
    /// catalog. Nothing else changes, and every earlier byte stays.
    ///
    /// Waits for the time-stamping authority, if there is one: not to be called on a thread that answers requests.
    ///
    /// # Errors
    /// [`Error::Field`] if the field is missing or already signed; [`Error::NotOurs`] if the file was not made here;
    /// [`Error::Reason`] for a reason too long; [`Error::Key`] if the certificate is not valid at that time; [`Error::Replaced`]
    /// if the seal on the disk is another, and [`Error::Stamp`] if there shall be a time-stamp and is none: both are worth
    /// another try.
    pub fn sign(&self, pdf: &[u8], details: &SigningDetails<'_>) -> Result<Vec<u8>, Error> {
        self.may_sign(details)?;
        let document = Document::load_mem(pdf)?;
        let root = document.trailer.get(b"Root")?.as_reference()?;
        let mut catalog = document.get_dictionary(root)?.clone();
        let (field, mut dictionary) = empty_field(&document, &catalog, details.field)?;

        let mut revision = Revision::of(pdf, &document)?;
        let signature = revision.new_id();
        let hole = Hole::new(details, self.reserve());
        let base = revision.put(signature, &hole.body);
        dictionary.set("V", signature);
        revision.put_dictionary(field, &dictionary)?;
        if details.purpose == Purpose::Certification {
            let mut permissions = Dictionary::new();
            permissions.set("DocMDP", signature);
            catalog.set("Perms", permissions);
            revision.put_dictionary(root, &catalog)?;
        }
        let signed = self.fill(revision.close()?, base, &hole, details.at)?;
        // Asked again: a time-stamp can take long.
        self.is_still_current()?;
        Ok(signed)
    }

    fn is_still_current(&self) -> Result<(), Error> {
        if self.is_current.as_ref().is_none_or(|is_current| is_current()) { Ok(()) } else { Err(Error::Replaced) }
    }

    fn may_sign(&self, details: &SigningDetails<'_>) -> Result<(), Error> {
        self.is_still_current()?;
        if details.reason.chars().count() > MAX_REASON {
            return Err(Error::Reason(MAX_REASON));
        }
        let leaf = self.chain.first().ok_or_else(|| Error::Key("it has no certificate".into()))?;
        if !certs::valid_at(leaf, Some(details.at)) {
            let (from, until) = certs::validity(leaf);
            return Err(Error::Key(format!(
                "its certificate is valid from {} to {}; replace it with `tutela seal rotate`",
                from.format("%Y-%m-%d"),
                until.format("%Y-%m-%d")
            )));
        }
        Ok(())
    }

    const fn reserve(&self) -> usize {
        if self.stamps.is_some() { RESERVE + RESERVE_FOR_STAMP } else { RESERVE }
    }

    /// Writes the byte range, then the signature over everything but itself.
    fn fill(&self, mut bytes: Vec<u8>, base: usize, hole: &Hole, at: DateTime<Utc>) -> Result<Vec<u8>, Error> {
        let from = base + hole.contents;
        let to = from + self.reserve() * 2 + 2;
        let range = format!("[0 {from} {to} {}]", bytes.len() - to);
        bytes[base + hole.range..][..range.len()].copy_from_slice(range.as_bytes());
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(&bytes[..from]);
        hash.update(&bytes[to..]);
        let sign = |attributes: &[u8]| {
            let signature = self.key.sign(&SystemRandom::new(), attributes);
            signature.map(|signature| signature.as_ref().to_vec()).map_err(|_| Error::Key("it refuses to sign".into()))
        };
        let stamp = |signature: &[u8]| match &self.stamps {
            Some(stamps) => stamp::stamp(&*stamps.authority, signature, &stamps.trusted, at).map(Some).map_err(Error::Stamp),
            None => Ok(None),
        };
        let container = cms::sign(hash.finish().as_ref(), &self.chain, sign, stamp)?;
        if container.len() > self.reserve() {
            return Err(Error::Reserve(self.reserve()));
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
    fn new(details: &SigningDetails<'_>, reserve: usize) -> Self {
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
        for (key, text) in [(&b" /Location "[..], details.location), (b" /ContactInfo ", details.contact)] {
            if !text.is_empty() {
                body.extend_from_slice(key);
                write_hex(&utf16(text), &mut body);
            }
        }
        if details.purpose == Purpose::Certification {
            body.extend_from_slice(
                b" /Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /P 2 /V /1.2>>>>]",
            );
        }
        body.extend_from_slice(b" /Contents ");
        let contents = body.len();
        write_hex(&vec![0; reserve], &mut body);
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

fn pem(der: &[u8]) -> String {
    let body = data_encoding::BASE64.encode(der);
    let lines: Vec<&str> = body.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
