//! Who reads the measures of the operator's people, who writes them, and who approves.

crate::permissions! {
    /// See every version of a measure, its evidence and its checks.
    ReadMeasures = "measure" "read" for [Legal, Security, Support];
    /// Draft, write anew, retire and check measures.
    WriteMeasures = "measure" "write" for [Legal, Security];
    /// Approve or reject a measure that somebody else wrote.
    ApproveMeasures = "measure" "approve" for [Legal, Security];
}
