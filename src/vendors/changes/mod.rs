//! Changes of the register of sub-processors (M-5.6, M-6.2): drafted by one person and reviewed by another, told to every
//! customer, and started when each customer's clock has run, somebody there was reached and no objection is open.
//!
//! A change lies in the operator's realm; each customer has a notice of its own, with what it was told, its clock, its
//! deliveries and its objections. The operator looks over the clocks as a whole and sees nothing else of a customer.

mod actions;
mod clock;
mod customer;
mod draft;
mod draft_pages;
mod events;
pub mod jobs;
mod model;
mod operator_pages;
mod pages;
mod policy;
mod routes;
mod shown;
mod store;
mod view;

pub use clock::{Earliest, LEAST_DAYS, MOST_DAYS, Sent};
pub use draft::{Draft, Facts, NewChange, NewVendor, Purpose};
pub use events::Event;
pub use jobs::{Announce, Deliver, Settle};
pub use model::{Decision, Kind, NewObjection, NewReview, Outcome, Resolution, State};
pub use pages::pages;
pub use policy::{GRANTS, ManageChanges, Object, ReadChanges, ReadNotices};
pub use routes::api;
pub use view::{Change, Clocks, Content, Delivery, Filed, Notice, Objection, Review, Standing};
