//! Help with the audits of a controller (M-5.7, M-11.1): a library of answers that is filled from the live registers, a
//! customer's own questionnaire answered from it, and a yearly meeting on the measures.
//!
//! What a customer sends stays in the customer's workspace. The operator's staff sees of all customers only that something
//! waits and since when; a questionnaire that was handed in, and a meeting, are addressed to the operator: staff reads and
//! answers these few rows through `questionnaires` and `reviews`. What it changes stands in both logs; what it reads, in none.

mod events;
pub mod jobs;
mod library;
mod matching;
mod policy;
mod questionnaires;
mod report;
mod reviews;
mod sheets;
mod text;

pub use events::Event;
pub use library::{Given, Standing, api};
pub use matching::Confidence;
pub use policy::{
    AnswerQuestionnaires, AskForReviews, GRANTS, HoldReviews, ReadAssurance, ReadLibrary, SendQuestionnaires, WriteLibrary,
};
pub use questionnaires::answered;
pub use reviews::{last_held, remind_customers};

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    library::pages(config);
    questionnaires::pages(config);
    reviews::pages(config);
}
