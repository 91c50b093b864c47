//! Rate limits: how often somebody may try something, reserved before the work is done (OWASP API4:2023).
//!
//! A bucket of tokens that fills evenly (GCRA): `capacity` at once, and as many again per `period`. Counted in Redis when
//! several servers share the limits, in process otherwise. When Redis does not answer, each server counts by itself for a
//! while and says so: limits never stand open. Keys are hashed: no address and no e-mail lies in Redis.

mod bucket;
mod shared;

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use super::clock::Clock;
use super::error::Error;
use super::keys::Keys;
use bucket::Buckets;
use shared::Shared;

/// How long Redis is left alone after it failed.
const LEFT_ALONE_US: i64 = 5_000_000;

type Fingerprint = [u8; 16];

/// How often something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Short and stable: `sign-in-address`.
    pub name: &'static str,
    /// How many at once.
    pub capacity: u32,
    /// In this time as many come back, evenly.
    pub period: Duration,
}

impl Rule {
    /// `capacity` at once, and as many again every `period`.
    #[must_use]
    pub const fn new(name: &'static str, capacity: u32, period: Duration) -> Self {
        assert!(capacity > 0, "a rule that lets nobody through is not a limit");
        Self { name, capacity, period }
    }

    fn period_us(&self) -> i64 {
        self.interval_us().saturating_mul(i64::from(self.capacity))
    }

    /// At least a microsecond, and the period a whole number of intervals: so `capacity` fit exactly.
    fn interval_us(&self) -> i64 {
        let period = i64::try_from(self.period.as_micros()).unwrap_or(i64::MAX / 4);
        (period / i64::from(self.capacity.max(1))).max(1)
    }
}

/// Counts; cheap to clone.
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    clock: Arc<dyn Clock>,
    keys: Keys,
    buckets: Buckets,
    shared: Option<Shared>,
    /// Until when Redis is left alone.
    alone_until: AtomicI64,
}

impl Limits {
    /// Limits of this process alone.
    #[must_use]
    pub fn in_process(clock: Arc<dyn Clock>, keys: Keys) -> Self {
        Self::over(None, clock, keys)
    }

    /// Limits that several servers share. Call it inside the runtime; it connects when it is first used.
    ///
    /// # Errors
    /// When the address cannot be used. A server that does not answer is no error.
    pub fn redis(client: redis::Client, clock: Arc<dyn Clock>, keys: Keys) -> anyhow::Result<Self> {
        Ok(Self::over(Some(Shared::new(client)?), clock, keys))
    }

    fn over(shared: Option<Shared>, clock: Arc<dyn Clock>, keys: Keys) -> Self {
        Self(Arc::new(Inner { clock, keys, buckets: Buckets::new(), shared, alone_until: AtomicI64::new(i64::MIN) }))
    }

    /// Takes one token from the bucket of this key. Call it before the work, and before any lookup.
    ///
    /// # Errors
    /// `TooMany` when the bucket is empty.
    pub async fn reserve(&self, rule: &Rule, key: &str) -> Result<(), Error> {
        let now = self.0.clock.now().timestamp_micros();
        let key = self.fingerprint(rule, key);
        let reserved = match self.ask_redis(rule, &key, now).await {
            Some(answer) => answer,
            None => self.0.buckets.reserve(rule, key, now),
        };
        reserved.map_err(|wait_us| Error::TooMany { retry_after_s: seconds(wait_us) })
    }

    /// What Redis says; `None` when there is none or it does not answer.
    async fn ask_redis(&self, rule: &Rule, key: &Fingerprint, now: i64) -> Option<Result<(), i64>> {
        let shared = self.0.shared.as_ref()?;
        if now < self.0.alone_until.load(Ordering::Relaxed) {
            return None;
        }
        match shared.reserve(rule, key).await {
            Ok(answer) => Some(answer),
            Err(error) => {
                let before = self.0.alone_until.swap(now.saturating_add(LEFT_ALONE_US), Ordering::Relaxed);
                if before <= now {
                    tracing::warn!(
                        error.cause = format!("{error:#}"),
                        "Redis does not answer: limits are counted by each server alone."
                    );
                }
                None
            }
        }
    }

    fn fingerprint(&self, rule: &Rule, key: &str) -> Fingerprint {
        let message = [rule.name.as_bytes(), &[0], key.as_bytes()].concat();
        let mut fingerprint = Fingerprint::default();
        fingerprint.copy_from_slice(&self.0.keys.hmac("limit", &message)[..16]);
        fingerprint
    }
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.shared.is_some() { "Limits(redis)" } else { "Limits(in process)" })
    }
}

/// What a client's address counts as: an IPv4 address, or the /64 network that one IPv6 subscriber holds.
#[must_use]
pub fn counted_address(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            format!("{}/64", Ipv6Addr::from_bits(network))
        }
    }
}

fn seconds(wait_us: i64) -> u64 {
    u64::try_from(wait_us).unwrap_or_default().div_ceil(1_000_000).max(1)
}
