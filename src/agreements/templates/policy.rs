//! Who reads versions of the agreement's text, who brings them, and who approves.

crate::permissions! {
    /// See versions at every stage, their previews and what differs between them.
    ReadTemplates = "agreement_template" "read" for [Legal, Security];
    /// Upload, write anew, publish and withdraw versions.
    ManageTemplates = "agreement_template" "manage" for [Legal];
    /// Approve a version that somebody else brought.
    ApproveTemplates = "agreement_template" "approve" for [Legal, Security];
}
