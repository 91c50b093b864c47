//! Instructions in writing as JSON.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::super::policy::{EnterInstructions, ReadSettings};
use super::actions;
use super::model::{NewWrittenInstruction, WrittenInstruction};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery};

/// The routes.
pub fn api(config: &mut ServiceConfig) {
    config.service(written).service(enter_written);
}

#[utoipa::path(tag = "settings", params(Paging), responses((status = 200, body = Page<WrittenInstruction>), (status = 422, body = Problem)))]
#[get("/api/v1/settings/written-instructions")]
async fn written(caller: Authorized<ReadSettings>, query: ListQuery) -> Result<web::Json<Page<WrittenInstruction>>, Error> {
    Ok(web::Json(actions::log(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "settings", request_body = NewWrittenInstruction, responses((status = 201, body = WrittenInstruction), (status = 422, body = Problem)))]
#[post("/api/v1/operator/written-instructions")]
async fn enter_written(caller: Authorized<EnterInstructions>, body: Body<NewWrittenInstruction>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::enter(&caller, body.0).await?))
}
