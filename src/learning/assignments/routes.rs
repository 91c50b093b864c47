//! Assignments as JSON.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::mine;
use super::model::{Assigned, Draft, Mine, Request, Summary};
use super::policy::{Assign, OwnAssignments};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Page;
use crate::kernel::web::{Body, NoQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(assign).service(check).service(list_mine);
}

/// Asks people and groups to learn a published module.
#[utoipa::path(tag = "assignments", request_body = Request, responses(
    (status = 201, body = Assigned), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/assignments")]
async fn assign(caller: Authorized<Assign>, body: Body<Request>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::assign(&caller, &body.0.try_into()?).await?))
}

/// Counts what such an assignment would do, and does nothing.
#[utoipa::path(tag = "assignments", request_body = Request, responses(
    (status = 200, body = Summary), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/assignments/summary")]
async fn check(caller: Authorized<Assign>, body: Body<Request>) -> Result<web::Json<Summary>, Error> {
    let draft: Draft = body.0.try_into()?;
    Ok(web::Json(actions::check(&caller, &draft).await?))
}

/// What the caller is asked to learn: what is open first, by due date.
#[utoipa::path(tag = "assignments", responses((status = 200, body = Page<Mine>)))]
#[get("/api/v1/me/assignments")]
async fn list_mine(caller: Authorized<OwnAssignments>, _: NoQuery) -> Result<web::Json<Page<Mine>>, Error> {
    Ok(web::Json(Page { items: mine(&caller).await?, next: None }))
}
