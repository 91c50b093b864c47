//! What an export is.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Lane};

/// A finished export can be downloaded for 30 days (M-10.1 names 30 days for the return of data).
pub const KEPT: Duration = Duration::days(30);

/// Where an export is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExportState)]
pub enum State {
    /// Asked for.
    Requested,
    /// Being written.
    Building,
    /// Can be downloaded.
    Ready,
    /// Could not be written.
    Failed,
    /// Its time is over.
    Expired,
}

impl State {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Building => "building",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Requested, Self::Building, Self::Ready, Self::Failed, Self::Expired].into_iter().find(|s| s.as_str() == word)
    }

    /// Answers whether somebody still works on it.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Requested | Self::Building)
    }
}

/// An export as the owner sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Export {
    /// The export.
    pub id: Uuid,
    /// Where it is.
    pub state: State,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was complete.
    pub finished_at: Option<DateTime<Utc>>,
    /// Until when it can be downloaded.
    pub expires_at: Option<DateTime<Utc>>,
    /// Tables in all.
    pub tables_total: i32,
    /// Tables written.
    pub tables_done: i32,
    /// Rows written.
    pub rows_done: i64,
    /// Bytes of the zip.
    pub size: i64,
    /// SHA-256 of the zip, in hexadecimal.
    pub sha256: Option<String>,
    /// When it was last downloaded.
    pub downloaded_at: Option<DateTime<Utc>>,
    /// Where to download it, once it is ready.
    pub download_url: Option<String>,
}

impl Export {
    /// Turns the row into what the owner sees at this moment.
    #[must_use]
    pub fn at(now: DateTime<Utc>, row: entity::export::Model) -> Self {
        let stored = State::parse(&row.state).unwrap_or(State::Failed);
        let over = row.expires_at.is_some_and(|until| until <= now);
        let state = if stored == State::Ready && over { State::Expired } else { stored };
        Self {
            id: row.id,
            state,
            requested_at: row.requested_at,
            finished_at: row.finished_at,
            expires_at: row.expires_at,
            tables_total: row.tables_total,
            tables_done: row.tables_done,
            rows_done: row.rows_done,
            size: row.size,
            sha256: row.sha256,
            downloaded_at: row.downloaded_at,
            download_url: (state == State::Ready).then(|| format!("/api/v1/exports/{}/download", row.id)),
        }
    }

    /// Done out of all, in percent.
    #[must_use]
    pub fn percent(&self) -> i32 {
        if self.tables_total == 0 { 0 } else { self.tables_done * 100 / self.tables_total }
    }

    /// Refuses what cannot be downloaded.
    ///
    /// # Errors
    /// `Refused` with `export-not-ready` or `export-expired`.
    pub fn downloadable(&self) -> Result<(), Error> {
        match self.state {
            State::Ready => Ok(()),
            State::Expired => {
                Err(Error::refused("export-expired", "This export was deleted. Start a new one to get the data of today."))
            }
            _ => Err(Error::refused("export-not-ready", "This export is not ready. Wait until it is.")),
        }
    }
}

/// Writes the zip.
#[derive(Debug, Serialize, Deserialize)]
pub struct Build {
    /// The export.
    pub export_id: Uuid,
}

impl Job for Build {
    const KIND: &'static str = "exports.build";
    const LANE: Lane = Lane::Long;
}

/// Deletes the zip when its time is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct Expire {
    /// The export.
    pub export_id: Uuid,
}

impl Job for Expire {
    const KIND: &'static str = "exports.expire";
}
