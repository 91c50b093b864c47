//! Pages.

/// The pages of this capability.
pub fn pages(_: &mut actix_web::web::ServiceConfig) {}
