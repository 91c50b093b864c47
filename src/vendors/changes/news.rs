//! What those who come later in the wing hear of a change: that it was noticed, has started or was withdrawn. Whoever wants to
//! know does these jobs; what there is to tell is read here.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock::{Earliest, Sent};
use super::view::Content;
use super::{actions, store};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Lane};

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Customers were told.
    Noticed,
    /// It holds.
    Started,
    /// It will not be.
    Withdrawn,
}

impl Step {
    /// The word in names of events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Noticed => "noticed",
            Self::Started => "started",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether workspaces mail it to those they tell: what starts as they were told is no mail to them.
    #[must_use]
    pub const fn is_mailed(self) -> bool {
        match self {
            Self::Noticed | Self::Withdrawn => true,
            Self::Started => false,
        }
    }
}

/// A change has come to a step; in the operator's realm.
#[derive(Debug, Serialize, Deserialize)]
pub struct News {
    /// The change.
    pub change_id: Uuid,
    /// How far it is.
    pub step: Step,
}

impl Job for News {
    const KIND: &'static str = "changes.news";
}

/// A change has come to a step for one customer; in its workspace.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// The change.
    pub change_id: Uuid,
    /// How far it is.
    pub step: Step,
}

impl Job for Told {
    const KIND: &'static str = "changes.told";
    const LANE: Lane = Lane::Bulk;
}

/// A change of which customers were told.
#[derive(Clone, Debug)]
pub struct Noticed {
    /// What they were told.
    pub content: Content,
    /// When.
    pub noticed_at: DateTime<Utc>,
    /// The first moment at which it can start.
    pub earliest: DateTime<Utc>,
    /// In an emergency, until when an objection counts although it has started.
    pub objections_until: Option<DateTime<Utc>>,
    /// When it started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A change in the operator's realm with a clock of its own; nothing when nobody was told of it.
///
/// # Errors
/// `NotFound`.
pub async fn noticed(tx: &TenantTx, change: Uuid) -> Result<Option<Noticed>, Error> {
    let row = store::by_id(tx, change).await?;
    let Some(noticed_at) = row.noticed_at else { return Ok(None) };
    // As customers were told; whatever became of the register since.
    let content: Content = match row.content.clone() {
        Some(content) => serde_json::from_value(content)?,
        None => actions::content(tx, &row).await?,
    };
    let sent = Sent { at: noticed_at, days: content.notice_days, zone: Tz::UTC };
    let earliest = if row.emergency { noticed_at } else { Earliest::of(sent).at() };
    let objections_until = row.emergency.then(|| Earliest::of(sent).at());
    let (started_at, withdrawn_at) = (row.activated_at, row.withdrawn_at);
    Ok(Some(Noticed { content, noticed_at, earliest, objections_until, started_at, withdrawn_at }))
}

/// The notice of a change as this customer got it, with its own clock.
///
/// # Errors
/// `NotFound` when the customer was not told.
pub async fn told(tx: &TenantTx, change: Uuid) -> Result<Noticed, Error> {
    let row = store::notice(tx, change).await?;
    Ok(Noticed {
        content: store::content(&row)?,
        noticed_at: row.noticed_at,
        // An emergency may start at once; its days are those in which the customer may object.
        earliest: if row.emergency { row.noticed_at } else { row.earliest_at },
        objections_until: row.emergency.then_some(row.earliest_at),
        started_at: row.activated_at,
        withdrawn_at: row.withdrawn_at,
    })
}
