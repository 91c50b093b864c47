//! The operator's console: which workspaces there are, in numbers. No name of a person, no text, no record of theirs (M-8.2).

mod actions;
mod model;
mod pages;
mod routes;

pub use actions::{get, list};
pub use model::TenantView;
pub use pages::pages;
pub use routes::api;
