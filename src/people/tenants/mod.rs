//! Tenants: the row of a workspace, its name, colour, language and time zone, and the register of them all.
//!
//! A tenant's key is made with the tenant and wrapped by the operator key (M-8.1).

mod actions;
mod events;
mod model;
mod policy;
mod routes;
mod store;

pub use actions::{brand, create, customer, customers, exists, find, list, name_of, name_operator, own, own_settings, regulate};
pub use events::Event;
pub use model::{Accent, Branding, BrandingChange, Contrast, Language, LanguageChange, NewTenant, Tenant, zones};
pub use policy::{GRANTS, ManageWorkspace, ReadTenants, ReadWorkspace};
pub use routes::api;
pub use store::{find_by_slug, operator_realm};
