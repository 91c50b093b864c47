//! Pages: the frame around them, how they are answered, and the files they load.
//!
//! Every page struct has a field `shell: Shell`, extends one of `pages/layout/{app,study,site,gate}.html`, and uses the
//! macros of `pages/layout/macros.html`. Nothing is inline: the content security policy allows no script or style but ours.

mod assets;
mod breaking;
mod count;
mod errors;
mod extract;
mod flash;
mod forms;
mod language;
mod moment;
mod named;
mod shell;
#[cfg(test)]
mod tests;
mod tone;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

pub use assets::{asset_address, assets};
pub use breaking::Breaking;
pub use count::Count;
pub use errors::error_page;
pub use extract::Navigation;
pub use flash::{Flash, flash_again, flash_set, forget_shown_flash, see_other_with};
pub use forms::FormErrors;
pub use language::language;
pub use moment::local_moment;
pub use shell::{NavGroup, NavItem, Shell, ShellPerson, ShellWorkspace};
pub use tone::Tone;

use super::error::Error;

/// A fingerprint or a code in groups of four, as people compare them.
#[must_use]
pub fn groups(digits: &str) -> Vec<String> {
    digits.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
}

/// Answers with a page.
///
/// # Errors
/// When the template cannot be rendered.
pub fn respond(page: &impl Template) -> Result<HttpResponse, Error> {
    respond_with(StatusCode::OK, page)
}

/// Answers with a page and a status of its own: 422 for a form that needs another look.
///
/// # Errors
/// When the template cannot be rendered.
pub fn respond_with(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "HX-Request, Cookie, Accept-Language"))
        .body(named::named(page.render()?)))
}

/// Answers with a page that is the same for everybody: a browser may keep it, but asks again each time.
///
/// # Errors
/// When the template cannot be rendered.
pub fn respond_public(page: &impl Template) -> Result<HttpResponse, Error> {
    let mut response = respond(page)?;
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// Sends the browser on after a form was accepted, so that reloading does not send it again.
#[must_use]
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// Where to go after signing in: an address of this site, or `otherwise`. Never another site's.
#[must_use]
pub fn local_address<'a>(wanted: &'a str, otherwise: &'a str) -> &'a str {
    let local = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains('\\')
        && !wanted.chars().any(|c| c.is_control() || c.is_whitespace());
    if local { wanted } else { otherwise }
}

/// A text as a part of an address: every byte that is not a letter, a digit or one of `-_.~/` is escaped.
#[must_use]
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}
