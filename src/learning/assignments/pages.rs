//! The page on which modules are assigned.

use actix_web::web;

/// The pages of this capability.
pub fn pages(_config: &mut web::ServiceConfig) {}
