//! What openssl exports is read, and what is wrong with a file is said. Every file is made here, by openssl.

use std::path::Path;
use std::process::Command;

use super::super::{Purpose, Seal, SigningDetails, samples};
use super::*;
use crate::kernel::clock::{Clock as _, SystemClock};

/// Runs openssl in a folder.
fn openssl(folder: &Path, arguments: &str) {
    let done = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A certificate of an authority (`ca.pem`) for a new key (`key.pem`, `leaf.pem`).
fn made(key: &str, usage: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("leaf.ext"), format!("keyUsage=critical,{usage}\nbasicConstraints=CA:FALSE\n")).unwrap();
    openssl(here, "ecparam -name prime256v1 -genkey -noout -out ca.key");
    openssl(here, "req -x509 -new -key ca.key -out ca.pem -days 30 -subj /C=SI/O=Authority/CN=Authority");
    openssl(here, &format!("{key} key.pem"));
    openssl(here, "req -new -key key.pem -out leaf.csr -subj /C=SI/O=Acme/CN=Seal");
    openssl(here, "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile leaf.ext -out leaf.pem");
    folder
}

const P256_KEY: &str = "ecparam -name prime256v1 -genkey -noout -out";
const EXPORT: &str = "pkcs12 -export -inkey key.pem -in leaf.pem -out seal.p12 -passout pass:Ključ";

fn opened(folder: &Path, export: &str, password: &str) -> Result<Opened, Error> {
    openssl(folder, export);
    open(&std::fs::read(folder.join("seal.p12")).unwrap(), password)
}

fn problem(folder: &Path, export: &str, password: &str) -> String {
    opened(folder, export, password).unwrap_err().to_string()
}

#[test]
fn what_openssl_exports_seals_documents() {
    let folder = made(P256_KEY, "nonRepudiation");
    for more in ["", " -macalg sha1", " -macalg sha512", " -keypbe AES-128-CBC -certpbe NONE", " -iter 20000"] {
        let export = format!("{EXPORT} -certfile ca.pem{more}");
        let (key, chain) = opened(folder.path(), &export, "Ključ").unwrap();
        assert_eq!(chain.len(), 2);
        let seal = Seal::load(&key, chain).unwrap().issued_by_others();
        assert_eq!((seal.organisation(), seal.certificates().len()), ("Acme", 1), "the authority's certificate is not ours");
        let details = SigningDetails {
            field: "Processor",
            signer_name: "Acme",
            reason: "Sealed",
            location: "",
            contact: "",
            at: SystemClock.now() + chrono::TimeDelta::hours(1),
            purpose: Purpose::Certification,
        };
        let sealed = seal.sign(&samples::contract(), &details).unwrap();
        assert!(super::super::inspect(&sealed, seal.certificates()).is_authentic());
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let folder = made(P256_KEY, "nonRepudiation");
    let whole = format!("{EXPORT} -certfile ca.pem");
    assert!(problem(folder.path(), &whole, "Kljuc").contains("the password does not open it"));
    assert!(problem(folder.path(), EXPORT, "Ključ").contains("up to the root"), "a chain with a gap");
    assert!(problem(folder.path(), &format!("{whole} -nomac"), "Ključ").contains("not protected by a password"));
    assert!(open(b"-----BEGIN CERTIFICATE-----", "").unwrap_err().to_string().contains("not a PKCS#12 file"));
    let mut changed = std::fs::read(folder.path().join("seal.p12")).unwrap();
    openssl(folder.path(), &whole);
    changed.truncate(200);
    assert!(open(&changed, "Ključ").is_err());

    let rsa = made("genrsa -out", "nonRepudiation");
    assert!(problem(rsa.path(), &whole, "Ključ").contains("such as RSA"));
    let curve = made("ecparam -name secp384r1 -genkey -noout -out", "nonRepudiation");
    assert!(problem(curve.path(), &whole, "Ključ").contains("another curve"));
    let usage = made(P256_KEY, "keyAgreement");
    assert!(problem(usage.path(), &whole, "Ključ").contains("may not sign documents"));
}

#[test]
fn no_bytes_do_more_than_fail_to_be_read() {
    let folder = made(P256_KEY, "digitalSignature");
    opened(folder.path(), &format!("{EXPORT} -certfile ca.pem"), "Ključ").unwrap();
    let file = std::fs::read(folder.path().join("seal.p12")).unwrap();
    for at in (0..file.len()).step_by(3) {
        let mut changed = file.clone();
        changed[at] ^= 0x11;
        let _ = open(&changed, "Ključ");
    }
}
