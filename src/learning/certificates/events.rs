//! What happens to certificates.

use uuid::Uuid;

crate::events! {
    /// What happens to certificates.
    pub enum Event {
        /// A person has passed a module and has a certificate for it.
        Issued = "cert.certificate.issued" on certificate(cert_id) { cert_id: Uuid, user_id: Uuid, module_id: Uuid, attempt_id: Uuid },
        /// Its PDF carries our seal.
        Sealed = "cert.certificate.sealed" on certificate(cert_id) { cert_id: Uuid, pdf_sha256: String },
        /// Its PDF was fetched.
        Downloaded = "cert.certificate.downloaded" on certificate(cert_id) { cert_id: Uuid },
        /// It was withdrawn: whoever checks it learns so.
        Revoked = "cert.certificate.revoked" on certificate(cert_id) { cert_id: Uuid, user_id: Uuid },
    }
}
