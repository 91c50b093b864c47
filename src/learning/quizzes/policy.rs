//! Who may see and change quizzes with their answers. Learners never come this way.

crate::permissions! {
    /// See quizzes and their right answers.
    ReadQuizzes = "quizzes" "read" for [Owner, Admin, Instructor];
    /// Write quizzes and questions.
    ManageQuizzes = "quizzes" "manage" for [Owner, Admin];
}
