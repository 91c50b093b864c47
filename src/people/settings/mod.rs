//! Settings that are instructions of the controller (M-2.2, Art. 28(3)(a) GDPR): the AI switch, off unless somebody of the
//! workspace turns it on, and the log of all instructions, each kept with who and when.

mod actions;
mod events;
mod log;
mod log_pages;
mod model;
mod pages;
mod policy;
mod routes;
mod store;
mod words;
mod written;

pub use actions::{ai, ai_is_enabled, ai_of, given, instructions, switch_ai};
pub use events::Event;
pub use log::{Given, in_force, instruct};
pub use model::{AiSwitch, Instruction, Subject, initials};
pub use policy::{EnterInstructions, GRANTS, ManageSettings, ReadSettings};
pub use routes::api;
pub use words::{subject_words, value_words};
pub use written::{Document, NewWrittenInstruction, WrittenInstruction, document, followed};

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    log_pages::pages(config);
    written::pages(config);
}
