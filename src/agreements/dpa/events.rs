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
        /// A workspace asks the operator for one; stands in the workspace's own log.
        Asked = "dpa.agreement.asked" on agreement(dpa_id) { dpa_id: Uuid },
        /// A workspace holds it from now on.
        Attached = "dpa.agreement.attached" on agreement(dpa_id) { dpa_id: Uuid, workspace: Uuid },
        /// A workspace cannot hold it: another one does, it holds one in force already, or the contact said no.
        AttachmentRefused = "dpa.agreement.attachment_refused" on agreement(dpa_id) { dpa_id: Uuid },
        /// Its contact did not confirm in time that a workspace may hold it.
        AttachmentLapsed = "dpa.agreement.attachment_lapsed" on agreement(dpa_id) { dpa_id: Uuid },
        /// What a workspace asked for never came to the operator; stands in the workspace's own log.
        Lost = "dpa.agreement.lost" on agreement(dpa_id) { dpa_id: Uuid },
        /// A workspace has put away a request that never came to the operator; stands in the workspace's own log.
        Dismissed = "dpa.agreement.dismissed" on agreement(dpa_id) { dpa_id: Uuid },
        /// An operator has taken it from the workspace that held it.
        Released = "dpa.agreement.released" on agreement(dpa_id) { dpa_id: Uuid, workspace: Uuid },
        /// Somebody of the customer has opened it for the first time.
        Viewed = "dpa.agreement.viewed" on agreement(dpa_id) { dpa_id: Uuid },
        /// Somebody wants to countersign; the link went to the contact of the agreement.
        CountersignatureAsked = "dpa.countersignature.requested" on agreement(dpa_id) { dpa_id: Uuid, countersignature_id: Uuid },
        /// The link was opened and the signature confirmed.
        CountersignatureConfirmed = "dpa.countersignature.confirmed" on agreement(dpa_id) { dpa_id: Uuid, countersignature_id: Uuid, evidence_sha256: String },
        /// A file that the customer signed elsewhere was accepted.
        CountersignatureUploaded = "dpa.countersignature.uploaded" on agreement(dpa_id) { dpa_id: Uuid, countersignature_id: Uuid, evidence_sha256: String },
        /// Both signatures are on it.
        Countersigned = "dpa.agreement.countersigned" on agreement(dpa_id) { dpa_id: Uuid, how: String, pdf_sha256: String },
        /// It counts from now on.
        InForce = "dpa.agreement.in_force" on agreement(dpa_id) { dpa_id: Uuid, confirmed: bool },
        /// A newer one took its place.
        Superseded = "dpa.agreement.superseded" on agreement(dpa_id) { dpa_id: Uuid, by: Uuid },
        /// An offer was closed: another agreement came into force before it was signed.
        Overtaken = "dpa.agreement.overtaken" on agreement(dpa_id) { dpa_id: Uuid, by: Uuid },
        /// A workspace wants to hold it; its contact is asked.
        AttachmentAsked = "dpa.agreement.attachment_asked" on agreement(dpa_id) { dpa_id: Uuid, workspace: Uuid },
        /// A mail to its contact did not arrive.
        MailFailed = "dpa.mail.failed" on agreement(dpa_id) { dpa_id: Uuid, message: String },
        /// The evidence of its countersignature was fetched.
        EvidenceOpened = "dpa.evidence.opened" on agreement(dpa_id) { dpa_id: Uuid },
        /// One side said no.
        Declined = "dpa.agreement.declined" on agreement(dpa_id) { dpa_id: Uuid, by: String },
        /// Its contact was reminded that its time runs out.
        Reminded = "dpa.agreement.reminded" on agreement(dpa_id) { dpa_id: Uuid },
        /// Nobody signed in time.
        Expired = "dpa.agreement.expired" on agreement(dpa_id) { dpa_id: Uuid },
        /// A member of staff has said why it ends and what became of the data; another confirms it.
        EndingStated = "dpa.ending.stated" on agreement(dpa_id) { dpa_id: Uuid },
        /// It was ended.
        Terminated = "dpa.agreement.terminated" on agreement(dpa_id) { dpa_id: Uuid },
        /// The seal on documents was replaced, at the command line.
        SealReplaced = "dpa.seal.replaced" on seal { sha256: String, before: String, holder: String },
    }
}
