//! The public face: what is promised, whether it is kept, what proves it and when that last ran (the registers of promises and
//! of measures), and for a signed-in customer what their own workspace has seen of it.

mod clauses;
mod evidence;
mod model;
mod pages;
mod policy;
mod routes;

pub use policy::{GRANTS, ReadEvidence};
pub use routes::api;

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    clauses::pages(config);
}
