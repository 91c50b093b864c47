//! Progress: who is how far, for those who teach: the matrix of people and modules, one person's way, and the overview.
//! An instructor sees the people of the groups they lead, and nobody else (M-8.2).

mod actions;
mod events;
mod model;
mod overview;
mod pages;
mod person;
mod policy;
mod routes;
mod sheet;
mod store;

pub use actions::matrix;
pub use events::Event;
pub use model::{Cell, CellState, Column, Filter, Matrix, Row};
pub use overview::{Overview, overview};
pub use pages::pages;
pub use person::{Person, person};
pub use policy::{GRANTS, ReadProgress};
pub use routes::api;
pub use sheet::sheet;
