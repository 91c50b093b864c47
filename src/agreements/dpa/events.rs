//! What happens to agreements.

use uuid::Uuid;

crate::events! {
    /// What happens to agreements.
    pub enum Event {
        /// A company has asked for one.
        Requested = "dpa.agreement.requested" on agreement(dpa_id) { dpa_id: Uuid, template_version: String, language: String },
        /// Its content is complete and frozen.
        Generated = "dpa.agreement.generated" on agreement(dpa_id) { dpa_id: Uuid, template_version: String, json_sha256: String, snapshot_id: String },
        /// Our own seal on it was checked before it was stored.
        SealVerified = "dpa.signature.verified" on agreement(dpa_id) { dpa_id: Uuid, level: String },
        /// It carries our seal.
        Sealed = "dpa.agreement.sealed" on agreement(dpa_id) { dpa_id: Uuid, json_sha256: String, pdf_sha256: String },
        /// It was handed to the mail.
        Sent = "dpa.agreement.sent" on agreement(dpa_id) { dpa_id: Uuid },
        /// Somebody who has its address, or an operator, has fetched the PDF.
        Downloaded = "dpa.agreement.downloaded" on agreement(dpa_id) { dpa_id: Uuid },
        /// It could not be made; an operator has to look.
        Failed = "dpa.agreement.failed" on agreement(dpa_id) { dpa_id: Uuid, attempt: i32 },
        /// An operator has set it going again.
        Retried = "dpa.agreement.retried" on agreement(dpa_id) { dpa_id: Uuid },
        /// An operator has sent the mail again.
        Resent = "dpa.agreement.resent" on agreement(dpa_id) { dpa_id: Uuid },
    }
}
