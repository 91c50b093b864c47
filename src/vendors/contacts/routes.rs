//! Contacts for notices as JSON.

use actix_web::{HttpResponse, delete, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{Contact, NewContact};
use super::policy::ManageContacts;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Page;
use crate::kernel::web::{Body, NoQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(add).service(remove);
}

#[utoipa::path(tag = "notice contacts", responses((status = 200, body = Page<Contact>)))]
#[get("/api/v1/notice-contacts")]
async fn list(caller: Authorized<ManageContacts>, _: NoQuery) -> Result<web::Json<Page<Contact>>, Error> {
    Ok(web::Json(Page { items: actions::list(&caller).await?, next: None }))
}

#[utoipa::path(tag = "notice contacts", request_body = NewContact, responses((status = 201, body = Contact), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/notice-contacts")]
async fn add(caller: Authorized<ManageContacts>, body: Body<NewContact>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::add(&caller, &body.0).await?))
}

#[utoipa::path(tag = "notice contacts", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/notice-contacts/{id}")]
async fn remove(caller: Authorized<ManageContacts>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::remove(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
