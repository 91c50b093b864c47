//! The database's clock beside this server's (trust design §2): a moment is written down as this server's, and nothing starts,
//! ends or counts as sent while the two do not agree. Where a right hangs on a moment, the clock counts that is in the
//! customer's favour: nothing begins before both show it, and a notice was sent when both do.

use chrono::{DateTime, Duration, Utc};

use super::connection::Connection;
use super::pool::{Db, Mode};
use super::tenant::TenantTx;
use crate::kernel::clock::{self, Clock};
use crate::kernel::error::Error;

/// What this server's clock and the database's show.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// What both clocks have reached: whatever may not begin early is compared with this.
    pub earlier: DateTime<Utc>,
    /// What neither has passed: days that must not end early are counted from this.
    pub later: DateTime<Utc>,
    /// By how much they differ, if by too much.
    pub skew: Option<Duration>,
}

impl Reading {
    /// Goes on only when the two clocks agree.
    ///
    /// # Errors
    /// `Refused` with `clock-skew`.
    pub fn agreed(self) -> Result<Self, Error> {
        let Some(by) = self.skew else { return Ok(self) };
        tracing::error!(clock.skew_ms = by.num_milliseconds(), "The clocks of this server and of its database do not agree.");
        Err(Error::refused(
            "clock-skew",
            "The clocks of this server and of its database do not agree. Put them right, then try again.",
        ))
    }
}

impl Db {
    /// By how much the database's clock differs from this one, if by too much.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn skew(&self, clock: &dyn Clock) -> Result<Option<Duration>, Error> {
        if !clock.goes() {
            return Ok(None);
        }
        Ok(read(&self.open(Mode::Read, None).await?, clock).await?.skew)
    }
}

impl TenantTx {
    /// What both clocks show now. The moment of this transaction counts for the earlier one: what is written down as begun in it
    /// is never before what was compared.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reads_clocks(&self) -> Result<Reading, Error> {
        let clock = &*self.kernel().clock;
        if !clock.goes() {
            return Ok(Reading { earlier: self.now(), later: self.now(), skew: None });
        }
        let reading = read(&self.connection, clock).await?;
        Ok(Reading { earlier: reading.earlier.min(self.now()), ..reading })
    }
}

/// A store without a clock of its own shows this server's.
async fn read(connection: &Connection, clock: &dyn Clock) -> Result<Reading, Error> {
    let before = clock.now();
    let theirs = connection.microseconds().await?.and_then(DateTime::from_timestamp_micros);
    let after = clock.now();
    Ok(Reading {
        earlier: theirs.map_or(before, |theirs| theirs.min(before)),
        later: theirs.map_or(after, |theirs| theirs.max(after)),
        skew: theirs.and_then(|theirs| clock::skew(before, theirs, after)),
    })
}
