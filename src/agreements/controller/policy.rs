//! Who may learn who is responsible: everybody whose data it is.

crate::permissions! {
    /// See which organisation decides on one's data, and ask it for the agreement with us.
    AskController = "controller" "ask" for [Owner, Admin, Instructor, Learner];
}
