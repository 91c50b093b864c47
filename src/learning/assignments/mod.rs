//! Assignments: who is asked to learn which module, until when, and why. A group stays asked: who joins it later gets the
//! module too.

mod actions;
mod choices;
mod events;
pub mod jobs;
mod mine;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{assign, check, enrolled, enrolment, given, made};
pub use events::Event;
pub use mine::{mine, mine_in};
pub use model::{Asked, Assigned, Draft, Enrolled, Mine, Request, Summary, Why};
pub use pages::pages;
pub use policy::{Assign, GRANTS, OwnAssignments};
pub use routes::api;
