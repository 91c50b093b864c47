//! Passwords (M-8.5): argon2id over blocks of memory that are reused, two at a time, with a pepper from the operator key.
//!
//! Hashing in fresh memory, 16 at once, grew to gigabytes that the allocator kept; two blocks hold 128 MiB at most. They are
//! reused while somebody waits and given back after: an idle server does not keep them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use data_encoding::BASE64_NOPAD;
use subtle::ConstantTimeEq as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization as _;

use super::error::{Error, FieldError};
use super::ids::Random;

/// Hashes computed at once.
const AT_ONCE: usize = 2;
/// Requests that may wait for a hash; the next one is told to come back.
const WAITING: usize = 16;
/// Seconds after which a refused request is worth repeating: sixteen hashes take about two.
const RETRY_AFTER_S: u64 = 3;
/// Characters of a password that stands alone (security design; NIST SP 800-63B-4 §3.1.1 asks for 15).
const FEWEST_CHARACTERS: usize = 15;
/// Characters of a password beside which a second factor is required (same places).
const FEWEST_BESIDE_FACTOR: usize = 8;
/// Longer ones are refused so that hashing stays bounded.
const MOST_CHARACTERS: usize = 256;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// How much work a hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

impl Cost {
    /// 64 MiB and 3 passes (security design; above the OWASP minimum of 19 MiB and 2 passes).
    pub const FULL: Self = Self { memory_kib: 65_536, passes: 3 };
    /// The least that the algorithm accepts: for tests, never in production.
    pub const TEST: Self = Self { memory_kib: 64, passes: 1 };
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Match,
    /// It is, and its hash was made with other parameters: hash it again.
    MatchNeedsRehash,
    /// It is not.
    Mismatch,
}

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

struct Inner {
    cost: Cost,
    pepper: [u8; 32],
    random: Arc<dyn Random>,
    running: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    memory: Mutex<Vec<Vec<Block>>>,
    nobody: String,
}

impl Passwords {
    /// Hashes with this cost and pepper.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new(cost: Cost, pepper: [u8; 32], random: Arc<dyn Random>) -> Result<Self, Error> {
        let mut salt = [0; SALT_BYTES];
        random.fill(&mut salt)?;
        // A hash that no password has: checking an unknown account takes as long as checking a known one.
        let nobody = phc(cost, &salt, &[0; HASH_BYTES]);
        Ok(Self(Arc::new(Inner {
            cost,
            pepper,
            random,
            running: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            memory: Mutex::default(),
            nobody,
        })))
    }

    /// How every hash of the present cost begins.
    #[must_use]
    pub fn beginning(&self) -> String {
        beginning(self.0.cost)
    }

    /// Hashes a password.
    ///
    /// # Errors
    /// `Unavailable` when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let mut salt = [0; SALT_BYTES];
        self.0.random.fill(&mut salt)?;
        let cost = self.0.cost;
        let hash = self.compute(password, cost, salt.to_vec()).await?;
        Ok(phc(cost, &salt, &hash))
    }

    /// Checks a password against a stored hash, or in equal time against nobody's.
    ///
    /// # Errors
    /// `Unavailable` when too many wait.
    pub async fn verify(&self, password: String, stored: Option<&str>) -> Result<Verdict, Error> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.0.nobody);
        let Some((cost, salt, expected)) = parse(stored) else {
            return Err(Error::from(anyhow::anyhow!("a stored password hash is not understood")));
        };
        let hash = self.compute(password, cost, salt).await?;
        let same = bool::from(hash.as_slice().ct_eq(&expected));
        Ok(match (known && same, cost == self.0.cost) {
            (true, true) => Verdict::Match,
            (true, false) => Verdict::MatchNeedsRehash,
            (false, _) => Verdict::Mismatch,
        })
    }

    /// Refuses passwords that are short or easy to guess; no rules of composition.
    ///
    /// `hints` are words that an attacker would try first: the person's name and address.
    ///
    /// # Errors
    /// The field error with what to do.
    pub fn check_strength(&self, password: &str, hints: &[&str]) -> Result<(), FieldError> {
        check(password, hints, FEWEST_CHARACTERS)
    }

    /// As [`Self::check_strength`], when a second factor is required beside the password.
    ///
    /// # Errors
    /// The field error with what to do.
    pub fn check_strength_beside_factor(&self, password: &str, hints: &[&str]) -> Result<(), FieldError> {
        check(password, hints, FEWEST_BESIDE_FACTOR)
    }

    async fn compute(&self, password: String, cost: Cost, salt: Vec<u8>) -> Result<Vec<u8>, Error> {
        let busy = Error::Unavailable { retry_after_s: RETRY_AFTER_S };
        let queued = Arc::clone(&self.0.queue).try_acquire_owned().map_err(|_| busy.clone())?;
        let wait = tokio::time::timeout(Duration::from_secs(10), Arc::clone(&self.0.running).acquire_owned());
        let running = wait.await.map_err(|_| busy.clone())?.map_err(|_| busy)?;
        let inner = Arc::clone(&self.0);
        let computed = tokio::task::spawn_blocking(move || {
            // The thread goes on when the request is given up. The places must stay with it, or more than two would run.
            let mut place = Place { memory: inner.take_memory(), inner, _queued: queued, _running: running };
            let Place { inner, memory, .. } = &mut place;
            inner.compute(&password, cost, &salt, memory)
        });
        computed.await.map_err(|error| Error::from(anyhow::Error::new(error)))?
    }
}

