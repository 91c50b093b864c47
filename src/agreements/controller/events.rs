//! What people ask of the controller.

use uuid::Uuid;

crate::events! {
    /// What people ask of the controller.
    pub enum Event {
        /// Somebody of the workspace asked it for the agreement.
        Asked = "controller.agreement.asked" on user(user_id) { user_id: Uuid, told: u64 },
    }
}
