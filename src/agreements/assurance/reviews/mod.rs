//! The meeting on the measures that a controller may ask for once a year (M-11.1): asked for, times proposed, one chosen, an
//! invitation for the calendar, held, minuted, approved, and what was agreed tracked until it is done.
//!
//! A meeting lies in the customer's workspace and is addressed to the operator: its staff sees of all meetings who waits and
//! since when, and opens one through [`operator`]; what it changes there stands in both logs.

mod actions;
mod ics;
pub mod jobs;
mod model;
mod operator;
mod operator_pages;
mod pages;
mod remind;
mod routes;
mod shown;
mod store;
mod view;

pub use remind::remind_customers;
pub use routes::api;
pub use store::last_held;

/// The pages of this part.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    operator_pages::pages(config);
}
