//! Who looks after requested agreements, and who of a workspace reaches those it holds.

crate::permissions! {
    /// See requested agreements and decide what waits for the operator: set a stopped one going again, send the mail again,
    /// confirm or decline a countersigned one, end one that is in force, take one from a workspace.
    ManageAgreements = "agreement" "manage" for [Legal, Security];
    /// See the agreements of the workspace, ask for a new one, sign or decline it.
    HoldAgreements = "agreement" "hold" for [Owner, Admin];
    /// Take an agreement that was asked for without an account into the workspace.
    AttachAgreements = "agreement" "attach" for [Owner];
}
