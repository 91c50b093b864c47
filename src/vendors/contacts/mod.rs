//! Contacts for notices (M-5.6): people whom a workspace names, besides its owners and admins, to be told of changes of
//! sub-processors. Each confirms the address by mail before anything else is sent there.

mod actions;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{confirmed, names, reader};
pub use events::Event;
pub use model::{Contact, NewContact, Reader};
pub use pages::pages;
pub use policy::{GRANTS, ManageContacts};
pub use routes::api;
