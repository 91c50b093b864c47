//! Who may see and change modules before they are published. Learners see published content only, through the player.

crate::permissions! {
    /// See modules with their drafts.
    ReadModules = "modules" "read" for [Owner, Admin, Instructor];
    /// Write modules and publish them.
    ManageModules = "modules" "manage" for [Owner, Admin];
}
