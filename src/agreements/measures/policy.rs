//! Who reads the measures of the operator's people, who writes them, and who approves.

crate::permissions! {
    /// See every version of a measure, its evidence and its checks.
    ReadMeasures = "measure" "read" for [Legal, Security, Support];
    /// Draft, write anew and check measures, give up drafts, and propose to retire a measure.
    WriteMeasures = "measure" "write" for [Legal, Security];
    /// Approve or reject a measure that somebody else wrote, and approve a retirement that somebody else proposed.
    ApproveMeasures = "measure" "approve" for [Legal, Security];
}
