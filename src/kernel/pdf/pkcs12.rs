//! Reads a key with its certificates out of a PKCS#12 file (RFC 7292), as an authority hands it over and as
//! `openssl pkcs12 -export` writes it: AES in CBC mode under a password (PBES2, RFC 8018), sealed with an HMAC.
//!
//! The crates that read PKCS#12 pin another version of `cms` than the signatures here need; the primitives are in the tree anyway.

use std::num::NonZeroU32;

use aes::cipher::{BlockModeDecrypt as _, KeyIvInit as _, block_padding::Pkcs7};
use der::{
    Any, Decode, Tag, Tagged as _,
    asn1::{ObjectIdentifier, OctetString},
};
use ring::{digest, hmac, pbkdf2};
use x509_cert::Certificate;

use super::{Error, certs};

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ENCRYPTED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");
const KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.1");
const SHROUDED_KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.2");
const CERTIFICATE_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.3");
const X509: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.22.1");
const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
const HMAC_SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.7");
const HMAC_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.9");
const HMAC_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.10");
const HMAC_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.11");
const AES128_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.2");
const AES256_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.42");
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// More rounds than any exporter asks for; OWASP recommends 600,000 (2023).
const MAX_ROUNDS: u32 = 10_000_000;
/// PKCS#8 of a key on P-256 in the one form that is read everywhere: what stands before the key, and before its public half.
const PKCS8_HEAD: &[u8] = b"\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x04\x6d\x30\x6b\x02\x01\x01\x04\x20";
const PKCS8_MIDDLE: &[u8] = b"\xa1\x44\x03\x42\x00";

/// A key (PKCS#8) and its certificates (DER), the signing one first and the root last.
pub type Opened = (Vec<u8>, Vec<Vec<u8>>);

/// Opens a file with its password.
///
/// # Errors
/// [`Error::Key`], in words for the operator: a wrong password, an old encryption, an RSA key, a certificate that may not sign
/// documents, a chain with a gap.
pub fn open(file: &[u8], password: &str) -> Result<Opened, Error> {
    read(file, password).map_err(|problem| Error::Key(problem.to_owned()))
}

type Read<T> = Result<T, &'static str>;

const UNREADABLE: &str = "it is not a PKCS#12 file in DER";
const WRONG_PASSWORD: &str = "the password does not open it";
const OLD: &str = "it is encrypted in an old way; export it again with a current `openssl pkcs12 -export`";

fn read(file: &[u8], password: &str) -> Read<Opened> {
    let parts = list(file)?;
    let content = content(parts.get(1).ok_or(UNREADABLE)?)?;
    check_mac(parts.get(2).ok_or("it is not protected by a password")?, &content, password)?;
    let (mut keys, mut certificates) = (Vec::new(), Vec::new());
    for safe in list(&content)? {
        for bag in list(&opened(&safe, password)?)? {
            let bag = inside(&bag)?;
            let (kind, value) = (oid(bag.first())?, bag.get(1).ok_or(UNREADABLE)?.value());
            match kind {
                KEY_BAG => keys.push(value.to_vec()),
                SHROUDED_KEY_BAG => {
                    let shrouded = list(value)?;
                    let (scheme, secret) = shrouded.first().zip(shrouded.get(1)).ok_or(UNREADABLE)?;
                    keys.push(decrypt(scheme, secret.value(), password)?);
                }
                CERTIFICATE_BAG => {
                    let bag = list(value)?;
                    if oid(bag.first())? == X509 {
                        let der = OctetString::from_der(bag.get(1).ok_or(UNREADABLE)?.value()).map_err(|_| UNREADABLE)?;
                        certificates.push(der.as_bytes().to_vec());
                    }
                }
                _ => {}
            }
        }
    }
    let [key] = keys.as_slice() else { return Err("it does not hold exactly one private key") };
    chained(&scalar(key)?, certificates)
}

fn list(der: &[u8]) -> Read<Vec<Any>> {
    Vec::<Any>::from_der(der).map_err(|_| UNREADABLE)
}

fn inside(part: &Any) -> Read<Vec<Any>> {
    part.decode_as().map_err(|_| UNREADABLE)
}

fn oid(part: Option<&Any>) -> Read<ObjectIdentifier> {
    part.and_then(|part| part.decode_as().ok()).ok_or(UNREADABLE)
}

