//! Settings that are instructions of the controller (M-2.2, Art. 28(3)(a) GDPR): the AI switch, off unless somebody of the
//! workspace turns it on, each change kept with who and when.

mod actions;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{ai, ai_is_enabled, ai_of, given, instructions, switch_ai};
pub use events::Event;
pub use model::{AiSwitch, Instruction};
pub use pages::pages;
pub use policy::{GRANTS, ManageSettings, ReadSettings};
pub use routes::api;
