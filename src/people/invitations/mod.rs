//! Invitations: a link by mail with which a person sets a password and is signed in (M-8.2).
//!
//! The link holds 256 random bits of which only the SHA-256 is kept; it works once, for 14 days, for one person of one
//! workspace. Opening it shows a form and changes nothing, because mail scanners open links; only sending the form counts.

mod actions;
mod events;
mod model;
mod pages;
mod routes;
mod store;

pub use actions::{accept, invite, open_until, welcome, withdraw};
pub use events::Event;
pub use model::{Acceptance, Welcome};
pub use pages::pages;
pub use routes::api;
