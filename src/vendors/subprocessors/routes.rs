//! The register as JSON.

use actix_web::{HttpRequest, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::summary::Summary;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::web::{Query, Wish};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(summary);
}

#[utoipa::path(tag = "subprocessors", params(Wish), responses((status = 200, body = Summary)), security(()))]
#[get("/api/v1/public/subprocessors")]
async fn summary(visitor: Visitor, wish: Query<Wish>, request: HttpRequest) -> Result<web::Json<Summary>, Error> {
    Ok(web::Json(actions::summary(&visitor, wish.0.or_of_browser(&request)).await?))
}
