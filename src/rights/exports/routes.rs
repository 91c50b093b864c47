//! Exports as JSON, and the zip itself.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::Export;
use super::policy::TakeOut;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{ListQuery, send};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(request).service(get).service(download);
}

#[utoipa::path(tag = "exports", params(Paging), responses((status = 200, body = Page<Export>)))]
#[get("/api/v1/exports")]
async fn list(caller: Authorized<TakeOut>, query: ListQuery) -> Result<web::Json<Page<Export>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "exports", responses((status = 202, body = Export), (status = 403, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/exports")]
async fn request(caller: Authorized<TakeOut>) -> Result<HttpResponse, Error> {
    let export = actions::request(&caller).await?;
    Ok(HttpResponse::Accepted().insert_header(("location", format!("/api/v1/exports/{}", export.id))).json(export))
}

#[utoipa::path(tag = "exports", responses((status = 200, body = Export), (status = 404, body = Problem)))]
#[get("/api/v1/exports/{id}")]
async fn get(caller: Authorized<TakeOut>, id: web::Path<Uuid>) -> Result<web::Json<Export>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "exports", responses((status = 200, content_type = "application/zip"), (status = 403, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/exports/{id}/download")]
async fn download(caller: Authorized<TakeOut>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let open = actions::download(&caller, *id).await?;
    send(caller.kernel(), open).await
}
