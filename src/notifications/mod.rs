//! Notifications: one calm mail layout, filled with a message's texts in the reader's language.
//!
//! A verb of any wing says in its transaction what shall be told to whom ([`mail`]); a job renders and sends it after the
//! commit. What the message says, also the secret of a link, lies in the job sealed with the tenant's key (M-8.1). The
//! wing stands below `people`: it knows accounts only as somebody with an address, a name and a language.

mod actions;
pub mod jobs;
mod model;
mod render;
mod store;

pub use actions::mail;
pub use jobs::{Departure, deliver};
pub use model::{Mail, Recipient, Send, Undelivered, Value};
