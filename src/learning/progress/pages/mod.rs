//! The pages of progress: the matrix, one person, and the overview.

mod chart;
mod matrix;
mod overview;
mod person;

use actix_web::web;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(overview::page).service(matrix::page).service(matrix::download).service(person::page);
}
