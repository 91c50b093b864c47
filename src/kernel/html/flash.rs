//! What has just been done, shown once on the next page: a cookie that carries the key of a text, never a text.

use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};

use super::super::i18n::Texts;
use super::tone::Tone;

const COOKIE: &str = "tutela_flash";
/// Seconds a flash waits for its page: longer, and it would surprise.
const LIFE_S: i64 = 30;

/// What has just been done.
#[derive(Clone, Debug)]
pub struct Flash {
    /// How it went.
    pub status: Tone,
    /// The text.
    pub text: String,
}

impl Flash {
    /// What the last answer left for this page, if its key is one of ours.
    #[must_use]
    pub fn of(request: &HttpRequest, texts: Texts) -> Option<Self> {
        let cookie = request.cookie(COOKIE)?;
        let (status, key) = cookie.value().split_once('.')?;
        let text = texts.try_t(key).filter(|_| is_flash_key(key))?;
        Some(Self { status: Tone::of(status)?, text })
    }
}

/// Sends the browser on, and the next page says what was done. `key` is a text without variables, as `flash-person-saved`.
#[must_use]
pub fn see_other_with(location: &str, status: Tone, key: &'static str) -> HttpResponse {
    let mut response = super::see_other(location);
    if !is_flash_key(key) || response.add_cookie(&cookie(format!("{status}.{key}"))).is_err() {
        tracing::error!(text.key = key, "A flash was not set: its key must begin with flash-.");
    }
    response
}

/// What an answer leaves for the next page, as its cookie has it.
pub fn flash_set(response: &HttpResponse) -> Option<String> {
    let set = response.cookies().find(|cookie| cookie.name() == COOKIE)?;
    Some(set.value().to_owned()).filter(|value| !value.is_empty())
}

/// Leaves for the next page what an earlier answer had left for it.
pub fn flash_again(response: &mut HttpResponse, value: String) {
    if !value.is_empty() && response.add_cookie(&cookie(value)).is_err() {
        tracing::error!("A flash was not set again.");
    }
}

fn cookie(value: String) -> Cookie<'static> {
    Cookie::build(COOKIE, value).path("/").http_only(true).same_site(SameSite::Lax).max_age(Duration::seconds(LIFE_S)).finish()
}

/// Middleware: a page that was answered has shown its flash, so the browser forgets it.
///
/// # Errors
/// Those of the handler.
pub async fn forget_shown_flash(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let had_one = request.cookie(COOKIE).is_some();
    let mut response = next.call(request).await?;
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if had_one && is_page && !response.status().is_redirection() {
        let mut cookie = Cookie::build(COOKIE, "").path("/").http_only(true).same_site(SameSite::Lax).finish();
        cookie.make_removal();
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response)
}

fn is_flash_key(key: &str) -> bool {
    key.len() <= 60
        && key.strip_prefix("flash-").is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}
