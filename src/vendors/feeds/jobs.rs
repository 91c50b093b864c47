//! Every job of feeds, for the worker.

pub use super::news::jobs::{circulate, publish};
pub use super::requests::jobs::{end_grant, undelivered};
pub use super::webhooks::jobs::{give_up_waiting, send, told};
