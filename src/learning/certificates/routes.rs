//! Certificates as JSON.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{Certificate, Looked};
use super::policy::{OwnCertificates, RevokeCertificates};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{ListQuery, send};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(own).service(download).service(revoke).service(look_up);
}

#[utoipa::path(tag = "certificates", params(Paging), responses((status = 200, body = Page<Certificate>)))]
#[get("/api/v1/me/certificates")]
async fn own(caller: Authorized<OwnCertificates>, query: ListQuery) -> Result<web::Json<Page<Certificate>>, Error> {
    Ok(web::Json(actions::own(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "certificates",
    responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/certificates/{id}/pdf")]
async fn download(caller: Authorized<OwnCertificates>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let opened = actions::open(&caller, *id).await?;
    send(caller.kernel(), opened).await
}

#[utoipa::path(tag = "certificates", responses((status = 200, body = Certificate), (status = 404, body = Problem)))]
#[post("/api/v1/certificates/{id}/revocation")]
async fn revoke(caller: Authorized<RevokeCertificates>, id: web::Path<Uuid>) -> Result<web::Json<Certificate>, Error> {
    Ok(web::Json(actions::revoke(&caller, *id).await?))
}

#[utoipa::path(tag = "certificates", responses((status = 200, body = Looked), (status = 404, body = Problem), (status = 429, body = Problem)), security(()))]
#[get("/api/v1/public/certificates/{code}")]
async fn look_up(visitor: Visitor, code: web::Path<String>) -> Result<web::Json<Looked>, Error> {
    Ok(web::Json(actions::looked_up(&visitor, &code).await?))
}
