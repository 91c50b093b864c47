//! People of a tenant: added, changed, deactivated (M-4.1). The same e-mail in two tenants is two accounts.

mod actions;
mod events;
mod in_charge;
mod model;
mod pages;
mod policy;
mod routes;
mod second;
mod store;

pub use actions::{
    add, add_as_system, addressee, count, count_all_open, count_open, deactivate, directory, email, file, get, invite_again,
    list, names, open_among, passwords, reactivate, roles, update, update_own, withdraw_invitation,
};
pub use events::Event;
pub use in_charge::in_charge;
pub use model::{Change, Counted, Directory, Draft, Email, Filter, Name, NewUser, OwnChange, PersonFile, State, User};
pub use pages::pages;
pub use policy::{GRANTS, ManagePeople, ReadPeople};
pub use routes::api;
pub use second::asks_a_second;
pub use store::{addresses, among_called, among_open, holding, names_and_addresses, names_and_roles};
