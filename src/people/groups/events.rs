//! What happens to groups.

use uuid::Uuid;

crate::events! {
    /// What happens to groups.
    pub enum Event {
        /// A group was made.
        Created = "iam.group.created" on group(group_id) { group_id: Uuid },
        /// A person joined a group, or leads it now.
        MemberAdded = "iam.group.member_added" on group(group_id) { group_id: Uuid, user_id: Uuid, kind: String },
        /// A person left a group.
        MemberRemoved = "iam.group.member_removed" on group(group_id) { group_id: Uuid, user_id: Uuid },
    }
}
