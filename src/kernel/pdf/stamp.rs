//! Time-stamps (RFC 3161): the question, the answer, and what a token proves. Promise: when we say that a seal is of level
//! PAdES B-T, an authority of the operator's choice vouches for its time.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use der::{
    Any, Decode, Encode, Sequence, Tag, Tagged as _,
    asn1::{ObjectIdentifier, OctetString, Uint},
};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom as _, SystemRandom},
};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, ext::pkix::ExtendedKeyUsage};

use super::{
    certs::{self, Hash},
    cms, verify,
};

const ID_CT_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const ID_KP_TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// `granted` and `grantedWithMods` (RFC 3161, section 2.4.2).
const GRANTED: [&[u8]; 2] = [&[0], &[1]];
/// Clocks that are set by the network agree to a second; one that is off by more than this is wrong.
const MAX_SKEW: TimeDelta = TimeDelta::minutes(5);
/// Bytes of a nonce: as many as no authority meets twice.
const NONCE_BYTES: usize = 16;

/// Carries a question (DER) to a time-stamping authority, and its answer (DER) back.
pub trait Authority: Send + Sync {
    /// Asks.
    ///
    /// # Errors
    /// Why no answer came, in words for the operator.
    fn ask(&self, question: &[u8]) -> Result<Vec<u8>, String>;
}

/// A time-stamp that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeStamp {
    /// The time it proves.
    pub at: DateTime<Utc>,
    /// The holder of the authority's certificate.
    pub authority: String,
    /// Its certificate leads to an authority that is trusted here.
    pub trusted: bool,
}

#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct Question {
    version: u8,
    imprint: Imprint,
    nonce: Uint,
    with_certificate: bool,
}

/// Gets a token (DER) over a signature, checked before it is believed.
pub(super) fn stamp(
    authority: &dyn Authority,
    signature: &[u8],
    trusted: &[Certificate],
    now: DateTime<Utc>,
) -> Result<Vec<u8>, String> {
    let mut nonce = [0; NONCE_BYTES];
    SystemRandom::new().fill(&mut nonce).map_err(|_| "there is no randomness")?;
    // An integer without leading zeros, as DER writes it.
    nonce[0] = nonce[0] & 0x3F | 0x40;
    let question = question(signature, &nonce).map_err(|error| error.to_string())?;
    let token = granted(&authority.ask(&question)?)?;
    let read = read(&token, signature, trusted)?;
    if read.nonce.as_deref() != Some(&nonce) {
        return Err("its answer is to another question".into());
    }
    if !read.stamp.trusted {
        return Err(format!("its certificate ({}) does not lead to one in timestamp_trust", read.stamp.authority));
    }
    if (read.stamp.at - now).abs() > MAX_SKEW {
        return Err(format!("its clock says {}, ours {}", read.stamp.at.to_rfc3339(), now.to_rfc3339()));
    }
    Ok(token)
}

fn question(signature: &[u8], nonce: &[u8]) -> Result<Vec<u8>, der::Error> {
    let imprint = Imprint {
        algorithm: AlgorithmIdentifierOwned { oid: cms::SHA256, parameters: None },
        hash: OctetString::new(digest(&SHA256, signature).as_ref())?,
    };
    Question { version: 1, imprint, nonce: Uint::new(nonce)?, with_certificate: true }.to_der()
}

/// The token of an answer that grants one.
fn granted(answer: &[u8]) -> Result<Vec<u8>, String> {
    let unreadable = |_| "its answer is not one of RFC 3161".to_owned();
    let parts = Vec::<Any>::from_der(answer).map_err(unreadable)?;
    let status: Vec<Any> = parts.first().ok_or("its answer is empty")?.decode_as().map_err(unreadable)?;
    let value = status.first().map(Any::value).unwrap_or_default();
    if !GRANTED.contains(&value) {
        let words: String = status
            .iter()
            .skip(1)
            .flat_map(|part| part.value())
            .filter(|byte| byte.is_ascii_graphic() || **byte == b' ')
            .map(|&byte| char::from(byte))
            .take(200)
            .collect();
        return Err(format!("it refuses with status {}: {words}", value.first().copied().unwrap_or(u8::MAX)));
    }
    parts.get(1).ok_or("its answer holds no token")?.to_der().map_err(|error| error.to_string())
}

/// What a token says.
pub(super) struct Read {
    pub(super) stamp: TimeStamp,
    nonce: Option<Vec<u8>>,
}

/// Reads and checks a token (DER) over a signature; whether its authority is trusted is part of what it says.
pub(super) fn read(token: &[u8], signature: &[u8], trusted: &[Certificate]) -> Result<Read, &'static str> {
    let signed = verify::open(token)?;
    if signed.encap_content_info.econtent_type != ID_CT_TST_INFO {
        return Err("the token is no time-stamp");
    }
    let content = signed.encap_content_info.econtent.as_ref().filter(|content| content.tag() == Tag::OctetString);
    let content = content.ok_or("the token is empty")?.value();
    let signer = verify::check(&signed, |hash| digest(hash.algorithm(), content).as_ref().to_vec(), true)?;
    if signer.token.is_some() || !may_only_stamp(&signer.certificate) {
        return Err("the certificate of the authority is not for time-stamps alone");
    }
    let (at, nonce) = information(content, signature)?;
    let trusted = certs::leads_to_trust(&signer.certificate, &signer.others, trusted, Some(at));
    Ok(Read { stamp: TimeStamp { at, authority: certs::holder(&signer.certificate), trusted }, nonce })
}

/// The time and the nonce of a `TSTInfo` over this signature.
fn information(content: &[u8], signature: &[u8]) -> Result<(DateTime<Utc>, Option<Vec<u8>>), &'static str> {
    let unreadable = "the content of the token cannot be read";
    let parts = Vec::<Any>::from_der(content).map_err(|_| unreadable)?;
    let [version, _policy, imprint, _serial, time, rest @ ..] = parts.as_slice() else {
        return Err(unreadable);
    };
    let imprint: Imprint = imprint.decode_as().map_err(|_| unreadable)?;
    let hash = Hash::of(imprint.algorithm.oid).ok_or(verify::WEAK)?;
    if version.value() != [1] || digest(hash.algorithm(), signature).as_ref() != imprint.hash.as_bytes() {
        return Err("the token is about something else");
    }
    let at = (time.tag() == Tag::GeneralizedTime).then(|| moment(time.value())).flatten().ok_or(unreadable)?;
    Ok((at, rest.iter().find(|part| part.tag() == Tag::Integer).map(|nonce| nonce.value().to_vec())))
}

/// `20261121180043Z`, perhaps with a fraction of the second, which is left out.
fn moment(text: &[u8]) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let at = NaiveDateTime::parse_from_str(whole, "%Y%m%d%H%M%S").ok()?;
    (whole.len() == 14 && fraction.bytes().all(|digit| digit.is_ascii_digit())).then(|| at.and_utc())
}

/// Time-stamping is the only purpose, and readers must know of it (RFC 3161, section 2.3).
fn may_only_stamp(certificate: &Certificate) -> bool {
    matches!(certificate.tbs_certificate().get_extension::<ExtendedKeyUsage>(),
        Ok(Some((true, usage))) if usage.0.as_slice() == [ID_KP_TIME_STAMPING])
}
