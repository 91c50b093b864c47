//! What happens to attempts. Answers are no events: their own table is append-only.

use uuid::Uuid;

crate::events! {
    /// What happens to attempts.
    pub enum Event {
        /// A person began a quiz.
        Started = "assess.attempt.started" on attempt(attempt_id) { attempt_id: Uuid, user_id: Uuid, quiz_id: Uuid, number: i32 },
        /// A person handed in; every kind of question is graded at once.
        Submitted = "assess.attempt.submitted" on attempt(attempt_id) { attempt_id: Uuid, user_id: Uuid, passed: bool },
        /// The time ran out: what was saved was handed in and graded.
        Expired = "assess.attempt.expired" on attempt(attempt_id) { attempt_id: Uuid, user_id: Uuid, passed: bool },
    }
}
