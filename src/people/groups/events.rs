//! What happens to groups.

use uuid::Uuid;

crate::events! {
    /// What happens to groups.
    pub enum Event {
        /// A group was made.
        Created = "iam.group.created" on group(group_id) { group_id: Uuid },
        /// The group got another name. The payload does not say which: names of groups can be names of people.
        Renamed = "iam.group.renamed" on group(group_id) { group_id: Uuid },
        /// A person joined a group, or leads it now.
        MemberAdded = "iam.group.member_added" on group(group_id) { group_id: Uuid, user_id: Uuid, kind: String },
        /// A person left a group.
        MemberRemoved = "iam.group.member_removed" on group(group_id) { group_id: Uuid, user_id: Uuid },
    }
}
