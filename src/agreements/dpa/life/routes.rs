//! The life of agreements as JSON: for whoever has the address of one, and for the operator.

use actix_web::http::header::{self, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::super::model::Status;
use super::super::policy::ManageAgreements;
use super::attaching::{self, ToAttach};
use super::board::{self, Board};
use super::countersign::{self, LinkSent, Signatory, ToSign};
use super::customer::{self, Way, Which, is_staff};
use super::ending::{self, EndConfirmation, Ending, Outcome, Termination};
use super::force::{self, Confirmation};
use super::release;
use super::upload;
use crate::kernel::authz::{Authorized, SignedIn, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::{Body, MaybeBody, NoQuery, send, sent_file};

/// The routes.
pub fn api(config: &mut ServiceConfig) {
    config.service(status).service(download).service(countersigned).service(content);
    config.service(ask_to_sign).service(refuse).service(signed_file).service(shown_to_sign).service(confirm_signature);
    config.service(show_board).service(operator_download).service(operator_countersigned);
    config.service(confirm).service(decline).service(terminate).service(confirm_end).service(show_ending);
    config.service(evidence).service(operator_evidence).service(shown_to_attach).service(confirm_attachment);
    config.service(refuse_attachment).service(release_held);
}

/// A signed file may have this many bytes: as many as a copy that is checked on the page for it, so that whatever is taken can
/// be checked. Ours have a tenth of a megabyte; a certificate, a picture and a time-stamp come on top.
pub const MOST_SIGNED_BYTES: usize = 20 * 1024 * 1024;

/// Why.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reason {
    /// In a sentence; stands in the agreement's file and is told to the other side.
    pub reason: String,
}

fn by_address(path: &web::Path<(Uuid, String)>) -> (Uuid, Way) {
    (path.0, Way::Address(path.1.clone()))
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Status), (status = 404, body = Problem)), security(()))]
#[get("/api/v1/public/dpa-requests/{id}/{token}")]
async fn status(visitor: Visitor, path: web::Path<(Uuid, String)>) -> Result<web::Json<Status>, Error> {
    let (id, way) = by_address(&path);
    Ok(web::Json(customer::seen(visitor.kernel(), &way, &customer::read(&visitor, &way, id).await?, &path.1)?))
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/public/dpa-requests/{id}/{token}/pdf")]
async fn download(visitor: Visitor, path: web::Path<(Uuid, String)>, request: HttpRequest) -> Result<HttpResponse, Error> {
    hand_out(&visitor, &path, Which::Sealed, &request).await
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/public/dpa-requests/{id}/{token}/countersigned-pdf")]
async fn countersigned(visitor: Visitor, path: web::Path<(Uuid, String)>, request: HttpRequest) -> Result<HttpResponse, Error> {
    hand_out(&visitor, &path, Which::Countersigned, &request).await
}

async fn hand_out(
    visitor: &Visitor,
    path: &web::Path<(Uuid, String)>,
    which: Which,
    request: &HttpRequest,
) -> Result<HttpResponse, Error> {
    let (id, way) = by_address(path);
    let by_staff = is_staff(SignedIn::find(request).await?.as_ref());
    send(visitor.kernel(), customer::open(visitor, &way, id, which, by_staff).await?).await
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 200, content_type = "application/json"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/public/dpa-requests/{id}/{token}/content")]
async fn content(visitor: Visitor, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let (id, way) = by_address(&path);
    Ok(canonical(customer::content(&visitor, &way, id).await?))
}

/// The content as it is attached to the PDF, byte for byte.
pub fn canonical(json: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"agreement.json\""))
        .body(json)
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 200, content_type = "application/json"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/public/dpa-requests/{id}/{token}/countersignature-evidence")]
async fn evidence(visitor: Visitor, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let (id, way) = by_address(&path);
    Ok(evidence_file(customer::evidence(&visitor, &way, id).await?))
}

/// The evidence, byte for byte as its SHA-256 stands in the signature.
pub fn evidence_file(json: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"countersignature-evidence.json\""))
        .body(json)
}

