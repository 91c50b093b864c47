//! The agreements of a workspace as JSON.

use actix_web::{HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::model::{NewRequest, Processor};
use super::super::policy::{AttachAgreements, HoldAgreements};
use super::countersign::{self, LinkSent, Signatory};
use super::customer::{self, Way, Which};
use super::held::{self, Attachment, Held};
use super::routes::{Reason, canonical, evidence_file};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, MaybeBody, send};

/// The routes.
pub fn api(config: &mut ServiceConfig) {
    config.service(list_held).service(ask).service(attach).service(get_held);
    config.service(held_pdf).service(held_countersigned).service(held_content);
    config.service(sign_held).service(refuse_held).service(held_evidence).service(dismiss_lost);
}

#[utoipa::path(tag = "agreements", params(Paging), responses((status = 200, body = Page<Held>)))]
#[get("/api/v1/agreements")]
async fn list_held(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    query: ListQuery,
) -> Result<web::Json<Page<Held>>, Error> {
    let page = held::list(&caller, &visitor, &query.paging).await?;
    Ok(web::Json(page.map(|(shown, _)| shown)))
}

#[utoipa::path(tag = "agreements", request_body = NewRequest,
    responses((status = 201, body = Held), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/agreements")]
async fn ask(
    caller: Authorized<HoldAgreements>,
    processor: web::Data<Processor>,
    body: Body<NewRequest>,
) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(held::ask(&caller, &processor, &body.0, None).await?))
}

#[utoipa::path(tag = "agreements", request_body = Attachment,
    responses((status = 201, body = Held), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/agreements/attachment")]
async fn attach(caller: Authorized<AttachAgreements>, visitor: Visitor, body: Body<Attachment>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(held::attach(&caller, &visitor, &body.0).await?))
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Held), (status = 404, body = Problem)))]
#[get("/api/v1/agreements/{id}")]
async fn get_held(caller: Authorized<HoldAgreements>, visitor: Visitor, id: web::Path<Uuid>) -> Result<web::Json<Held>, Error> {
    Ok(web::Json(held::get(&caller, &visitor, *id).await?.0))
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/agreements/{id}/pdf")]
async fn held_pdf(caller: Authorized<HoldAgreements>, visitor: Visitor, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    send(visitor.kernel(), customer::open(&visitor, &way, *id, Which::Sealed, false).await?).await
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/agreements/{id}/countersigned-pdf")]
async fn held_countersigned(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    send(visitor.kernel(), customer::open(&visitor, &way, *id, Which::Countersigned, false).await?).await
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/json"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/agreements/{id}/content")]
async fn held_content(caller: Authorized<HoldAgreements>, visitor: Visitor, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    Ok(canonical(customer::content(&visitor, &way, *id).await?))
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/json"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/agreements/{id}/countersignature-evidence")]
async fn held_evidence(caller: Authorized<HoldAgreements>, visitor: Visitor, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    Ok(evidence_file(customer::evidence(&visitor, &way, *id).await?))
}

#[utoipa::path(tag = "agreements", request_body = Signatory,
    responses((status = 202, body = LinkSent), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/agreements/{id}/countersignature")]
async fn sign_held(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    id: web::Path<Uuid>,
    body: Body<Signatory>,
) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    Ok(HttpResponse::Accepted().json(countersign::ask(&visitor, &way, *id, &body.0).await?))
}

#[utoipa::path(tag = "agreements", request_body = Reason, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/agreements/{id}/refusal")]
async fn refuse_held(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    id: web::Path<Uuid>,
    body: MaybeBody<Reason>,
) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    customer::decline(&visitor, &way, *id, &body.0.reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/agreements/{id}/dismissal")]
async fn dismiss_lost(caller: Authorized<HoldAgreements>, visitor: Visitor, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    held::dismiss(&caller, &visitor, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
