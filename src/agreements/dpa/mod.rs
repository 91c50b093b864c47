//! The data-processing agreement (Art. 28 GDPR; M-1): a company answers eight questions and receives, seconds later and
//! without anybody's help, a sealed agreement whose annexes are made from the registers that the software itself keeps.
//!
//! requested → generated (content frozen) → sealed (PAdES, checked again before it is stored) → sent.

mod actions;
mod content;
mod events;
mod freeze;
pub mod jobs;
mod model;
mod operator_pages;
mod pages;
mod paper;
mod policy;
mod registers;
mod render;
mod routes;
mod store;
mod summary;
mod template;

pub use actions::{get, list, open, request, resend, retry, status};
pub use events::Event;
pub use jobs::Generate;
pub use model::{DOCUMENT, NewRequest, Processor, Request, Requested, State, Status};
pub use policy::{GRANTS, ManageAgreements};
pub use routes::api;

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    operator_pages::pages(config);
}

#[cfg(test)]
mod tests;
