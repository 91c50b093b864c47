//! What happens to contacts for notices.

use uuid::Uuid;

crate::events! {
    /// What happens to contacts for notices.
    pub enum Event {
        /// A contact was named; the address is asked to confirm.
        Added = "subproc.contact.added" on contact(contact_id) { contact_id: Uuid },
        /// Whoever reads the address has confirmed it.
        Confirmed = "subproc.contact.confirmed" on contact(contact_id) { contact_id: Uuid },
        /// A contact was struck out.
        Removed = "subproc.contact.removed" on contact(contact_id) { contact_id: Uuid },
    }
}
