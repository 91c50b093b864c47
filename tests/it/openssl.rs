//! openssl as a stranger with a key: a customer, a time-stamping authority.

use std::path::{Path, PathBuf};
use std::process::Command;

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    date_time_ymd,
};
use tempfile::TempDir;

/// `id-kp-timeStamping` as the only purpose of a certificate.
const ONLY_TIME_STAMPS: [u8; 12] = [0x30, 0x0A, 0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];

/// Runs openssl in a folder; the arguments are separated by spaces.
pub fn openssl(folder: &Path, arguments: &str) -> Vec<u8> {
    let done = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// A time-stamping authority under a root of its own.
pub struct TimeAuthority {
    pub folder: TempDir,
}

impl TimeAuthority {
    /// With a certificate that ends in this year; the root lasts.
    pub fn until(year: i32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let named = |name: &str, until: i32| {
            let mut parameters = CertificateParams::default();
            parameters.distinguished_name.push(DnType::CommonName, name);
            parameters.not_before = date_time_ymd(2020, 1, 1);
            parameters.not_after = date_time_ymd(until, 1, 1);
            parameters
        };
        let mut root = named("Zeit Root", 2099);
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let leaf = |is_critical: Option<bool>| {
            let mut leaf = named("Zeit Authority 1", year);
            leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            leaf.custom_extensions.extend(is_critical.map(|is_critical| {
                let mut purpose = CustomExtension::from_oid_content(&[2, 5, 29, 37], ONLY_TIME_STAMPS.to_vec());
                purpose.set_criticality(is_critical);
                purpose
            }));
            leaf
        };
        let key = || KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let (root_key, leaf_key) = (key(), key());
        let root_certificate = root.self_signed(&root_key).unwrap();
        let issuer = Issuer::new(root, root_key);
        let certificate = |is_critical| leaf(is_critical).signed_by(&leaf_key, &issuer).unwrap().pem();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("root.pem", &root_certificate.pem());
        write("tsa.pem", &certificate(Some(true)));
        write("not-critical.pem", &certificate(Some(false)));
        write("without-purpose.pem", &certificate(None));
        write("tsa.key", &leaf_key.serialize_pem());
        write("serial", "01\n");
        write(
            "tsa.cnf",
            "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_cert = tsa.pem\ncerts = tsa.pem\nsigner_key = tsa.key\n\
             signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\nordering = no\n\
             tsa_name = yes\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n",
        );
        Self { folder }
    }

    /// One whose certificate has not ended.
    pub fn new() -> Self {
        Self::until(2099)
    }

    /// The answer (DER) to a question (DER).
    pub fn answers(&self, question: &[u8]) -> Vec<u8> {
        // Several threads may ask: each question has a file of its own, and the serial number is theirs together.
        static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
        let _one = ONE_AT_A_TIME.lock().unwrap();
        std::fs::write(self.folder.path().join("question.tsq"), question).unwrap();
        openssl(self.folder.path(), "ts -reply -config tsa.cnf -queryfile question.tsq")
    }

    /// As [`Self::answers`], signed with the same key under another certificate: openssl itself would not.
    pub fn answers_under(&self, certificate: &str, question: &[u8]) -> Vec<u8> {
        static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
        let _one = ONE_AT_A_TIME.lock().unwrap();
        let folder = self.folder.path();
        std::fs::write(folder.join("odd.tsq"), question).unwrap();
        openssl(folder, "ts -reply -config tsa.cnf -queryfile odd.tsq -token_out -out token.der");
        openssl(folder, "cms -verify -noverify -inform DER -in token.der -out info.der");
        let content = "-binary -nodetach -cades -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4";
        openssl(
            folder,
            &format!("cms -sign {content} -signer {certificate} -inkey tsa.key -in info.der -outform DER -out odd.der"),
        );
        let token = std::fs::read(folder.join("odd.der")).unwrap();
        // TimeStampResp: status 0, then the token.
        let body = [b"\x30\x03\x02\x01\x00".as_slice(), &token].concat();
        let length = u16::try_from(body.len()).unwrap().to_be_bytes();
        [b"\x30\x82".as_slice(), &length, &body].concat()
    }

    pub fn root_file(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    pub fn root_pem(&self) -> String {
        std::fs::read_to_string(self.root_file()).unwrap()
    }

    /// The root, DER.
    pub fn root(&self) -> Vec<u8> {
        openssl(self.folder.path(), "x509 -in root.pem -outform DER")
    }
}
