//! What happens to modules and their units.

use uuid::Uuid;

crate::events! {
    /// What happens to modules and their units.
    pub enum Event {
        /// A module was made, as a draft.
        Created = "learn.module.created" on module(module_id) { module_id: Uuid },
        /// Title, summary or language changed. The payload names the fields, not their values.
        Updated = "learn.module.updated" on module(module_id) { module_id: Uuid, changed_fields: Vec<String> },
        /// The content was frozen as a version that learners see.
        Published = "learn.module.published" on module(module_id) { module_id: Uuid, version: i32, units: usize },
        /// A page or a quiz was added to the draft.
        UnitCreated = "learn.unit.created" on unit(unit_id) { unit_id: Uuid, module_id: Uuid, kind: String },
        /// A unit of the draft changed.
        UnitUpdated = "learn.unit.updated" on unit(unit_id) { unit_id: Uuid, module_id: Uuid, changed_fields: Vec<String> },
        /// A unit was taken out of the draft; published versions keep it.
        UnitRemoved = "learn.unit.removed" on unit(unit_id) { unit_id: Uuid, module_id: Uuid },
        /// The units of the draft stand in another order.
        UnitsReordered = "learn.unit.reordered" on module(module_id) { module_id: Uuid },
    }
}
