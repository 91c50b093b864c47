//! Who sees the progress of others.

crate::permissions! {
    /// See who is how far; an instructor the people of the groups they lead.
    ReadProgress = "progress" "read" for [Owner, Admin, Instructor];
}
