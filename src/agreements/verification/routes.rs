//! Verification as JSON, and the certificate of our seal.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{Finding, MOST_BYTES};
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::sent_file;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(verify).service(seal_certificate);
}

#[utoipa::path(tag = "verification", security(()), request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = Finding), (status = 413, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
#[post("/api/v1/public/documents/verification")]
async fn verify(visitor: Visitor, request: HttpRequest, payload: web::Payload) -> Result<web::Json<Finding>, Error> {
    actions::admit(&visitor).await?;
    let pdf = sent_file(&request, payload, MOST_BYTES).await?;
    if pdf.is_empty() {
        return Err(Error::invalid("body", "required", "Send the PDF file itself as the body of the request."));
    }
    Ok(web::Json(actions::verify(&visitor, pdf).await?))
}

#[utoipa::path(tag = "verification", security(()), responses((status = 200, content_type = "application/x-pem-file", body = String)))]
#[get("/api/v1/public/seal-certificate")]
async fn seal_certificate(visitor: Visitor) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/x-pem-file")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"seal-certificate.pem\""))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(visitor.kernel().seal.every_chain_pem())
}
