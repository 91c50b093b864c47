//! People as JSON.

use actix_web::{HttpResponse, delete, get, patch, post, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{Change, Draft, Filter, NewUser, OwnChange, User};
use super::policy::{ManagePeople, ReadPeople};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery};
use crate::people::sessions::OwnAccount;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(add).service(get).service(update).service(deactivate).service(reactivate);
    config.service(invite_again).service(withdraw_invitation).service(update_own);
}

#[utoipa::path(tag = "people", params(Filter, Paging), responses((status = 200, body = Page<User>)))]
#[get("/api/v1/users")]
async fn list(caller: Authorized<ReadPeople>, query: ListQuery<Filter>) -> Result<web::Json<Page<User>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.filter, &query.paging).await?))
}

#[utoipa::path(tag = "people", request_body = NewUser, responses((status = 201, body = User), (status = 422, body = Problem)))]
#[post("/api/v1/users")]
async fn add(caller: Authorized<ManagePeople>, body: Body<NewUser>) -> Result<HttpResponse, Error> {
    let draft = Draft::read(body.0, caller.session().realm)?;
    Ok(HttpResponse::Created().json(actions::add(&caller, draft).await?))
}

#[utoipa::path(tag = "people", responses((status = 200, body = User), (status = 404, body = Problem)))]
#[get("/api/v1/users/{id}")]
async fn get(caller: Authorized<ReadPeople>, id: web::Path<Uuid>) -> Result<web::Json<User>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "people", request_body = Change, responses((status = 200, body = User), (status = 422, body = Problem)))]
#[patch("/api/v1/users/{id}")]
async fn update(caller: Authorized<ManagePeople>, id: web::Path<Uuid>, body: Body<Change>) -> Result<web::Json<User>, Error> {
    Ok(web::Json(actions::update(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "people", responses((status = 200, body = User), (status = 409, body = Problem)))]
#[post("/api/v1/users/{id}/deactivation")]
async fn deactivate(caller: Authorized<ManagePeople>, id: web::Path<Uuid>) -> Result<web::Json<User>, Error> {
    Ok(web::Json(actions::deactivate(&caller, *id).await?))
}

#[utoipa::path(tag = "people", responses((status = 200, body = User), (status = 409, body = Problem)))]
#[delete("/api/v1/users/{id}/deactivation")]
async fn reactivate(caller: Authorized<ManagePeople>, id: web::Path<Uuid>) -> Result<web::Json<User>, Error> {
    Ok(web::Json(actions::reactivate(&caller, *id).await?))
}

#[utoipa::path(tag = "people", responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/users/{id}/invitation")]
async fn invite_again(caller: Authorized<ManagePeople>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::invite_again(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "people", responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[delete("/api/v1/users/{id}/invitation")]
async fn withdraw_invitation(caller: Authorized<ManagePeople>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::withdraw_invitation(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "sessions", request_body = OwnChange, responses((status = 200, body = User), (status = 422, body = Problem)))]
#[patch("/api/v1/me")]
async fn update_own(caller: Authorized<OwnAccount>, body: Body<OwnChange>) -> Result<web::Json<User>, Error> {
    Ok(web::Json(actions::update_own(&caller, body.0).await?))
}
