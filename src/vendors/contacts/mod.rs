//! Contacts for notices (M-5.6): people whom a workspace names, besides its owners and admins, to be told of changes of
//! sub-processors. Each confirms the address by mail before anything else is sent there. The contact of an agreement in force has
//! done so by signing, and the agreement says how many days the workspace is told before.

mod actions;
mod events;
mod jobs;
mod model;
mod pages;
mod policy;
mod routes;
mod store;

pub use actions::{agree, agreed_days, confirmed, end, let_go, names_and_addresses, names_to_show, reader};
pub use events::Event;
pub use jobs::ContactConfirmed;
pub use model::{Agreed, Contact, NewContact, Reader};
pub use pages::pages;
pub use policy::{GRANTS, ManageContacts};
pub use routes::api;
