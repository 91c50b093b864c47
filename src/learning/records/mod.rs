//! Records of learning: which units a person has opened and finished, and how far that brings them in a module.
//!
//! Completion (every unit finished) and success (every quiz passed) are two fields, and neither ever falls (learning rules
//! 7 and 9). This capability decides nothing about attempts and assignments; those above it write through [`step`].

mod actions;
mod events;
mod model;
mod store;

pub use actions::{everything, finished_in, matrix, of_module, of_person, step};
pub use events::Event;
pub use model::{Inside, Outcome, Record, State, Step, UnitRecord};
