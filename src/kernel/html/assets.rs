//! The files of the bundle, embedded in the binary under names that carry the hash of their content.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::super::error::Error;

struct Asset {
    name: &'static str,
    hashed: &'static str,
    mime: &'static str,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// `/assets/{file}` and `/tenant.css`.
pub fn assets(cfg: &mut web::ServiceConfig) {
    cfg.route("/assets/{file}", web::get().to(asset)).route("/tenant.css", web::get().to(tenant_css));
}

/// The address of a file of the bundle.
#[must_use]
pub fn asset_address(name: &str) -> String {
    ASSETS.iter().find(|asset| asset.name == name).map_or_else(
        || {
            tracing::error!(asset.name = name, "A file is not in the bundle.");
            format!("/assets/{name}")
        },
        |asset| format!("/assets/{}", asset.hashed),
    )
}

const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn asset(file: web::Path<String>) -> Result<HttpResponse, Error> {
    let asset = ASSETS.iter().find(|asset| asset.hashed == file.as_str()).ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, asset.mime))
        .insert_header((header::CACHE_CONTROL, FOR_EVER))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(asset.bytes))
}

#[derive(Deserialize)]
struct Colour {
    accent: String,
}

/// A workspace's colour as a stylesheet of its own; all other colours are derived from it.
async fn tenant_css(colour: web::Query<Colour>) -> Result<HttpResponse, Error> {
    let accent = colour.into_inner().accent;
    if accent.len() != 6 || !accent.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::invalid("accent", "colour", "A colour is six hexadecimal digits, as 7a2e8a."));
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, FOR_EVER))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(format!(":root{{--accent:#{accent}}}")))
}
