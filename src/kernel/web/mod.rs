//! What every request goes through: its id, the rules of same origin, security headers, idempotency; and the extractors
//! that turn a body into a value or into all its field errors.

mod body;
mod form_keys;
mod idempotency;
mod list;
mod once;
mod proxies;
mod request;
mod send;
mod upload;
mod wish;

pub use body::{Body, Form, MOST_BODY_BYTES, MaybeBody, Query, SentForm};
pub use form_keys::form_keys;
pub use idempotency::{idempotency_key, idempotent, key_in_progress, key_reused};
pub use list::{ListQuery, NoQuery, Whole};
pub use once::{FormKey, forms_once};
pub use proxies::Proxies;
pub use request::{bearer, context, cookie_name, headers, same_origin, session_cookie, session_cookie_removed};
pub use send::send;
pub use upload::{Sent, form_file, sent_file};
pub use wish::Wish;
