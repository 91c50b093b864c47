//! What happens to the register of sub-processors.

use uuid::Uuid;

crate::events! {
    /// What happens to the register of sub-processors.
    pub enum Event {
        /// A vendor stands in the register and may be used.
        Activated = "subproc.entry.activated" on subprocessor(entry_id) { entry_id: Uuid, country: String, category: String },
        /// The operator has said whom it engages, be it nobody: the first version of the list.
        Declared = "subproc.register.declared" on register { snapshot_id: String, vendors: i32 },
        /// A vendor is no longer used.
        Retired = "subproc.entry.retired" on subprocessor(entry_id) { entry_id: Uuid },
    }
}
