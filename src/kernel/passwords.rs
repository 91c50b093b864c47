//! Passwords (M-8.5): argon2id over blocks of memory that are reused, two at a time, with a pepper from the operator key.
//!
//! Hashing in fresh memory, 16 at once, grew to gigabytes that the allocator kept; two reused blocks hold 128 MiB at
//! most, and only after the first sign-ins.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use data_encoding::BASE64_NOPAD;
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;

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
    running: Semaphore,
    queue: Semaphore,
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
            running: Semaphore::new(AT_ONCE),
            queue: Semaphore::new(AT_ONCE + WAITING),
            memory: Mutex::default(),
            nobody,
        })))
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
        let characters = password.chars().count();
        let wrong = |code: &str, detail: String| Err(FieldError::new("password", code, detail));
        if characters < FEWEST_CHARACTERS {
            return wrong("too-short", format!("Take at least {FEWEST_CHARACTERS} characters. Four unrelated words do well."));
        }
        if characters > MOST_CHARACTERS {
            return wrong("too-long", format!("Take at most {MOST_CHARACTERS} characters."));
        }
        if u8::from(zxcvbn::zxcvbn(password, hints).score()) < 3 {
            return wrong("guessable", "This is easy to guess. Take four unrelated words.".to_owned());
        }
        Ok(())
    }

    async fn compute(&self, password: String, cost: Cost, salt: Vec<u8>) -> Result<Vec<u8>, Error> {
        let busy = Error::Unavailable { retry_after_s: RETRY_AFTER_S };
        let _waiting = self.0.queue.try_acquire().map_err(|_| busy.clone())?;
        let wait = tokio::time::timeout(Duration::from_secs(10), self.0.running.acquire());
        let _running = wait.await.map_err(|_| busy.clone())?.map_err(|_| busy)?;
        let inner = Arc::clone(&self.0);
        let computed = tokio::task::spawn_blocking(move || inner.compute(password.as_bytes(), cost, &salt)).await;
        computed.map_err(|error| Error::from(anyhow::Error::new(error)))?
    }
}

impl Inner {
    fn compute(&self, password: &[u8], cost: Cost, salt: &[u8]) -> Result<Vec<u8>, Error> {
        let refused = |error: argon2::Error| Error::from(anyhow::anyhow!("argon2 refused its input: {error}"));
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(HASH_BYTES)).map_err(refused)?;
        let blocks = params.block_count();
        let argon2 = Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, params).map_err(refused)?;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        memory.resize(memory.len().max(blocks), Block::default());
        let mut hash = vec![0; HASH_BYTES];
        let done = argon2.hash_password_into_with_memory(password, salt, &mut hash, &mut memory[..blocks]);
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        done.map_err(refused)?;
        Ok(hash)
    }
}

/// The stored form, as every other implementation of argon2 writes it.
fn phc(cost: Cost, salt: &[u8], hash: &[u8]) -> String {
    let (salt, hash) = (BASE64_NOPAD.encode(salt), BASE64_NOPAD.encode(hash));
    format!("$argon2id$v=19$m={},t={},p=1${salt}${hash}", cost.memory_kib, cost.passes)
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
    async fn an_old_hash_asks_to_be_made_again() {
        let hash = passwords(Cost::TEST).hash("right one".into()).await.unwrap();
        let stronger = passwords(Cost { memory_kib: 128, passes: 1 });
        assert_eq!(stronger.verify("right one".into(), Some(&hash)).await.unwrap(), Verdict::MatchNeedsRehash);
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
