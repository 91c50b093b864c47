//! What happens to invitations, and to the links that let a person set a new password.

use uuid::Uuid;

crate::events! {
    /// What happens to invitations and to links to a new password.
    pub enum Event {
        /// An invitation was made and its mail promised; an older one no longer works.
        Invited = "iam.user.invited" on user(user_id) { user_id: Uuid, invitation_id: Uuid },
        /// The links that the person had not used no longer work.
        Withdrawn = "iam.invitation.withdrawn" on user(user_id) { user_id: Uuid },
        /// The person set a password with the link; sessions from before have ended.
        Accepted = "iam.invitation.accepted" on user(user_id) { user_id: Uuid, invitation_id: Uuid },
        /// A person who has a password was promised a mail with a link to set a new one; an older one no longer works.
        LinkSent = "auth.password.link_sent" on user(user_id) { user_id: Uuid, invitation_id: Uuid },
        /// The link to a new password that the person had not used no longer works.
        LinkWithdrawn = "auth.password.link_withdrawn" on user(user_id) { user_id: Uuid },
        /// The person set a new password with the link; sessions from before have ended.
        Reset = "auth.password.reset" on user(user_id) { user_id: Uuid, invitation_id: Uuid },
    }
}
