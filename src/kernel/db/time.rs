//! The database's clock beside this server's (trust design §2): a moment is written down as this server's, and nothing starts,
//! ends or counts as sent while the two do not agree.

use chrono::{DateTime, Duration};

use super::connection::Connection;
use super::pool::{Db, Mode};
use super::tenant::TenantTx;
use crate::kernel::clock::{self, Clock};
use crate::kernel::error::Error;

impl Db {
    /// By how much the database's clock differs from this one, if by too much.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn skew(&self, clock: &dyn Clock) -> Result<Option<Duration>, Error> {
        if !clock.goes() {
            return Ok(None);
        }
        between(&self.open(Mode::Read, None).await?, clock).await
    }
}

impl TenantTx {
    /// By how much the database's clock differs from this server's, if by too much.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn skew(&self) -> Result<Option<Duration>, Error> {
        let clock = &*self.kernel().clock;
        if clock.goes() { between(&self.connection, clock).await } else { Ok(None) }
    }

    /// Goes on only while the two clocks agree.
    ///
    /// # Errors
    /// `Refused` with `clock-skew`.
    pub async fn keeps_time(&self) -> Result<(), Error> {
        match self.skew().await? {
            None => Ok(()),
            Some(by) => {
                tracing::error!(
                    clock.skew_ms = by.num_milliseconds(),
                    "The clocks of this server and of its database do not agree."
                );
                Err(Error::refused(
                    "clock-skew",
                    "The clocks of this server and of its database do not agree. Put them right, then try again.",
                ))
            }
        }
    }
}

async fn between(connection: &Connection, clock: &dyn Clock) -> Result<Option<Duration>, Error> {
    let before = clock.now();
    let theirs = connection.microseconds().await?.and_then(DateTime::from_timestamp_micros);
    Ok(theirs.and_then(|theirs| clock::skew(before, theirs, clock.now())))
}
