//! Messages between servers, signed as in Standard Webhooks: what we send to customers, and what a mail service sends to us.

use data_encoding::BASE64;
use ring::hmac;

/// What a secret begins with.
const PREFIX: &str = "whsec_";
/// A secret has at least so many bytes.
const LEAST_BYTES: usize = 24;
/// A message may be so many seconds old or early: what the standard recommends against replays.
const TOLERANCE_S: u64 = 300;

/// A secret as its holder keeps it.
#[must_use]
pub fn secret_text(secret: &[u8]) -> String {
    format!("{PREFIX}{}", BASE64.encode(secret))
}

/// The secret in such a text; none when it is written otherwise, or is too short.
#[must_use]
pub fn read_secret(text: &str) -> Option<Vec<u8>> {
    let bytes = BASE64.decode(text.strip_prefix(PREFIX)?.as_bytes()).ok()?;
    (bytes.len() >= LEAST_BYTES).then_some(bytes)
}

/// The signature of a message with one secret: `v1,` and the HMAC-SHA256 of `id.timestamp.body`.
#[must_use]
pub fn sign(secret: &[u8], id: &str, timestamp: i64, body: &[u8]) -> String {
    let signed = hmac::sign(&key(secret), &message(id, &timestamp.to_string(), body));
    format!("v1,{}", BASE64.encode(signed.as_ref()))
}

/// Whether one of the signatures, separated by spaces, is that of the secret, and the message is of about now.
#[must_use]
pub fn is_signed(secret: &[u8], (id, timestamp, signatures): (&str, &str, &str), body: &[u8], now: i64) -> bool {
    if !timestamp.parse::<i64>().is_ok_and(|time| now.abs_diff(time) <= TOLERANCE_S) {
        return false;
    }
    let (key, message) = (key(secret), message(id, timestamp, body));
    let mut given = signatures.split(' ').filter_map(|one| BASE64.decode(one.strip_prefix("v1,")?.as_bytes()).ok());
    given.any(|signature| hmac::verify(&key, &message, &signature).is_ok())
}

fn key(secret: &[u8]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret)
}

fn message(id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        // The example of the specification of Standard Webhooks.
        let secret = read_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, time, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b"{\"test\": 2432232314}");
        let signed = sign(&secret, id, time, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(secret_text(&secret), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let told = format!("v1a,xyz v1,AAAA {signed}");
        let at = |now: i64| is_signed(&secret, (id, "1614265330", &told), body, now);
        assert_eq!([-301, -300, 0, 300, 301].map(|off| at(time + off)), [false, true, true, true, false]);
        assert!(!is_signed(&secret, (id, "1614265330", &told), b"{}", time));
        assert!(!is_signed(&[7; 24], (id, "1614265330", &told), body, time));
        assert!(!is_signed(&secret, (id, "soon", &told), body, time));
    }

    #[test]
    fn a_secret_is_written_as_the_standard_says() {
        assert_eq!(read_secret(&secret_text(&[7; 24])), Some(vec![7; 24]));
        for wrong in ["", "secret", "whsec_short", "whsec_AAAA", "whsec_ä", &secret_text(&[7; 23])] {
            assert_eq!(read_secret(wrong), None, "{wrong}");
        }
    }
}
