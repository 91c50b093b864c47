//! The half that several servers share: the same arithmetic in Redis, in one script, by Redis' own clock.

use std::time::Duration;

use anyhow::Context as _;
use redis::Script;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};

use super::{Fingerprint, Rule};

/// An answer that takes longer than this is none: the limit is then counted in process.
const PATIENCE: Duration = Duration::from_millis(250);

/// Times are in microseconds since 1970: 2⁵¹, which a double holds exactly. Answers 0, or how long to wait.
const RESERVE: &str = r"
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, period = tonumber(ARGV[1]), tonumber(ARGV[2])
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + interval
local wait = full_at - now - period
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000) + 1)
return 0
";

pub(super) struct Shared {
    connection: ConnectionManager,
    script: Script,
}

impl Shared {
    /// Must be called inside the runtime; connects when it is first used.
    pub fn new(client: redis::Client) -> anyhow::Result<Self> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        let connection =
            ConnectionManager::new_lazy_with_config(client, config).context("The address of Redis cannot be used")?;
        Ok(Self { connection, script: Script::new(RESERVE) })
    }

    /// Takes one token, or says for how many microseconds there is none.
    pub async fn reserve(&self, rule: &Rule, key: &Fingerprint) -> anyhow::Result<Result<(), i64>> {
        let mut connection = self.connection.clone();
        let mut call = self.script.prepare_invoke();
        call.key(format!("tutela:limit:{}:{}", rule.name, data_encoding::HEXLOWER.encode(key)));
        call.arg(rule.interval_us()).arg(rule.period_us());
        let answer = tokio::time::timeout(2 * PATIENCE, call.invoke_async::<i64>(&mut connection));
        let wait = answer.await.context("Redis did not answer in time")??;
        Ok(if wait > 0 { Err(wait) } else { Ok(()) })
    }
}
