//! Signed webhooks (Standard Webhooks): events of a workspace at addresses of its own. What is sent is general, a type and what
//! there is to say, so that any capability can [`emit`] one; changes of sub-processors are the first.

mod actions;
pub mod jobs;
mod model;
pub mod pages;
mod sending;
mod store;

pub use actions::{add, deliveries, get, list, pause, remove, repeat, resume, rotate, test};
pub use jobs::{Send, emit};
pub use model::{NewWebhookEndpoint, Outgoing, WebhookDelivery, WebhookEndpoint};
