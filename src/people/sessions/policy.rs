//! Everybody looks after their own account; nobody after another's sessions but by deactivating the person.

crate::permissions! {
    /// See and end one's own sessions, confirm and change one's own password.
    OwnAccount = "own-account" "manage" for [Owner, Admin, Instructor, Learner, Legal, Security, Support];
    /// Issue and revoke tokens that act for oneself.
    OwnTokens = "own-tokens" "manage" for [Owner, Admin, Instructor, Learner, Legal, Security, Support];
}
