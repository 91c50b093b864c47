//! Business contacts ask for the list of sub-processors by name; the operator grants it for a time, refuses it with a reason, or
//! takes a grant back (M-6.1).

mod actions;
pub mod jobs;
mod letter;
mod model;
pub mod operator_pages;
pub mod pages;
mod store;

pub use actions::{ask, get, grant, list, refuse, resend, revoke};
pub use model::{ListDecision, ListRequest, ListRequestState, NewListRequest};