#[utoipa::path(tag = "agreements", request_body = Signatory, security(()),
    responses((status = 202, body = LinkSent), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/public/dpa-requests/{id}/{token}/countersignature")]
async fn ask_to_sign(visitor: Visitor, path: web::Path<(Uuid, String)>, body: Body<Signatory>) -> Result<HttpResponse, Error> {
    let (id, way) = by_address(&path);
    Ok(HttpResponse::Accepted().json(countersign::ask(&visitor, &way, id, &body.0).await?))
}

#[utoipa::path(tag = "agreements", request_body = Reason, security(()),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/public/dpa-requests/{id}/{token}/refusal")]
async fn refuse(visitor: Visitor, path: web::Path<(Uuid, String)>, body: MaybeBody<Reason>) -> Result<HttpResponse, Error> {
    let (id, way) = by_address(&path);
    customer::decline(&visitor, &way, id, &body.0.reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", security(()), request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
#[post("/api/v1/public/dpa-requests/{id}/{token}/signed-file")]
async fn signed_file(
    visitor: Visitor,
    path: web::Path<(Uuid, String)>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Error> {
    let (id, way) = by_address(&path);
    take_file(&visitor, &way, id, &request, payload).await
}

/// Reads a signed file from the body of a request, and takes it.
///
/// # Errors
/// What [`upload::take`] ends in; `TooLarge`; `Invalid` without a file.
pub async fn take_file(
    visitor: &Visitor,
    way: &Way,
    id: Uuid,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Error> {
    upload::admit(visitor, way, id).await?;
    let file = sent_file(request, payload, MOST_SIGNED_BYTES).await?;
    if file.is_empty() {
        return Err(Error::invalid("body", "required", "Send the signed PDF file itself as the body of the request."));
    }
    upload::take(visitor, way, id, file).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 200, body = ToSign), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[get("/api/v1/public/countersignatures/{secret}")]
async fn shown_to_sign(visitor: Visitor, secret: web::Path<String>) -> Result<web::Json<ToSign>, Error> {
    Ok(web::Json(countersign::to_sign(&visitor, &secret).await?.0))
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 202), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/public/countersignatures/{secret}/confirmation")]
async fn confirm_signature(visitor: Visitor, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    countersign::confirm(&visitor, &secret).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 200, body = ToAttach), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[get("/api/v1/public/attachments/{secret}")]
async fn shown_to_attach(visitor: Visitor, secret: web::Path<String>) -> Result<web::Json<ToAttach>, Error> {
    Ok(web::Json(attaching::to_attach(&visitor, &secret).await?))
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/public/attachments/{secret}/confirmation")]
async fn confirm_attachment(visitor: Visitor, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    attaching::confirm(&visitor, &secret).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", security(()),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/public/attachments/{secret}/refusal")]
async fn refuse_attachment(visitor: Visitor, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    attaching::refuse(&visitor, &secret).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", request_body = Reason, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/release")]
async fn release_held(
    caller: Authorized<ManageAgreements>,
    id: web::Path<Uuid>,
    body: Body<Reason>,
) -> Result<HttpResponse, Error> {
    release::release(&caller, *id, ("reason", &body.0.reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/json"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/dpa-requests/{id}/countersignature-evidence")]
async fn operator_evidence(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    Ok(evidence_file(customer::evidence_as_operator(&caller, *id).await?))
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Board)))]
#[get("/api/v1/operator/agreements-board")]
async fn show_board(caller: Authorized<ManageAgreements>, _: NoQuery) -> Result<web::Json<Board>, Error> {
    Ok(web::Json(board::board(&caller).await?))
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/dpa-requests/{id}/pdf")]
async fn operator_download(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    send(caller.kernel(), customer::open_as_operator(&caller, *id, Which::Sealed).await?).await
}

#[utoipa::path(tag = "agreements", responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/dpa-requests/{id}/countersigned-pdf")]
async fn operator_countersigned(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    send(caller.kernel(), customer::open_as_operator(&caller, *id, Which::Countersigned).await?).await
}

#[utoipa::path(tag = "agreements", request_body = Confirmation, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/confirmation")]
async fn confirm(
    caller: Authorized<ManageAgreements>,
    id: web::Path<Uuid>,
    body: MaybeBody<Confirmation>,
) -> Result<HttpResponse, Error> {
    force::confirm(&caller, *id, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", request_body = Reason, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/refusal")]
async fn decline(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>, body: Body<Reason>) -> Result<HttpResponse, Error> {
    force::decline(&caller, *id, &body.0.reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "agreements", request_body = Termination, responses((status = 202), (status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/termination")]
async fn terminate(
    caller: Authorized<ManageAgreements>,
    id: web::Path<Uuid>,
    body: Body<Termination>,
) -> Result<HttpResponse, Error> {
    Ok(match ending::terminate(&caller, *id, &body.0).await? {
        Outcome::Ended => HttpResponse::NoContent().finish(),
        Outcome::Stated => HttpResponse::Accepted().finish(),
    })
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Ending), (status = 404, body = Problem)))]
#[get("/api/v1/dpa-requests/{id}/termination")]
async fn show_ending(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<web::Json<Ending>, Error> {
    Ok(web::Json(ending::ending(&caller, *id).await?))
}

#[utoipa::path(tag = "agreements", request_body = EndConfirmation, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/termination/confirmation")]
async fn confirm_end(
    caller: Authorized<ManageAgreements>,
    id: web::Path<Uuid>,
    body: Body<EndConfirmation>,
) -> Result<HttpResponse, Error> {
    ending::confirm_end(&caller, *id, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