/// One of the places at work; gives itself back when the work is done, also when it panics.
struct Place {
    inner: Arc<Inner>,
    memory: Vec<Block>,
    _queued: OwnedSemaphorePermit,
    _running: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        let waiting = self.inner.queue.available_permits() < WAITING;
        let mut kept = self.inner.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting {
            kept.push(std::mem::take(&mut self.memory));
        } else {
            kept.clear();
        }
    }
}

impl Inner {
    fn take_memory(&self) -> Vec<Block> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// In Unicode form NFKC (NIST SP 800-63B-4, 3.1.1.2): the same word from another keyboard is the same password.
    fn compute(&self, password: &str, cost: Cost, salt: &[u8], memory: &mut Vec<Block>) -> Result<Vec<u8>, Error> {
        let refused = |error: argon2::Error| Error::from(anyhow::anyhow!("argon2 refused its input: {error}"));
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(HASH_BYTES)).map_err(refused)?;
        let blocks = params.block_count();
        let argon2 = Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, params).map_err(refused)?;
        let password: String = password.nfkc().take(MOST_CHARACTERS + 1).collect();
        memory.resize(memory.len().max(blocks), Block::default());
        let mut hash = vec![0; HASH_BYTES];
        let done = argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut hash, &mut memory[..blocks]);
        done.map_err(refused)?;
        Ok(hash)
    }
}

fn check(password: &str, hints: &[&str], fewest: usize) -> Result<(), FieldError> {
    let password: String = password.nfkc().take(MOST_CHARACTERS + 1).collect();
    let characters = password.chars().count();
    let wrong = |code: &str, detail: String| Err(FieldError::new("password", code, detail));
    if characters < fewest {
        return wrong("too-short", format!("Take at least {fewest} characters. Four unrelated words do well."));
    }
    if characters > MOST_CHARACTERS {
        return wrong("too-long", format!("Take at most {MOST_CHARACTERS} characters."));
    }
    let words = known_words(hints);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if u8::from(zxcvbn::zxcvbn(&password, &words).score()) < 3 {
        return wrong("guessable", "This is easy to guess. Take four unrelated words.".to_owned());
    }
    Ok(())
}

/// Each hint whole and in its words: `Ana Novak`, `ana.novak@acme.example`.
fn known_words(hints: &[&str]) -> Vec<String> {
    let parts = hints.iter().flat_map(|hint| hint.split(|c: char| !c.is_alphanumeric()));
    let all = hints.iter().copied().chain(parts).filter(|word| word.chars().count() >= 3);
    all.chain(["tutela"]).map(str::to_lowercase).collect()
}

/// The stored form, as every other implementation of argon2 writes it.
fn phc(cost: Cost, salt: &[u8], hash: &[u8]) -> String {
    let (salt, hash) = (BASE64_NOPAD.encode(salt), BASE64_NOPAD.encode(hash));
    format!("{}{salt}${hash}", beginning(cost))
}

fn beginning(cost: Cost) -> String {
    format!("$argon2id$v=19$m={},t={},p=1$", cost.memory_kib, cost.passes)
}

