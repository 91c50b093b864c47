//! The register of sub-processors, read side (M-6.1): in short by category for everybody, by name for customers, and as
//! a dated extract for annex III of every agreement. The process of changing it comes with its notices.

mod actions;
mod countries;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{active, detail, enter_as_system, summary};
pub use countries::{Country, countries, country, country_named, place};
pub use events::Event;
pub use model::{Applies, Detail, Group, Listed, Summary, Transfer, Vendor, read_register};
pub use pages::pages;
pub use policy::{GRANTS, ReadSubprocessors};
pub use routes::api;
