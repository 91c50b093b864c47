//! People of a tenant: added, changed, deactivated (M-4.1). The same e-mail in two tenants is two accounts.

mod actions;
mod events;
mod model;
mod policy;
mod routes;
mod store;

pub use actions::{add, add_as_system, deactivate, get, list, names, reactivate, update};
pub use events::Event;
pub use model::{Change, Draft, Email, Filter, Name, State, User};
pub use policy::{GRANTS, ManagePeople, ReadPeople};
pub use routes::api;
