//! Who may see the instructions of a workspace, and who may give them.

crate::permissions! {
    /// See the AI switch and every instruction so far.
    ReadSettings = "settings" "read" for [Owner, Admin];
    /// Give instructions: turn AI on or off.
    ManageSettings = "settings" "manage" for [Owner, Admin];
    /// Enter what a customer instructed in writing.
    EnterInstructions = "instructions" "enter" for [Legal];
}
