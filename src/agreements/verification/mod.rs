//! Verification: is this file ours, and is it unchanged? By every byte of a file, or by the code on a paper copy; for
//! anybody, without an account. Nothing that is sent here is kept.

mod actions;
mod model;
mod pages;
mod routes;

pub use actions::looked_up;
pub use model::{Finding, Verdict};
pub use pages::pages;
pub use routes::api;
