//! What happens to changes of the register, to their notices and to objections.

use chrono::{DateTime, Utc};
use uuid::Uuid;

crate::events! {
    /// What happens to changes of the register, to their notices and to objections.
    pub enum Event {
        /// A change was drafted.
        Drafted = "subproc.entry.drafted" on change(change_id) { change_id: Uuid, change_kind: String },
        /// A draft was changed.
        Updated = "subproc.entry.updated" on change(change_id) { change_id: Uuid, change_kind: String },
        /// A second person looked at a draft.
        Reviewed = "subproc.entry.reviewed" on change(change_id) { change_id: Uuid, decision: String },
        /// A change that will not be.
        Withdrawn = "subproc.entry.withdrawn" on change(change_id) { change_id: Uuid },
        /// A change holds.
        Started = "subproc.entry.changed" on change(change_id) { change_id: Uuid, change_kind: String },
        /// An emergency replacement was approved by two.
        EmergencyInvoked = "subproc.emergency.invoked" on change(change_id) { change_id: Uuid },
        /// Somebody assessed the transfer that a change proposes.
        TransferAssessed = "subproc.change.assessed" on change(change_id) { change_id: Uuid, expires_at: DateTime<Utc> },
        /// A notice is on its way to every customer; in a customer's log, to its contacts.
        NoticeScheduled = "subproc.notice.scheduled" on change(change_id) { change_id: Uuid },
        /// An agreement that came into force while a notice ran promises more days: the notice has them.
        NoticeExtended = "subproc.notice.extended" on change(change_id) { change_id: Uuid, notice_days: i32, effective_at: DateTime<Utc> },
        /// A notice was handed to the mail of a contact.
        NoticeSent = "subproc.notice.sent" on change(change_id) { change_id: Uuid, user_id: Option<Uuid>, contact_id: Option<Uuid>, effective_at: DateTime<Utc> },
        /// A notice did not reach a contact.
        NoticeBounced = "subproc.notice.bounced" on change(change_id) { change_id: Uuid, user_id: Option<Uuid>, contact_id: Option<Uuid> },
        /// A contact opened a notice in the product.
        NoticeOpened = "subproc.notice.delivered" on change(change_id) { change_id: Uuid, user_id: Option<Uuid>, contact_id: Option<Uuid> },
        /// A contact said that they have read it.
        NoticeAcknowledged = "subproc.notice.acknowledged" on change(change_id) { change_id: Uuid, user_id: Option<Uuid>, contact_id: Option<Uuid> },
        /// A customer objects.
        ObjectionFiled = "subproc.objection.filed" on change(change_id) { change_id: Uuid, objection_id: Uuid },
        /// Staff entered an objection that came in writing.
        ObjectionEntered = "subproc.objection.entered" on change(change_id) { change_id: Uuid, objection_id: Uuid },
        /// An objection was answered and has ended.
        ObjectionResolved = "subproc.objection.resolved" on change(change_id) { change_id: Uuid, objection_id: Uuid, outcome: String },
        /// A customer took an objection back.
        ObjectionWithdrawn = "subproc.objection.withdrawn" on change(change_id) { change_id: Uuid, objection_id: Uuid },
    }
}
