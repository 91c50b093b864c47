//! Who may see what a workspace has seen of the promises.

crate::permissions! {
    /// See the evidence that the workspace has for the promises.
    ReadEvidence = "evidence" "read" for [Owner, Admin];
}
