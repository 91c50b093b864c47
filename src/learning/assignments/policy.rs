//! Who may ask whom to learn what.

crate::permissions! {
    /// Ask people and groups to learn a module; an instructor the groups they lead.
    Assign = "assignments" "make" for [Owner, Admin, Instructor];
    /// See what one is asked to learn oneself.
    OwnAssignments = "assignments" "own" for [Owner, Admin, Instructor, Learner];
}
