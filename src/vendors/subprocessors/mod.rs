//! The register of sub-processors (M-6.1): in short by category for everybody, and version by version as it stood. What of it
//! holds for a workspace says [`super::lists`]. It changes through [`super::changes`] alone; only the first vendors are
//! entered as the product is set up.

mod actions;
mod countries;
mod events;
mod model;
mod policy;
mod routes;
mod store;
mod transfer;
mod version;
mod words;
mod written;

pub use actions::{
    active, amend, called, enter, ever, find, in_force, in_use, keep_list, maintain, retire, retired, summary, versions,
};
pub use countries::{Country, countries, countries_of, country, country_named, place};
pub use events::Event;
pub use model::{AI, Applies, Facts, Group, Listed, Summary, Upkeep, Vendor};
pub use policy::{GRANTS, ReadSubprocessors};
pub use routes::api;
pub use transfer::{Transfer, leaves_eea};
pub use version::{Kept, Version, fingerprint, snapshot_id};
pub use words::{
    applies_name, around_the_sign, assessment_hint, category_name, data_name, ground_name, is_same_name, models_said,
};
pub use written::read_register;
