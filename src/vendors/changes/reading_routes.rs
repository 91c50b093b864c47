//! A notice as a contact without an account reads it, as JSON.

use actix_web::{get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::reading::{self, ReadNotice};
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::NoQuery;

/// The routes.
pub fn api(config: &mut ServiceConfig) {
    config.service(letter).service(acknowledgement);
}

/// The notice that a contact without an account was told of, by the secret of the link in its mail. That it was asked for is not
/// kept.
#[utoipa::path(tag = "subprocessor changes", security(()), responses((status = 200, body = ReadNotice), (status = 404, body = Problem), (status = 429, body = Problem)))]
#[get("/api/v1/public/notices/{id}/{token}")]
async fn letter(visitor: Visitor, link: web::Path<(Uuid, String)>, _: NoQuery) -> Result<web::Json<ReadNotice>, Error> {
    let (id, token) = link.into_inner();
    Ok(web::Json(reading::show(&visitor, id, &token).await?))
}

/// The contact says that it has read the notice: the workspace is reached.
#[utoipa::path(tag = "subprocessor changes", security(()), responses((status = 200, body = ReadNotice), (status = 404, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/public/notices/{id}/{token}/acknowledgement")]
async fn acknowledgement(visitor: Visitor, link: web::Path<(Uuid, String)>) -> Result<web::Json<ReadNotice>, Error> {
    let (id, token) = link.into_inner();
    Ok(web::Json(reading::acknowledge(&visitor, id, &token).await?))
}
