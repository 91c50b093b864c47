//! The library of answers (`templates/legal/questionnaire.toml`): each answer is filled from the live registers and stands on
//! promises that are named. What software cannot know the operator answers in words of its own, approved by a second person
//! and looked at again every year; until then the question stands there without an answer.

mod actions;
mod embedded;
mod facts;
mod model;
mod operator_pages;
mod own;
mod pages;
mod routes;
mod store;

pub use actions::{answers, own};
pub use model::{Given, MOST_ANSWER, Standing, subjects};
pub use own::OwnAnswer;
pub use routes::api;

/// The pages of this part.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    operator_pages::pages(config);
}
