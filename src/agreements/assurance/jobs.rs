//! The jobs of this capability.

pub use super::questionnaires::jobs::{TellStaff, tell_staff};
pub use super::reviews::jobs::{Invite, Remind, Tell, Told, invite, remind, tell};
