//! What happens to the records of learning.

use uuid::Uuid;

crate::events! {
    /// What happens to the records of learning.
    pub enum Event {
        /// A person has finished every unit of a module.
        Completed = "learn.enrolment.completed" on module(module_id) { module_id: Uuid, user_id: Uuid, version: i32 },
        /// A person has passed every quiz of a module.
        Passed = "learn.module.passed" on module(module_id) { module_id: Uuid, user_id: Uuid, version: i32 },
    }
}
