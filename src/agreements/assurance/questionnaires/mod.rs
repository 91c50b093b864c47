//! A customer's own questionnaire: uploaded, its columns said, answered from the library, handed in, looked at by the
//! operator's staff question by question, and given back in the customer's own file.
//!
//! Until it is handed in, nobody but the customer reads it. The customer sees what was found at once, marked as not yet
//! reviewed; the file with answers comes after the review only, so that no sentence leaves that nobody has read. The operator's
//! staff reads a questionnaire in the customer's workspace ([`operator`]), and only one that was handed in.

mod actions;
mod forms;
pub mod jobs;
mod model;
mod operator;
mod operator_pages;
mod pages;
mod routes;
mod shown;
mod store;
mod view;

pub use forms::attached;
pub use routes::api;
pub use store::{answered, unanswered};

/// The pages of this part.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    operator_pages::pages(config);
}
