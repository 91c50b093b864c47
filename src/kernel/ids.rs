//! Ids and secrets: time-ordered UUIDs (version 7), random ones (version 4) and random tokens, from a source that is a parameter.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

use super::error::Error;

/// Where randomness comes from, and with it ids.
pub trait Random: Send + Sync {
    /// Fills the bytes.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error>;

    /// The time of the newest id of this source, in milliseconds of Unix time, and the 12 bits that count within it.
    fn last_tick(&self) -> &AtomicU64;
}

/// The system's cryptographic generator.
#[derive(Debug)]
pub struct SystemSource {
    random: SystemRandom,
    last_tick: AtomicU64,
}

impl Default for SystemSource {
    fn default() -> Self {
        Self { random: SystemRandom::new(), last_tick: AtomicU64::new(0) }
    }
}

impl Random for SystemSource {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error> {
        self.random.fill(bytes).map_err(|_| Error::from(anyhow::anyhow!("the system's random generator failed")))
    }

    fn last_tick(&self) -> &AtomicU64 {
        &self.last_tick
    }
}

/// A new id that sorts by time.
///
/// # Errors
/// When there is no randomness.
pub fn new_id(random: &dyn Random, now: DateTime<Utc>) -> Result<Uuid, Error> {
    let mut bytes = [0u8; 10];
    random.fill(&mut bytes)?;
    let (millis, counter) = next_tick(random.last_tick(), u64::try_from(now.timestamp_millis()).unwrap_or_default());
    bytes[..2].copy_from_slice(&counter.to_be_bytes());
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
}

/// A new id that says nothing, not even which of two was made first (version 4).
///
/// # Errors
/// When there is no randomness.
pub fn random_id(random: &dyn Random) -> Result<Uuid, Error> {
    let mut bytes = [0u8; 16];
    random.fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// An id that follows from another one and from what it is for: made again, it is the same. It sorts by the time of the other.
#[must_use]
pub fn derived_id(of: Uuid, part: &str) -> Uuid {
    let hash = digest::digest(&digest::SHA256, &[of.as_bytes().as_slice(), part.as_bytes()].concat());
    let mut bytes = *of.as_bytes();
    bytes[6..].copy_from_slice(&hash.as_ref()[..10]);
    uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand).with_variant(uuid::Variant::RFC4122).into_uuid()
}

/// Ids of one source keep their order, those of one millisecond, too: the 12 bits after the time count (RFC 9562 §6.2, method 1).
/// Nor do they go back with a clock that is set back: the log gives its numbers in the order of ids, and looks for lines without
/// one only a little way behind the newest.
fn next_tick(last_tick: &AtomicU64, millis: u64) -> (u64, u16) {
    let after = |last: u64| (millis << 12).max(last + 1);
    let last = last_tick.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(after(last))).unwrap_or_default();
    let tick = after(last);
    (tick >> 12, u16::try_from(tick & 0xFFF).unwrap_or_default())
}

/// The moment that an id carries, to the millisecond; none of an id that does not sort by time.
#[must_use]
pub fn moment_of(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

/// The smallest id a moment can have: lists and sweeps start there.
#[must_use]
pub fn first_id_of(moment: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

/// 256 random bits as text for a link, a cookie or a token.
///
/// # Errors
/// When there is no randomness.
pub fn new_secret(random: &dyn Random) -> Result<String, Error> {
    let mut bytes = [0u8; 32];
    random.fill(&mut bytes)?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

/// 128 random bits as 26 letters and digits for paper, none of which is mistaken for another (isolation design, 4).
///
/// # Errors
/// When there is no randomness.
pub fn new_code(random: &dyn Random) -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    random.fill(&mut bytes)?;
    Ok(data_encoding::BASE32_NOPAD.encode(&bytes))
}

/// What is stored of a secret: its SHA-256. A secret of 256 random bits needs no salt and no slow hash.
#[must_use]
pub fn fingerprint(secret: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// SHA-256 in hexadecimal, as documents and manifests show it.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(digest::digest(&digest::SHA256, bytes).as_ref())
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    #[test]
    fn ids_keep_their_order_in_one_moment_and_when_the_clock_is_set_back() {
        let (random, now) = (SystemSource::default(), DateTime::from_timestamp(1_795_000_000, 0).unwrap());
        let minutes = [0, 0, -30, -30, 0, 1, 0].into_iter();
        let ids: Vec<_> = minutes.map(|at| new_id(&random, now + Duration::minutes(at)).unwrap()).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        assert!(ids[5] >= first_id_of(now + Duration::minutes(1)), "and follow the clock");
        let elsewhere = new_id(&SystemSource::default(), now - Duration::minutes(30)).unwrap();
        assert!(elsewhere < ids[0], "each source has its own order");
    }

    #[test]
    fn more_ids_than_are_counted_in_a_millisecond_keep_their_order() {
        let (random, now) = (SystemSource::default(), DateTime::from_timestamp(1_795_000_000, 0).unwrap());
        let ids: Vec<_> = (0..5_000).map(|_| new_id(&random, now).unwrap()).collect();
        assert!(ids.is_sorted());
    }
}
