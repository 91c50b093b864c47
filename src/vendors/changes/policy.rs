//! Who changes the register, who reviews, and who is told and may object.

crate::permissions! {
    /// See changes of the register at every stage.
    ReadChanges = "subprocessor_change" "read" for [Legal, Security, Support];
    /// Draft, review, announce, start and withdraw changes, and answer objections.
    ManageChanges = "subprocessor_change" "manage" for [Legal, Security];
    /// Be told of changes, and read what was told.
    ReadNotices = "change_notice" "read" for [Owner, Admin];
    /// Object to a change, and take the objection back.
    Object = "change_notice" "object" for [Owner, Admin];
}
