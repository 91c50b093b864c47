//! Who sends events out of a workspace, and who decides on requests for the list by name.

crate::permissions! {
    /// Name endpoints of webhooks, hold their secrets, and see what was sent to them.
    ManageWebhooks = "webhook" "manage" for [Owner, Admin];
    /// See who asks for the list of sub-processors by name.
    ReadListRequests = "list_request" "read" for [Legal, Security];
    /// Grant, refuse and revoke.
    DecideListRequests = "list_request" "decide" for [Legal, Security];
}
