//! Taking the data out: the whole tenant as one zip, machine-readable (M-10.1, M-5.5).
//!
//! The catalogue of tables is the entities' own: a new table is in the export or the build fails. Secrets (hashes of
//! passwords and tokens) stay behind; everything else is there as CSV and as JSON Lines, with the files, a schema and a
//! manifest of counts and fingerprints. One snapshot, bounded memory: rows are read in batches and written as they come.

mod actions;
mod archive;
mod events;
pub mod jobs;
mod model;
mod pages;
mod policy;
mod routes;
mod store;
mod tables;

pub use actions::{download, get, last, list, request};
pub use events::Event;
pub use model::{Build, Expire, Export, State};
pub use pages::pages;
pub use policy::{GRANTS, TakeOut};
pub use routes::api;
