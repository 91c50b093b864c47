//! What happens to the measures of the operator's people.

use chrono::{DateTime, Utc};
use uuid::Uuid;

crate::events! {
    /// What happens to the measures of the operator's people.
    pub enum Event {
        /// A duty of the release was entered.
        Entered = "dpa.measure.entered" on measure(measure_id) { measure_id: Uuid, code: String, version: i32 },
        /// A version was written as a draft.
        Drafted = "dpa.measure.drafted" on measure(measure_id) { measure_id: Uuid, code: String, version: i32 },
        /// A draft was written anew.
        Revised = "dpa.measure.revised" on measure(measure_id) { measure_id: Uuid, code: String, version: i32, revision: i32 },
        /// A second person approved it: agreements print it from now on.
        Approved = "dpa.measure.approved" on measure(measure_id) { measure_id: Uuid, code: String, version: i32, revision: i32 },
        /// Another version took its place.
        Replaced = "dpa.measure.replaced" on measure(measure_id) { measure_id: Uuid, code: String, version: i32 },
        /// A second person rejected it.
        Rejected = "dpa.measure.rejected" on measure(measure_id) { measure_id: Uuid, code: String, version: i32, revision: i32 },
        /// It is not carried out any more, or was given up as a draft.
        Retired = "dpa.measure.retired" on measure(measure_id) { measure_id: Uuid, code: String, version: i32 },
        /// Somebody proposed that it is not carried out any more.
        RetirementProposed = "dpa.measure.retirement_proposed" on measure(measure_id) { measure_id: Uuid, code: String, version: i32 },
        /// The proposal was taken back, or a second person rejected it: it stays in use.
        RetirementDropped = "dpa.measure.retirement_dropped" on measure(measure_id) { measure_id: Uuid, code: String, version: i32 },
        /// Somebody looked whether it is carried out; `holds` or `shortcoming`.
        Checked = "dpa.measure.checked" on measure(measure_id) { measure_id: Uuid, code: String, result: String, due_at: DateTime<Utc> },
        /// Staff was told that it is due to be checked.
        Due = "dpa.measure.due" on measure(measure_id) { measure_id: Uuid, code: String, due_at: DateTime<Utc>, days: i32 },
    }
}
