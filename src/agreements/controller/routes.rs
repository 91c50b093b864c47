//! Who is responsible, as JSON.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::Controller;
use super::policy::AskController;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::NoQuery;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(get).service(ask);
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Controller)))]
#[get("/api/v1/controller")]
async fn get(
    caller: Authorized<AskController>,
    visitor: Visitor,
    processor: web::Data<Processor>,
    _: NoQuery,
) -> Result<web::Json<Controller>, Error> {
    Ok(web::Json(actions::get(&caller, &visitor, &processor).await?))
}

#[utoipa::path(tag = "agreements", responses((status = 202), (status = 429, body = Problem)))]
#[post("/api/v1/controller/agreement-requests")]
async fn ask(caller: Authorized<AskController>) -> Result<HttpResponse, Error> {
    actions::ask(&caller).await?;
    Ok(HttpResponse::Accepted().finish())
}
