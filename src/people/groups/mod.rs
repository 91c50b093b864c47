//! Groups: named sets of people, and who leads them. An instructor reaches only the members of the groups they lead
//! (M-8.2).

mod actions;
mod events;
mod model;
mod policy;
mod routes;
mod store;

pub use actions::{add_member, create, get, list, reach, remove_member};
pub use events::Event;
pub use model::{Draft, Group, Kind, Member, MemberAdded, Reach};
pub use policy::{GRANTS, ManageGroups, ReadGroups};
pub use routes::api;
