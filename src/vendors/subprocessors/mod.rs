//! The register of sub-processors (M-6.1): in short by category for everybody, and version by version as it stood. What of it
//! holds for a workspace says [`super::lists`]. It changes through [`super::changes`] alone; only the first list is
//! declared as the product is set up.

mod actions;
mod ai_models;
mod countries;
mod declaration;
mod events;
mod model;
mod new;
mod policy;
mod residence;
mod routes;
mod store;
mod summary;
mod transfer;
mod version;
mod words;
mod written;

pub use actions::{
    active, amend, called, enter, ever, find, first_list, hold, in_force, in_use, keep_list, maintain, retire, retired, summary,
    versions,
};
pub use countries::{Country, countries, countries_of, country, country_named, place};
pub use declaration::{declare, is_declared};
pub use events::Event;
pub use model::{AI, Applies, Facts, Upkeep, Vendor};
pub use new::{NewVendor, Purpose, purpose};
pub use policy::{GRANTS, ReadSubprocessors};
pub use residence::{Core, Outside};
pub use routes::api;
pub use summary::{FirstList, Group, Listed, Summary};
pub use transfer::{Transfer, leaves_eea};
pub use version::{Kept, Version, fingerprint, snapshot_id};
pub use words::{
    applies_name, around_the_sign, assessment_hint, category_name, data_name, ground_name, is_same_name, models_said, nobody,
};
pub use written::{read_first_list, read_register};
