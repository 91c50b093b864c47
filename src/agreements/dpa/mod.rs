//! The data-processing agreement (Art. 28 GDPR; M-1): a company answers a few questions and receives, seconds later and
//! without anybody's help, a sealed agreement whose annexes are made from the registers that the software itself keeps.
//!
//! requested → generated (content frozen) → sealed (PAdES, checked again before it is stored) → sent → viewed →
//! countersigned → in force → superseded or terminated; or declined, or expired (`states`).

mod actions;
mod clauses;
mod content;
mod events;
mod freeze;
pub mod jobs;
mod liability;
mod life;
mod measures;
mod model;
mod pages;
mod paper;
mod policy;
mod preview;
mod registers;
mod render;
mod routes;
mod standing;
mod states;
mod store;
mod summary;
mod tries;

pub use actions::{get, go_on_with_list, list, request, resend, retry};
pub use clauses::Placed;
pub use events::Event;
pub use jobs::Generate;
pub use life::{HeldText, MOST_SIGNED_BYTES, held_text, in_force};
pub use model::{DOCUMENT, NewRequest, Processor, Request, Requested, Status, is_law_of_the_eea};
pub use paper::{CUSTOMER_FIELD, PROCESSOR_FIELD};
pub use policy::{AttachAgreements, GRANTS, HoldAgreements, ManageAgreements};
pub use render::Printed;
pub use routes::api;
pub use standing::{Force, Standing, standing};
pub use states::State;
pub use summary::{Promised, promised};

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    pages::pages(config);
    life::pages(config);
    preview::pages(config);
}

#[cfg(test)]
mod tests;
