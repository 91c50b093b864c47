//! What happens to sessions, passwords and tokens.

use uuid::Uuid;

crate::events! {
    /// What happens to sessions, passwords and tokens.
    pub enum Event {
        /// A person signed in.
        Started = "auth.session.started" on session(session_id) { session_id: Uuid, method: String },
        /// The password was confirmed and the secret of the session changed.
        Refreshed = "auth.session.refreshed" on session(session_id) { session_id: Uuid, method: String },
        /// A person signed out.
        Ended = "auth.session.ended" on session(session_id) { session_id: Uuid },
        /// A session was ended from outside it: by its person from another one, or with the account.
        Revoked = "auth.session.revoked" on session(session_id) { session_id: Uuid },
        /// A sign-in or a confirmation was refused. The identifier is a keyed hash, so that attempts on one account can
        /// be counted without the log holding an address.
        LoginFailed = "auth.login.failed" on user { identifier_hmac: String, reason: String },
        /// Too many attempts on one account: written once in each period.
        LoginThrottled = "auth.login.throttled" on user { identifier_hmac: String },
        /// The password was changed; all other sessions ended.
        PasswordChanged = "auth.password.changed" on user(user_id) { user_id: Uuid, sessions_ended: u64 },
        /// A token was issued.
        TokenIssued = "iam.api_key.issued" on token(token_id) { token_id: Uuid, user_id: Uuid },
        /// A token was revoked.
        TokenRevoked = "iam.api_key.revoked" on token(token_id) { token_id: Uuid, user_id: Uuid },
    }
}
