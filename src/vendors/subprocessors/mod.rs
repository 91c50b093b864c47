//! The register of sub-processors, read side (M-6.1): in short by category for everybody, by name for customers, and as
//! a dated extract for annex III of every agreement. It changes through [`super::changes`] alone; only the first vendors are
//! entered as the product is set up.

mod actions;
mod countries;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod store;
mod words;

pub use actions::{active, amend, called, detail, enter, ever, find, keep_list, retire, summary};
pub use countries::{Country, countries, country, country_named, place};
pub use events::Event;
pub use model::{Applies, Detail, Group, Listed, Summary, Transfer, Vendor, read_register};
pub use pages::pages;
pub use policy::{GRANTS, ReadSubprocessors};
pub use routes::api;
pub use words::{applies_name, category_name, data_name, ground_name};
