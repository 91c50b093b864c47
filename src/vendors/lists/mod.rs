//! The list of sub-processors as it holds for one workspace (M-6.1, M-6.2): the register, without what its settings leave
//! unused and without what its notices keep away. And the versions of the list: what changed from one to another, each under
//! the name that agreements print in annex III.

mod actions;
mod model;
mod pages;
mod routes;

pub use actions::{UNDECLARED, counted, entries, for_agreement};
pub use model::{Changed, Comparison, Detail, Entry, ListVersion, WhyNot};
pub use pages::pages;
pub use routes::api;
