//! How a signing tool, or a forger, writes an update of a file of ours.

use std::collections::BTreeMap;

use lopdf::Dictionary;
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
};
use uuid::Uuid;
use x509_cert::Certificate;

use super::{
    Continuation, Purpose, Refusal, Seal, SigningDetails, certs, cms, continuation,
    original::Original,
    revision::write_dictionary,
    samples,
    update::{empty_field, reference},
};

const RESERVE: usize = 4096;

pub(super) fn seal(name: &str) -> Seal {
    let new = Seal::generate(name, "SI", samples::at()).unwrap();
    Seal::load(&new.pkcs8, new.certificates).unwrap()
}

pub(super) fn details(field: &str, purpose: Purpose) -> SigningDetails<'_> {
    let at = samples::at() + chrono::TimeDelta::hours(1);
    SigningDetails {
        field,
        signer_name: "Žiga",
        reason: "Read and agreed",
        location: "Ljubljana",
        contact: "dpo@example.org",
        at,
        purpose,
    }
}

/// An agreement that we sealed.
pub(super) fn ours(seal: &Seal) -> Vec<u8> {
    let plain = samples::contract_as(&seal.identifier(Uuid::from_u128(7)));
    seal.sign(&plain, &details("Processor", Purpose::Certification)).unwrap()
}

/// A key of somebody who signs, or forges.
struct Hand {
    key: EcdsaKeyPair,
    chain: Vec<Certificate>,
}

impl Hand {
    fn new() -> Self {
        let new = Seal::generate("Učilnica d.o.o.", "SI", samples::at()).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &new.pkcs8, &SystemRandom::new()).unwrap();
        Self { key, chain: new.certificates.iter().map(|der| certs::read(der).unwrap()).collect() }
    }

    /// Signs the file in the last hole that is in it.
    fn sign(&self, file: &mut [u8]) {
        let (from, to) = hole(file);
        let signed = digest(&SHA256, &[&file[..from], &file[to..]].concat());
        let sign = |attributes: &[u8]| Ok(self.key.sign(&SystemRandom::new(), attributes).unwrap().as_ref().to_vec());
        let container = cms::sign(signed.as_ref(), &self.chain, sign, |_| Ok(None)).unwrap();
        let digits = data_encoding::HEXLOWER.encode(&container);
        file[from + 1..][..digits.len()].copy_from_slice(digits.as_bytes());
    }
}

