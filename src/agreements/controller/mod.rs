//! Who is responsible for a person's data (S-10.1; Art. 13(1)(a) GDPR): every person of a workspace sees which organisation
//! decides on their data, which agreement binds us to its instructions, that it comes before whatever we say ourselves, and
//! can ask the organisation for it.

mod actions;
mod events;
mod model;
mod pages;
mod policy;
mod routes;

pub use actions::{ask, get};
pub use events::Event;
pub use model::Controller;
pub use pages::pages;
pub use policy::{AskController, GRANTS};
pub use routes::api;
