//! Sessions and tokens: signing in and out, what a cookie or a bearer token opens, confirming the password (M-8.2).
//!
//! Of a secret only its SHA-256 is kept. A session ends after 30 minutes without use or 12 hours in all, for the
//! operator's staff after 15 minutes or 8 hours; a person who is deactivated, or a session that was ended, is nobody
//! within one second.

mod account;
mod actions;
mod confirmation;
mod credentials;
mod device;
mod events;
mod model;
mod pages;
mod policy;
mod routes;
mod source;
mod store;
mod tokens;

pub use actions::{Opened, end, end_others, list, new_secret, revoke, revoke_others, sign_in_as_system, start};
pub use confirmation::{ask as ask_for_password, way_on};
pub use credentials::{change_password, confirm, sign_in, strong};
pub use device::{Browser, Device, Platform};
pub use events::Event;
pub use model::{OpenSession, Secret, SignIn, Token};
pub use pages::{pages, set_cookie};
pub use policy::{GRANTS, OwnAccount, OwnTokens};
pub use routes::{api, unrepeatable};
pub use source::Source;
pub use tokens::{issue, issue_as_system, mine, revoke_token, revoke_tokens};
