//! Who names the contacts of a workspace.

crate::permissions! {
    /// See and name contacts for notices, and strike them out.
    ManageContacts = "notice_contact" "manage" for [Owner];
}
