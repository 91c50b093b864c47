//! Looking at what the register says (S-11.1): each vendor once a year, and each transfer out of the European Economic Area
//! before its assessment runs out. Staff is told in time, and once for each alarm.

mod actions;
mod events;
pub mod jobs;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{assessment_of, keep};
pub use events::Event;
pub use model::{Assessment, Look, NewAssessment, NewLook, Watched};
pub use pages::pages;
pub use policy::{GRANTS, ReadReviews, ReviewVendors};
pub use routes::api;
