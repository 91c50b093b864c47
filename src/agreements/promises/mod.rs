//! The register of promises and the trust page made from it: each promise, the control that keeps it, the tests that prove
//! it. A promise without a test is shown as not kept, whatever else is said of it.

mod model;
mod pages;
mod routes;

pub use model::{Promise, Register, register};
pub use pages::pages;
pub use routes::api;
