//! Who looks after requested agreements.

crate::permissions! {
    /// See requested agreements, set a stopped one going again, send the mail again.
    ManageAgreements = "agreement" "manage" for [Legal, Security];
}
