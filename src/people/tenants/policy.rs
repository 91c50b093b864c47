//! Who may see and change a workspace, and who may see that it exists.

crate::permissions! {
    /// See the tenants: names, dates and numbers, nobody and nothing of what is inside.
    ReadTenants = "tenants" "read" for [Legal, Security, Support];
    /// See the settings of the workspace.
    ReadWorkspace = "workspace" "read" for [Owner, Admin];
    /// Change name, colour, language and time zone of the workspace.
    ManageWorkspace = "workspace" "manage" for [Owner, Admin];
}
