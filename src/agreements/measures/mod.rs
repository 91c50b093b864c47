//! The register of technical and organisational measures (Art. 32 GDPR; M-5.2, M-8): by aim, each with what proves it. They
//! are annex II of every agreement and stand on the trust page, in the same words.
//!
//! What the software does stands in the release's file, because it changes with the code alone: it is printed only as far as
//! tests that ran prove it. What the operator's people do is a live register in the operator's realm. It begins with the
//! duties of the release's file; staff writes a measure with what shows that it is done, and a second person approves it: no
//! other evidence is printed. It is checked at least once a year, and of a check that holds its day is printed. Without either it
//! stands there as what it is, an undertaking.
//!
//! draft → in use → replaced by an approved revision, or retired as one proposed and another approved; or rejected, and written
//! anew.

mod actions;
mod decision_pages;
mod draft_pages;
mod events;
mod evidence;
pub mod jobs;
mod list_pages;
mod model;
mod operator_pages;
mod phrases;
mod policy;
mod release;
mod retirement;
mod routes;
mod shelf;
mod standing;
mod store;
mod view;

pub use actions::{approve, check, draft, get, list, reject, revise, rewrite};
pub use events::Event;
pub use evidence::{Document, Evidence, NewEvidence};
pub use model::{NewMeasure, NewMeasureCheck, Outcome, State};
pub use phrases::{empty_phrases, flat};
pub use policy::{ApproveMeasures, GRANTS, ReadMeasures, WriteMeasures};
pub use release::{Heading, Measure, Measures, PerformedBy, measures};
pub use retirement::{approve_retirement, give_up, propose_retirement, reject_retirement, take_back_retirement};
pub use routes::api;
pub use shelf::{Undertaking, defaults, enter_duties, in_use, in_use_in};
pub use view::OperatorMeasure;

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    draft_pages::pages(config);
    decision_pages::pages(config);
    list_pages::pages(config);
    operator_pages::pages(config);
}
