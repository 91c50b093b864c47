//! The pages of progress.

use actix_web::web;

/// The pages of this capability.
pub fn pages(_config: &mut web::ServiceConfig) {}
