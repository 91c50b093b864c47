//! Who may see and change people.

crate::permissions! {
    /// See people; an instructor sees the people of the groups they lead.
    ReadPeople = "people" "read" for [Owner, Admin, Instructor];
    /// Add people, change their role, deactivate them.
    ManagePeople = "people" "manage" for [Owner, Admin];
}
