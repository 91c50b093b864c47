//! Changes of the register of sub-processors (M-5.6, M-6.2): drafted by one person and reviewed by another, told to every
//! customer, and started when each customer's clock has run, somebody there was reached and no objection is open.
//!
//! A change lies in the operator's realm; each customer has a notice of its own, with what it was told, its clock, its
//! deliveries and its objections. The operator looks over the clocks as a whole and sees nothing else of a customer.

mod actions;
mod at_once;
mod clock;
mod customer;
mod customers;
mod dates;
mod decision_pages;
mod deliveries;
mod delivery_shown;
mod draft;
mod draft_pages;
mod emergency;
mod events;
mod evidence;
pub mod jobs;
mod keeping;
mod model;
mod named;
mod news;
mod objection_pages;
mod objections;
mod operator_next;
mod operator_pages;
mod pages;
mod policy;
mod reading;
mod reading_pages;
mod reading_routes;
mod routes;
mod ruler;
mod scope;
mod shown;
mod store;
mod transfer;
mod transfer_pages;
mod unreached;
mod view;
mod written_pages;

pub use clock::{Earliest, LEAST_DAYS, MOST_DAYS, Sent};
pub use customer::{Hold, held_back};
pub use customers::CustomerClock;
pub use dates::{Clocks, Dates};
pub use deliveries::{Bounce, BounceSecret, Reach, Why, addresses, may_know, tells};
pub use draft::{Draft, NewChange};
pub use emergency::{Loss, Risk};
pub use events::Event;
pub use evidence::{Reached, last_reached, objections_filed};
pub use jobs::{Announce, Deliver, Report, Settle};
pub use model::{Decision, Kind, NewObjection, NewReview, Outcome, Resolution, State, WrittenObjection};
pub use news::{News, Noticed, Step, Told, noticed, told};
pub use pages::pages;
pub use policy::{GRANTS, ManageChanges, Object, ReadChanges, ReadNotices};
pub use reading::ReadNotice;
pub use routes::api;
pub use shown::{Line, differences};
pub use unreached::{Mails, Unreached};
pub use view::{Change, Content, Delivery, Filed, FiledLine, Notice, Objection, Review, Standing};
