//! What happens to assignments.

use uuid::Uuid;

crate::events! {
    /// What happens to assignments.
    pub enum Event {
        /// Somebody asked people or groups to learn a module; it counts whom it reached.
        Created = "learn.assignment.created" on assignment(assignment_id) {
            assignment_id: Uuid, module_id: Uuid, groups: usize, people: usize, already: usize
        },
        /// People are asked to learn a module who were not before.
        Enrolled = "learn.enrolment.created" on assignment(assignment_id) { assignment_id: Uuid, module_id: Uuid, people: usize },
        /// People who had the module before have another due date.
        Postponed = "learn.enrolment.rescheduled" on assignment(assignment_id) { assignment_id: Uuid, module_id: Uuid, people: usize },
    }
}
