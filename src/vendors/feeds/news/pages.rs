//! The news as a feed for readers.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get};

use super::{actions, atom};
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::kernel::ids::sha256_hex;
use crate::kernel::web::{Query, Wish};

/// Where the feed is.
pub const FEED: &str = "/subprocessors/changes.atom";

#[get("/subprocessors/changes.atom")]
pub async fn show_feed(visitor: Visitor, request: HttpRequest, wish: Query<Wish>) -> Result<HttpResponse, Error> {
    let locale = wish.0.or_of_browser(&request);
    let feed = actions::feed(&visitor, locale).await?;
    let document = atom::write(&feed, Texts::new(locale), &visitor.kernel().base_url, FEED)?;
    // Weak: the same feed may be compressed on its way.
    let tag = format!("W/\"{}\"", &sha256_hex(document.as_bytes())[..32]);
    let modified = feed.updated_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let mut response = if is_known(&request, &tag, feed.updated_at) {
        HttpResponse::NotModified().finish()
    } else {
        HttpResponse::Ok().content_type("application/atom+xml; charset=utf-8").body(document)
    };
    let headers = response.headers_mut();
    for (name, value) in [(header::ETAG, tag), (header::LAST_MODIFIED, modified)] {
        headers.insert(name, HeaderValue::try_from(value).map_err(anyhow::Error::new)?);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language"));
    Ok(response)
}

/// Whether the reader has this feed already: by its tag, and only without one by its date (RFC 9110, 13.2.2).
fn is_known(request: &HttpRequest, tag: &str, updated_at: chrono::DateTime<chrono::Utc>) -> bool {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(tags) = text(header::IF_NONE_MATCH) {
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        return tags.split(',').any(|known| known.trim() == "*" || bare(known) == bare(tag));
    }
    let since = text(header::IF_MODIFIED_SINCE).and_then(|date| chrono::DateTime::parse_from_rfc2822(date).ok());
    since.is_some_and(|since| updated_at.timestamp() <= since.timestamp())
}
