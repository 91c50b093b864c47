//! Lanes: jobs of one sort wait for places of their own, so that slow ones never take those of quick ones.

use std::time::Duration;

/// A job that may not renew its lease and takes longer than this has failed. Less than the lease, so that it has ended when
/// another worker may take it.
const LONGEST: Duration = Duration::from_secs(270);

/// Where a job waits for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Quick work on our own machines: mails, documents, entries.
    Short,
    /// What may take longer than a lease, and renews it: exports, and what goes through every workspace.
    Long,
    /// What comes by the thousand at once, such as the mails of a notice to every customer: it takes the time that is left,
    /// and the mail that somebody waits for does not stand behind it.
    Bulk,
    /// Calls to servers that customers name: each may take its ten seconds, and then only others of its kind wait.
    Outgoing,
}

impl Lane {
    /// Every lane.
    pub(super) const ALL: [Self; 4] = [Self::Short, Self::Bulk, Self::Long, Self::Outgoing];

    /// Jobs at work at once. Short: a mail that hangs does not hold up the next agreement. Long: one, because an export reads
    /// from its own connection all the while it is written. Bulk: two, so that one mail leaves while another is written down,
    /// and requests keep the most of the connections. Outgoing: they mostly wait, and hold no connection meanwhile.
    pub(super) const fn places(self) -> usize {
        match self {
            Self::Short => 4,
            Self::Bulk => 2,
            Self::Long => 1,
            Self::Outgoing => 8,
        }
    }

    /// Of these, so many for one tenant: whose endpoints hang holds up its own events, and nobody else's.
    pub(super) const fn places_for_one(self) -> usize {
        match self {
            Self::Short | Self::Bulk | Self::Long => self.places(),
            Self::Outgoing => 2,
        }
    }

    /// How long a job may take.
    pub(super) const fn longest(self) -> Option<Duration> {
        match self {
            Self::Short | Self::Bulk | Self::Outgoing => Some(LONGEST),
            Self::Long => None,
        }
    }
}
