//! Who sees, fetches and revokes certificates.

crate::permissions! {
    /// See one's own certificates and fetch them.
    OwnCertificates = "certificate" "own" for [Owner, Admin, Instructor, Learner];
    /// Fetch certificates of others; an instructor those of the people they lead.
    ReadCertificates = "certificate" "read" for [Owner, Admin, Instructor];
    /// Revoke a certificate.
    RevokeCertificates = "certificate" "revoke" for [Owner, Admin];
}