fn parse(stored: &str) -> Option<(Cost, Vec<u8>, Vec<u8>)> {
    let mut parts = stored.strip_prefix("$argon2id$v=19$")?.split('$');
    let mut numbers = parts.next()?.split(',').map(|pair| pair.split_once('=').map(|(_, number)| number.parse()));
    let cost = Cost { memory_kib: numbers.next()??.ok()?, passes: numbers.next()??.ok()? };
    let salt = BASE64_NOPAD.decode(parts.next()?.as_bytes()).ok()?;
    let hash = BASE64_NOPAD.decode(parts.next()?.as_bytes()).ok()?;
    Some((cost, salt, hash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::SystemSource;

    fn passwords(cost: Cost) -> Passwords {
        Passwords::new(cost, [7; 32], Arc::new(SystemSource::default())).unwrap()
    }

    #[tokio::test]
    async fn a_password_matches_its_hash_and_no_other() {
        let passwords = passwords(Cost::TEST);
        let hash = passwords.hash("right one".into()).await.unwrap();
        assert_eq!(passwords.verify("right one".into(), Some(&hash)).await.unwrap(), Verdict::Match);
        assert_eq!(passwords.verify("wrong one".into(), Some(&hash)).await.unwrap(), Verdict::Mismatch);
        assert_eq!(passwords.verify("right one".into(), None).await.unwrap(), Verdict::Mismatch);
    }

    #[tokio::test]
    async fn another_pepper_opens_nothing() {
        let hash = passwords(Cost::TEST).hash("right one".into()).await.unwrap();
        let other = Passwords::new(Cost::TEST, [8; 32], Arc::new(SystemSource::default())).unwrap();
        assert_eq!(other.verify("right one".into(), Some(&hash)).await.unwrap(), Verdict::Mismatch);
    }

    #[tokio::test]
    async fn passwords_are_kept_at_the_stated_cost() {
        // OWASP Password Storage Cheat Sheet, 2025: argon2id with at least 19 MiB and 2 passes.
        const { assert!(Cost::FULL.memory_kib >= 19 * 1024 && Cost::FULL.passes >= 2) };
        let passwords = passwords(Cost::FULL);
        let hash = passwords.hash("right one".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$") && hash.starts_with(&passwords.beginning()), "{hash}");
    }

    #[tokio::test]
    async fn an_old_hash_asks_to_be_made_again() {
        let hash = passwords(Cost::TEST).hash("right one".into()).await.unwrap();
        let stronger = passwords(Cost { memory_kib: 128, passes: 1 });
        assert_eq!(stronger.verify("right one".into(), Some(&hash)).await.unwrap(), Verdict::MatchNeedsRehash);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_crowd_waits_in_a_short_queue_and_the_rest_come_back_later() {
        let passwords = passwords(Cost { memory_kib: 8 * 1024, passes: 2 });
        let hash = |passwords: Passwords| async move { passwords.hash("crowd".into()).await };
        let crowd: Vec<_> = (0..60).map(|_| tokio::spawn(hash(passwords.clone()))).collect();
        let mut served = 0;
        for one in crowd {
            match one.await.unwrap() {
                Ok(_) => served += 1,
                Err(error) => assert!(matches!(error, Error::Unavailable { .. }), "{error:?}"),
            }
        }
        assert!((AT_ONCE + WAITING..60).contains(&served), "{served}");
        while passwords.0.running.available_permits() < AT_ONCE {
            tokio::task::yield_now().await;
        }
        assert!(passwords.0.memory.lock().unwrap().is_empty(), "memory is given back when nobody waits");
    }

    #[tokio::test]
    async fn requests_given_up_keep_their_places_until_their_threads_end() {
        let passwords = passwords(Cost { memory_kib: 8 * 1024, passes: 2 });
        for _ in 0..60 {
            let _ = tokio::time::timeout(Duration::from_micros(100), passwords.hash("given up".into())).await;
            assert!(passwords.0.memory.lock().unwrap().len() <= AT_ONCE);
        }
        while passwords.0.queue.available_permits() < AT_ONCE + WAITING {
            tokio::task::yield_now().await;
        }
        // The two permits of a hash are given back one after the other.
        while passwords.0.running.available_permits() < AT_ONCE {
            tokio::task::yield_now().await;
        }
        assert!(passwords.hash("afterwards".into()).await.is_ok());
    }

    #[tokio::test]
    async fn the_same_word_from_another_keyboard_is_the_same_password() {
        let passwords = passwords(Cost::TEST);
        let hash = passwords.hash("caf\u{e9}".into()).await.unwrap();
        assert_eq!(passwords.verify("cafe\u{301}".into(), Some(&hash)).await.unwrap(), Verdict::Match);
    }

    #[test]
    fn what_others_know_of_a_person_is_no_password() {
        let passwords = passwords(Cost::TEST);
        let hints = ["Ana Novak", "ana.novak@acme.example"];
        for known in ["Ana.Novak@acme.example", "novaknovaknovak"] {
            assert_eq!(passwords.check_strength(known, &hints).unwrap_err().code, "guessable", "{known}");
        }
        assert!(passwords.check_strength_beside_factor("vq7 gravel", &hints).is_ok());
        assert_eq!(passwords.check_strength("vq7 gravel", &hints).unwrap_err().code, "too-short");
    }

    #[test]
    fn weak_passwords_are_refused_with_what_to_do() {
        let passwords = passwords(Cost::TEST);
        assert_eq!(passwords.check_strength("short", &[]).unwrap_err().code, "too-short");
        assert_eq!(passwords.check_strength("passwordpassword", &[]).unwrap_err().code, "guessable");
        assert_eq!(passwords.check_strength(&"x".repeat(300), &[]).unwrap_err().code, "too-long");
        assert!(passwords.check_strength("mill anchor violet teapot", &["Anna"]).is_ok());
    }
}
