//! The language of somebody who is not signed in: chosen on a page, kept in a cookie of this browser.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::{local_address, see_other};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::web::Form;

const COOKIE: &str = "tutela_language";
/// A year, then the browser's own wish counts again.
const LIFE: Duration = Duration::days(365);

/// `/language`.
pub fn language(cfg: &mut web::ServiceConfig) {
    cfg.route("/language", web::post().to(choose));
}

/// What the browser was told before, if it was.
pub(super) fn chosen(request: &HttpRequest) -> Option<Locale> {
    Locale::of(request.cookie(COOKIE)?.value())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    language: Locale,
    next: String,
}

async fn choose(form: Form<Choice>) -> Result<HttpResponse, Error> {
    let Choice { language, next } = form.0;
    let mut response = see_other(local_address(&next, "/"));
    let cookie = Cookie::build(COOKIE, language.code()).path("/").http_only(true).same_site(SameSite::Lax).max_age(LIFE);
    response.add_cookie(&cookie.finish()).map_err(anyhow::Error::new)?;
    Ok(response)
}
