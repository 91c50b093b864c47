//! Whether an agreement counts, for whoever has its file or its code. It says in which state the agreement is and since when,
//! and nothing of what stands in it or who its parties are (M-1.4).

use chrono::{DateTime, Utc};
use entity::{agreement, document};
use serde::Serialize;

use super::model::DOCUMENT;
use super::states::State;
use super::store;
use crate::kernel::authz::Visitor;
use crate::kernel::documents;
use crate::kernel::error::Error;

/// Whether an agreement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AgreementForce)]
pub enum Force {
    /// The customer has not signed it.
    NotSigned,
    /// Both signatures are on it; the operator has not confirmed it yet.
    NotConfirmed,
    /// It counts.
    InForce,
    /// A newer one took its place.
    Superseded,
    /// It was ended.
    Ended,
    /// One side said no before it came into force.
    Declined,
    /// Nobody signed in time.
    Expired,
    /// Another one came into force before it was signed.
    Overtaken,
}

impl Force {
    /// The word in the interface and in the names of texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSigned => "not-signed",
            Self::NotConfirmed => "not-confirmed",
            Self::InForce => "in-force",
            Self::Superseded => "superseded",
            Self::Ended => "ended",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Overtaken => "overtaken",
        }
    }

    /// Whether it will never count again.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Superseded | Self::Ended | Self::Declined | Self::Expired | Self::Overtaken)
    }
}

/// Whether an agreement counts, and since when that is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AgreementStanding)]
pub struct Standing {
    /// Whether it counts.
    pub state: Force,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// SHA-256 of the file with both signatures, once the agreement has come into force.
    pub countersigned_sha256: Option<String>,
}

impl Standing {
    fn of(row: agreement::Model) -> Result<Self, Error> {
        let (state, since) = match State::read(&row.state)? {
            State::Countersigned => (Force::NotConfirmed, row.countersigned_at),
            State::InForce => (Force::InForce, row.in_force_at),
            State::Superseded => (Force::Superseded, row.superseded_at),
            State::Terminated => (Force::Ended, row.terminated_at),
            State::Declined => (Force::Declined, row.declined_at),
            State::Expired if row.superseded_by.is_some() => (Force::Overtaken, row.expired_at),
            State::Expired => (Force::Expired, row.expired_at),
            State::Requested | State::Generated | State::Sealed | State::Sent | State::Viewed | State::Failed => {
                (Force::NotSigned, row.sealed_at)
            }
        };
        let countersigned_sha256 = row.countersigned_sha256.filter(|_| row.in_force_at.is_some());
        Ok(Self { state, since, countersigned_sha256 })
    }
}

/// Whether the agreement of an entry counts; `None` for another kind of document, and where its record is gone.
///
/// # Errors
/// When the database fails.
pub async fn standing(visitor: &Visitor, entry: &document::Model) -> Result<Option<Standing>, Error> {
    if entry.kind != DOCUMENT {
        return Ok(None);
    }
    let tx = visitor.read_in(documents::holder(entry)).await?;
    match store::by_id(&tx, entry.object_id).await {
        Ok(row) => Standing::of(row).map(Some),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