/// Signs the file in its hole as the tools of others do: openssl, an RSA key, no attribute that names the certificate.
pub(super) fn sign_elsewhere(file: &mut [u8], hash: &str) {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &str| {
        let done = std::process::Command::new("openssl").args(arguments.split(' ')).current_dir(folder.path()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run("req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 30 -subj /O=Acme/CN=Ana");
    let (from, to) = hole(file);
    std::fs::write(folder.path().join("signed"), [&file[..from], &file[to..]].concat()).unwrap();
    run(&format!("cms -sign -binary -md {hash} -in signed -signer cert.pem -inkey key.pem -outform DER -out made"));
    let digits = data_encoding::HEXLOWER.encode(&std::fs::read(folder.path().join("made")).unwrap());
    file[from + 1..][..digits.len()].copy_from_slice(digits.as_bytes());
}

/// Writes the range of the last hole that is in the file, and says where it is.
fn hole(file: &mut [u8]) -> (usize, usize) {
    let hole = format!("<{}>", "0".repeat(2 * RESERVE));
    let from = file.windows(hole.len()).rposition(|window| window == hole.as_bytes()).unwrap();
    let to = from + hole.len();
    let range = format!("0 {from} {to} {}", file.len() - to);
    let blank = " ".repeat(60);
    let at = file[..from].windows(blank.len()).rposition(|window| window == blank.as_bytes()).unwrap();
    file[at..at + range.len()].copy_from_slice(range.as_bytes());
    (from, to)
}

/// A signature with holes for its range and its digits.
pub(super) fn signature(more: &str) -> String {
    let (range, digits) = (" ".repeat(60), "0".repeat(2 * RESERVE));
    format!(
        "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached {more} /ByteRange [{range}] /Contents <{digits}>>>"
    )
}

/// Writes the rows of a table for objects at these places.
pub(super) type Rows = fn(&BTreeMap<u32, usize>) -> String;

/// An update as a tool, or a forger, writes it.
pub(super) struct Draft {
    pub(super) original: Vec<u8>,
    pub(super) objects: Vec<(u32, String)>,
    pub(super) rows: Rows,
    pub(super) trailer: String,
    pub(super) size: u32,
    pub(super) tail: String,
}

impl Draft {
    /// What an honest tool adds to an agreement of ours.
    pub(super) fn honest(original: Vec<u8>) -> Self {
        let opened = Original::open(&original).unwrap();
        let size = opened.size().unwrap();
        let field = empty_field(&opened, reference(opened.trailer.get(b"Root")).unwrap(), "Customer").unwrap();
        let mut value = opened.dictionary(field).unwrap();
        value.set("V", (size, 0));
        let trailer = opened.trailer.clone();
        let objects = vec![(size, signature("")), (field, text(&value))];
        let mut draft = Self { objects, rows: plain_rows, trailer: String::new(), size: size + 1, tail: String::new(), original };
        draft.trailer = draft.trailer_with(&trailer, "");
        draft
    }

    pub(super) fn trailer_with(&self, before: &Dictionary, more: &str) -> String {
        let mut after = before.clone();
        after.set("Size", i64::from(self.size));
        after.set("Prev", i64::try_from(Original::open(&self.original).unwrap().table).unwrap());
        format!("{}{more}>>", text(&after).strip_suffix(">>").unwrap())
    }

    pub(super) fn opened(&self) -> Original<'_> {
        Original::open(&self.original).unwrap()
    }

    pub(super) fn root(&self) -> u32 {
        reference(self.opened().trailer.get(b"Root")).unwrap()
    }

    pub(super) fn info(&self) -> u32 {
        reference(self.opened().trailer.get(b"Info")).unwrap()
    }

    /// An object of the original with something about it changed.
    pub(super) fn rewrite(mut self, number: u32, change: impl Fn(&mut Dictionary)) -> Self {
        let mut value = self.opened().dictionary(number).unwrap();
        change(&mut value);
        self.objects.push((number, text(&value)));
        self
    }

    pub(super) fn change_trailer(mut self, said: &str, instead: &str) -> Self {
        let changed = self.trailer.replacen(said, instead, 1);
        assert_ne!(changed, self.trailer, "{said}");
        self.trailer = changed;
        self
    }

    pub(super) fn change_object(mut self, index: usize, said: &str, instead: &str) -> Self {
        let changed = self.objects[index].1.replacen(said, instead, 1);
        assert_ne!(changed, self.objects[index].1, "{said}");
        self.objects[index].1 = changed;
        self
    }

    pub(super) fn add(mut self, body: impl Into<String>) -> Self {
        self.objects.push((self.size, body.into()));
        let sized = format!("/Size {}", self.size);
        self.size += 1;
        let size = format!("/Size {}", self.size);
        self.change_trailer(&sized, &size)
    }

    /// The whole file, signed.
    pub(super) fn signed(&self) -> Vec<u8> {
        let mut file = self.written();
        Hand::new().sign(&mut file);
        file
    }

    /// The whole file, with a hole for the signature.
    pub(super) fn written(&self) -> Vec<u8> {
        let mut file = self.original.clone();
        let mut offsets = BTreeMap::new();
        for (number, body) in &self.objects {
            offsets.insert(*number, file.len());
            file.extend(format!("{number} 0 obj\n{body}\nendobj\n").into_bytes());
        }
        let table = file.len();
        let rows = (self.rows)(&offsets);
        file.extend(format!("xref\n{rows}trailer\n{}\nstartxref\n{table}\n%%EOF\n{}", self.trailer, self.tail).into_bytes());
        file
    }

    pub(super) fn judged(&self) -> Result<Continuation, Refusal> {
        judged(&self.signed(), self.original.len())
    }
}

pub(super) fn judged(file: &[u8], original: usize) -> Result<Continuation, Refusal> {
    continuation::<Vec<u8>>(file, original, "Customer", &[])
}

fn text(dictionary: &Dictionary) -> String {
    let mut bytes = Vec::new();
    write_dictionary(dictionary, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub(super) fn plain_rows(offsets: &BTreeMap<u32, usize>) -> String {
    offsets.iter().map(|(number, offset)| format!("{number} 1\n{offset:010} 00000 n \n")).collect()
}
