//! The in-process half: one time per key (GCRA), in shards, with a ceiling on how many are remembered.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::{Fingerprint, Rule};

/// Shards, so that threads seldom wait for each other.
const SHARDS: usize = 16;
/// Keys in a shard at most: 131,072 in all, about 6 MB.
const KEYS_IN_SHARD: usize = 8192;

/// Per key the moment at which its bucket is full again, in microseconds.
pub(super) struct Buckets {
    shards: [Mutex<HashMap<Fingerprint, i64>>; SHARDS],
}

impl Buckets {
    pub fn new() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()) }
    }

    /// Takes one token, or says for how many microseconds there is none.
    pub fn reserve(&self, rule: &Rule, key: Fingerprint, now: i64) -> Result<(), i64> {
        let shard = &self.shards[usize::from(key[0]) % SHARDS];
        let mut full_at = shard.lock().unwrap_or_else(PoisonError::into_inner);
        let then = full_at.get(&key).copied().unwrap_or(now).max(now).saturating_add(rule.interval_us());
        let wait = then - now - rule.period_us();
        if wait > 0 {
            return Err(wait);
        }
        if full_at.len() >= KEYS_IN_SHARD && !full_at.contains_key(&key) {
            make_room(&mut full_at, now);
        }
        full_at.insert(key, then);
        Ok(())
    }

    #[cfg(test)]
    pub fn remembered(&self) -> usize {
        self.shards.iter().map(|shard| shard.lock().unwrap().len()).sum()
    }
}

/// Forgets the buckets that are full again; if that is not enough, the quarter that is nearest to it. Whoever is being
/// held back is forgotten last: a flood of new keys does not free them.
fn make_room(full_at: &mut HashMap<Fingerprint, i64>, now: i64) {
    full_at.retain(|_, then| *then > now);
    if full_at.len() < KEYS_IN_SHARD {
        return;
    }
    let mut times: Vec<i64> = full_at.values().copied().collect();
    let (_, quarter, _) = times.select_nth_unstable(KEYS_IN_SHARD / 4);
    let quarter = *quarter;
    let mut excess = KEYS_IN_SHARD / 4;
    full_at.retain(|_, then| {
        let goes = excess > 0 && *then <= quarter;
        excess -= usize::from(goes);
        !goes
    });
}