fn octets(part: Option<&Any>) -> Read<&[u8]> {
    part.filter(|part| part.tag() == Tag::OctetString).map(Any::value).ok_or(UNREADABLE)
}

fn rounds(part: Option<&Any>) -> Read<NonZeroU32> {
    let rounds: u32 = part.and_then(|part| part.decode_as().ok()).unwrap_or(1);
    NonZeroU32::new(rounds).filter(|rounds| rounds.get() <= MAX_ROUNDS).ok_or("it asks for too many rounds")
}

/// The bytes in a content of the plain kind.
fn content(info: &Any) -> Read<Vec<u8>> {
    let info = inside(info)?;
    if oid(info.first())? != DATA {
        return Err("it is signed instead of protected by a password, which is not read");
    }
    let bytes = OctetString::from_der(info.get(1).ok_or(UNREADABLE)?.value()).map_err(|_| UNREADABLE)?;
    Ok(bytes.as_bytes().to_vec())
}

/// The bags of a safe, decrypted if need be.
fn opened(safe: &Any, password: &str) -> Read<Vec<u8>> {
    let info = inside(safe)?;
    if oid(info.first())? != ENCRYPTED_DATA {
        return content(safe);
    }
    let encrypted = list(info.get(1).ok_or(UNREADABLE)?.value())?;
    let encrypted = inside(encrypted.get(1).ok_or(UNREADABLE)?)?;
    let (scheme, secret) = encrypted.get(1).zip(encrypted.get(2)).ok_or(UNREADABLE)?;
    decrypt(scheme, secret.value(), password)
}

/// PBES2 (RFC 8018, section 6.2) with AES in CBC mode.
fn decrypt(scheme: &Any, secret: &[u8], password: &str) -> Read<Vec<u8>> {
    let scheme = inside(scheme)?;
    if oid(scheme.first())? != PBES2 {
        return Err(OLD);
    }
    let parameters = inside(scheme.get(1).ok_or(UNREADABLE)?)?;
    let derivation = inside(parameters.first().ok_or(UNREADABLE)?)?;
    let cipher = inside(parameters.get(1).ok_or(UNREADABLE)?)?;
    if oid(derivation.first())? != PBKDF2 {
        return Err(OLD);
    }
    let derivation = inside(derivation.get(1).ok_or(UNREADABLE)?)?;
    let prf = derivation.iter().skip(2).find(|part| part.tag() == Tag::Sequence);
    let prf = match prf {
        Some(prf) => oid(inside(prf)?.first())?,
        None => HMAC_SHA1,
    };
    let algorithm = match prf {
        HMAC_SHA1 => pbkdf2::PBKDF2_HMAC_SHA1,
        HMAC_SHA256 => pbkdf2::PBKDF2_HMAC_SHA256,
        HMAC_SHA384 => pbkdf2::PBKDF2_HMAC_SHA384,
        HMAC_SHA512 => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return Err(OLD),
    };
    let (salt, rounds, iv) = (octets(derivation.first())?, rounds(derivation.get(1))?, octets(cipher.get(1))?);
    let kind = oid(cipher.first())?;
    let mut key = vec![0; if kind == AES128_CBC { 16 } else { 32 }];
    pbkdf2::derive(algorithm, rounds, salt, password.as_bytes(), &mut key);
    let mut plain = secret.to_vec();
    let length = match kind {
        AES256_CBC => {
            let cipher = cbc::Decryptor::<aes::Aes256>::new_from_slices(&key, iv).map_err(|_| UNREADABLE)?;
            cipher.decrypt_padded::<Pkcs7>(&mut plain).map_err(|_| WRONG_PASSWORD)?.len()
        }
        AES128_CBC => {
            let cipher = cbc::Decryptor::<aes::Aes128>::new_from_slices(&key, iv).map_err(|_| UNREADABLE)?;
            cipher.decrypt_padded::<Pkcs7>(&mut plain).map_err(|_| WRONG_PASSWORD)?.len()
        }
        _ => return Err(OLD),
    };
    plain.truncate(length);
    Ok(plain)
}

