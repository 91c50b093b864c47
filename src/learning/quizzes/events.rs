//! What happens to quizzes and questions.

use uuid::Uuid;

crate::events! {
    /// What happens to quizzes and questions.
    pub enum Event {
        /// The rules of a quiz changed. The payload names them, not their values.
        SettingsChanged = "quiz.settings.changed" on quiz(quiz_id) { quiz_id: Uuid, changed_fields: Vec<String> },
        /// A question was written.
        QuestionCreated = "quiz.question.created" on question(question_id) { question_id: Uuid, quiz_id: Uuid, kind: String },
        /// A question has a new version; older ones stay.
        QuestionVersioned = "quiz.question.versioned" on question(question_id) { question_id: Uuid, version: i32 },
        /// A question was taken out of a quiz; attempts that have it keep it.
        QuestionRemoved = "quiz.question.removed" on question(question_id) { question_id: Uuid, quiz_id: Uuid },
        /// The questions of a quiz stand in another order.
        QuestionsReordered = "quiz.order.changed" on quiz(quiz_id) { quiz_id: Uuid },
    }
}
