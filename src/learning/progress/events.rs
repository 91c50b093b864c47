//! Looking at one person's way, or taking everybody's along, stands in the log.

use uuid::Uuid;

crate::events! {
    /// Who looked at progress.
    pub enum Event {
        /// Somebody looked at the way of one person: results, never answers.
        PersonViewed = "learn.progress.viewed" on user(user_id) { user_id: Uuid },
        /// Somebody downloads the matrix as a table; it counts the people whom the filter names.
        Downloaded = "learn.progress.downloaded" on progress { people: usize, modules: usize },
    }
}
