//! The log of the log.

crate::events! {
    /// The log of the log.
    pub enum Event {
        /// Somebody read the log from its newest entry on; later pages of the same reading are not written again.
        Viewed = "audit.log.viewed" on log { filtered: bool, count: u64 },
    }
}
