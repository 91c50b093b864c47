//! The register as JSON.

use actix_web::http::header;
use actix_web::{HttpRequest, get, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::Summary;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::web::Query;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(summary);
}

/// In which language a purpose is said.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Wish {
    /// `en` or `de`; what the browser asks for when absent.
    language: Option<String>,
}

impl Wish {
    fn locale(&self, request: &HttpRequest) -> Locale {
        let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        self.language.as_deref().and_then(Locale::of).unwrap_or_else(|| Locale::negotiate(header))
    }
}

#[utoipa::path(tag = "subprocessors", params(Wish), responses((status = 200, body = Summary)), security(()))]
#[get("/api/v1/public/subprocessors")]
async fn summary(visitor: Visitor, wish: Query<Wish>, request: HttpRequest) -> Result<web::Json<Summary>, Error> {
    Ok(web::Json(actions::summary(&visitor, wish.0.locale(&request)).await?))
}
