//! The tenant's own audit log, for its administrators to read (M-8.3). Reading it is an event too.

mod actions;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{list, status};
pub use events::Event;
pub use model::{Entry, Filter, Status};
pub use pages::pages;
pub use policy::{GRANTS, ReadLog};
pub use routes::api;
