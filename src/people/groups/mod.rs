//! Groups: named sets of people, and who leads them. An instructor reaches only the members of the groups they lead
//! (M-8.2).

mod actions;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{
    add_member, create, get, hold_all, learns_in, list, members_of, names_of, overview, reach, remove_member, roster, titles,
};
pub use events::Event;
pub use model::{Draft, Face, Group, Kind, Member, MemberAdded, Reach, Roster};
pub use pages::pages;
pub use policy::{GRANTS, ManageGroups, ReadGroups};
pub use routes::api;
pub use store::{within_group, within_reach};
