//! Who looks at vendors.

crate::permissions! {
    /// See when each vendor and each transfer is due to be looked at, and what was found.
    ReadReviews = "subprocessor_review" "read" for [Legal, Security, Support];
    /// Review vendors and assess transfers.
    ReviewVendors = "subprocessor_review" "write" for [Legal];
}
