//! How news of sub-processors reaches people who are not told by a notice (M-6.1): a mail list for anybody, public feeds by
//! category, signed webhooks for customers, and the list by name for business contacts who ask and are granted it.
//!
//! What anybody may read says categories, never a vendor's name, and nothing of who subscribed or asked.

mod events;
pub mod jobs;
mod mail_list;
mod news;
mod pages;
mod policy;
mod realm;
mod requests;
mod routes;
mod webhooks;

pub use events::Event;
pub use mail_list::{NewSubscription, NewsLetter, left_to_workspace, put_on_list};
pub use news::{Circulate, FirstListNews, NewsEntry, NewsItem};
pub use pages::pages;
pub use policy::{DecideListRequests, GRANTS, ManageWebhooks, ReadListRequests};
pub use requests::{ListDecision, ListRequest, ListRequestState, NewListRequest};
pub use routes::api;
pub use webhooks::{NewWebhookEndpoint, Outgoing, Send, WebhookDelivery, WebhookEndpoint, emit};
