//! Who may see and change groups.

crate::permissions! {
    /// See groups and their members; an instructor sees the groups they lead.
    ReadGroups = "groups" "read" for [Owner, Admin, Instructor];
    /// Make groups and change who is in them.
    ManageGroups = "groups" "manage" for [Owner, Admin];
}