/// The HMAC over the safes: the password is right and nothing was changed.
fn check_mac(mac: &Any, content: &[u8], password: &str) -> Read<()> {
    let mac = inside(mac)?;
    let stated = inside(mac.first().ok_or(UNREADABLE)?)?;
    let hash = oid(inside(stated.first().ok_or(UNREADABLE)?)?.first())?;
    let (digest, hmac) = match certs::Hash::of(hash) {
        Some(certs::Hash::Sha256) => (&digest::SHA256, hmac::HMAC_SHA256),
        Some(certs::Hash::Sha384) => (&digest::SHA384, hmac::HMAC_SHA384),
        Some(certs::Hash::Sha512) => (&digest::SHA512, hmac::HMAC_SHA512),
        None if hash == SHA1 => (&digest::SHA1_FOR_LEGACY_USE_ONLY, hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
        None => return Err(OLD),
    };
    let key = mac_key(digest, octets(mac.get(1))?, rounds(mac.get(2))?, password);
    hmac::verify(&hmac::Key::new(hmac, &key), content, octets(stated.get(1))?).map_err(|_| WRONG_PASSWORD)
}

/// RFC 7292, appendix B.2, with purpose 3; the key is as long as the hash, so one round of blocks is enough.
fn mac_key(hash: &'static digest::Algorithm, salt: &[u8], rounds: NonZeroU32, password: &str) -> Vec<u8> {
    let wide: Vec<u8> = password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
    let block = hash.block_len();
    let filled = |text: &[u8]| text.iter().copied().cycle().take(text.len().div_ceil(block) * block).collect::<Vec<u8>>();
    let start = [vec![3; block], filled(salt), filled(&wide)].concat();
    (0..rounds.get()).fold(start, |text, _| digest::digest(hash, &text).as_ref().to_vec())
}

/// The secret number of a key on P-256 in PKCS#8.
fn scalar(pkcs8: &[u8]) -> Read<[u8; 32]> {
    let parts = list(pkcs8).map_err(|_| WRONG_PASSWORD)?;
    let algorithm = inside(parts.get(1).ok_or(UNREADABLE)?)?;
    if oid(algorithm.first())? != EC_PUBLIC_KEY {
        return Err("its key is of another kind, such as RSA; documents are sealed with ECDSA on the curve P-256");
    }
    if oid(algorithm.get(1))? != P256 {
        return Err("its key is on another curve; documents are sealed with ECDSA on the curve P-256");
    }
    let key = list(octets(parts.get(2))?)?;
    octets(key.get(1))?.try_into().map_err(|_| UNREADABLE)
}

/// Sorts the certificates from the one of the key to the root, and wraps the key up with its public half.
fn chained(scalar: &[u8; 32], certificates: Vec<Vec<u8>>) -> Read<Opened> {
    let mut rest =
        certificates.iter().map(|der| Ok((certs::read(der).ok_or(UNREADABLE)?, der.clone()))).collect::<Read<Vec<_>>>()?;
    let wrapped = |certificate: &Certificate| {
        let public = certificate.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes();
        let pkcs8 = [PKCS8_HEAD, scalar, PKCS8_MIDDLE, public].concat();
        let algorithm = &ring::signature::ECDSA_P256_SHA256_ASN1_SIGNING;
        let fits = ring::signature::EcdsaKeyPair::from_pkcs8(algorithm, &pkcs8, &ring::rand::SystemRandom::new()).is_ok();
        fits.then_some(pkcs8)
    };
    let found = rest.iter().enumerate().find_map(|(place, (certificate, _))| Some((place, wrapped(certificate)?)));
    let (place, pkcs8) = found.ok_or("none of its certificates is for its key")?;
    let (mut current, der) = rest.swap_remove(place);
    if !certs::may_sign_documents(&current) {
        return Err("its certificate may not sign documents: its key usage names neither digitalSignature nor nonRepudiation");
    }
    let mut chain = vec![der];
    while !certs::is_self_issued(&current) {
        let issuer = rest.iter().position(|(issuer, _)| certs::issued(issuer, &current));
        let issuer =
            issuer.ok_or("the certificates of its issuers are missing; export it with the whole chain, up to the root")?;
        let (next, der) = rest.swap_remove(issuer);
        current = next;
        chain.push(der);
    }
    Ok((pkcs8, chain))
}

#[cfg(test)]
#[path = "pkcs12_tests.rs"]
mod tests;
