//! Who may take the data out.

crate::permissions! {
    /// Take the whole workspace out; with a fresh password.
    TakeOut = "exports" "take-out" for [Owner];
}
