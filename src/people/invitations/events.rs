//! What happens to invitations.

use uuid::Uuid;

crate::events! {
    /// What happens to invitations.
    pub enum Event {
        /// An invitation was made and its mail promised; an older one no longer works.
        Invited = "iam.user.invited" on user(user_id) { user_id: Uuid, invitation_id: Uuid },
        /// The links that the person had not used no longer work.
        Withdrawn = "iam.invitation.withdrawn" on user(user_id) { user_id: Uuid },
        /// The person set a password with the link; sessions from before have ended.
        Accepted = "iam.invitation.accepted" on user(user_id) { user_id: Uuid, invitation_id: Uuid },
    }
}
