//! What happens to people's accounts.

use uuid::Uuid;

crate::events! {
    /// What happens to people's accounts.
    pub enum Event {
        /// An account was made; the person is invited or has a password.
        Created = "iam.user.created" on user(user_id) { user_id: Uuid, role: String },
        /// The name or the language changed. The payload names the fields, not their values.
        Updated = "iam.user.updated" on user(user_id) { user_id: Uuid, changed_fields: Vec<String> },
        /// The person has a role now.
        RoleGranted = "iam.role.granted" on user(user_id) { user_id: Uuid, role: String },
        /// The person has lost a role.
        RoleRevoked = "iam.role.revoked" on user(user_id) { user_id: Uuid, role: String },
        /// The account was closed: every session of it has ended.
        Deactivated = "iam.user.deactivated" on user(user_id) { user_id: Uuid },
        /// A closed account was opened again.
        Reactivated = "iam.user.reactivated" on user(user_id) { user_id: Uuid },
    }
}
