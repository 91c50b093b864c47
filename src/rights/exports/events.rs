//! What happens to exports.

use uuid::Uuid;

crate::events! {
    /// What happens to exports.
    pub enum Event {
        /// The owner asked for everything.
        Requested = "offboard.export.requested" on export(export_id) { export_id: Uuid },
        /// The zip is complete.
        Built = "offboard.export.built" on export(export_id) { export_id: Uuid, rows: i64, size: i64, sha256: String },
        /// The zip could not be built.
        Failed = "offboard.export.failed" on export(export_id) { export_id: Uuid },
        /// The zip was deleted because its time is over.
        Expired = "offboard.export.expired" on export(export_id) { export_id: Uuid },
        /// The owner downloaded the zip.
        Downloaded = "offboard.export.downloaded" on export(export_id) { export_id: Uuid },
    }
}
