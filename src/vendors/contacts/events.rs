//! What happens to contacts for notices.

use uuid::Uuid;

crate::events! {
    /// What happens to contacts for notices.
    pub enum Event {
        /// A contact was named; the address is asked to confirm.
        Added = "subproc.contact.added" on contact(contact_id) { contact_id: Uuid },
        /// An agreement came into force here: it says how many days before a change is told, and whom it names.
        Agreed = "subproc.terms.agreed" on contact(contact_id) { contact_id: Uuid, agreement_id: Uuid, notice_days: u16 },
        /// An agreement is no longer in force here: its days of notice hold no longer.
        Ended = "subproc.terms.ended" on agreement(agreement_id) { agreement_id: Uuid },
        /// Whoever reads the address has confirmed it.
        Confirmed = "subproc.contact.confirmed" on contact(contact_id) { contact_id: Uuid },
        /// A contact was struck out.
        Removed = "subproc.contact.removed" on contact(contact_id) { contact_id: Uuid },
    }
}
