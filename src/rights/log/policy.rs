//! Who may read the log.

crate::permissions! {
    /// Read the log of the workspace; operators read the log of their own realm.
    ReadLog = "log" "read" for [Owner, Admin, Legal, Security];
}
