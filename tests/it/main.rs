//! The stories of the product, told through HTTP, and the checks of the whole. One binary: linking is what costs.
//!
//! Each capability has a story, a refusal and a stranger from another tenant. Every test has a world of its own: its own
//! database (SQLite, or PostgreSQL when `TUTELA_TEST_STORE=postgres`), a clock that stands still, mails in a folder.

mod actors;
mod answer;
mod database;
mod lesson;
mod mailbox;
mod world;

mod architecture;
mod catalogue;
mod openapi;
mod policy_matrix;
mod privacy_annotations;
mod tenant_isolation;

mod groups;
mod people;
mod sessions;
mod settings;
