//! Who learns.

crate::permissions! {
    /// Open units, take quizzes and see one's own results, where one is asked to.
    Learn = "attempts" "own" for [Owner, Admin, Instructor, Learner];
}
