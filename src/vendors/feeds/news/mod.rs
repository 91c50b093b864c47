//! News of sub-processors for the public: one entry for each change of which customers were told, by category.

mod actions;
mod atom;
pub mod jobs;
mod model;
pub mod pages;
mod store;

pub use actions::{latest, list};
pub use jobs::Circulate;
pub use model::{FirstListNews, NewsEntry, NewsItem};
