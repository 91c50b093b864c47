//! The tenant's own audit log, for its administrators to read (M-8.3). Reading it is an event too.
//!
//! A part of the log takes the same few queries however many events it has: the events, their numbers, and one each for the
//! names of people, groups and modules among them, where there are any. The page asks once more, for the newest checkpoint.

mod actions;
mod events;
mod model;
mod names;
mod pages;
mod policy;
mod routes;
mod store;
mod view;

pub use actions::{list, status};
pub use events::Event;
pub use model::{Entry, Filter, Status};
pub use pages::pages;
pub use policy::{GRANTS, ReadLog};
pub use routes::api;
