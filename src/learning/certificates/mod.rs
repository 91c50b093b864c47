//! Certificates: a signed proof that a person passed a module, made once, checkable by anybody without an account. What it
//! says (name, title, version) is frozen when it is awarded.

mod actions;
mod events;
pub mod jobs;
mod model;
mod pages;
mod paper;
mod policy;
mod routes;
mod store;

pub use actions::{KIND, award, by_module, issued, looked_up, of_person, own, standing};
pub use events::Event;
pub use jobs::Issue;
pub use model::{Certificate, Looked, Standing, Status};
pub use pages::pages;
pub use policy::{GRANTS, OwnCertificates, ReadCertificates, RevokeCertificates};
pub use routes::api;
