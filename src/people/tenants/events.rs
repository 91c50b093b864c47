//! What happens to a workspace.

use uuid::Uuid;

crate::events! {
    /// What happens to a workspace.
    pub enum Event {
        /// The workspace was opened.
        Created = "tenant.account.created" on tenant(tenant_id) { tenant_id: Uuid, kind: String },
        /// Settings of the workspace changed. The payload names them, not their values.
        SettingChanged = "tenant.setting.changed" on tenant(tenant_id) { tenant_id: Uuid, keys: Vec<String> },
    }
}
