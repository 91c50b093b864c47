//! The jobs of this capability.

pub use super::questionnaires::jobs::{TellStaff, tell_staff};
pub use super::report::report;
pub use super::reviews::jobs::{Announce, Invite, Remind, Tell, Told, announce, invite, remind, tell};
