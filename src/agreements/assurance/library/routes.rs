//! The library as JSON.

use actix_web::{HttpResponse, get, patch, post, web};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::embedded;
use super::model::{Given, NewAnswer};
use super::own::OwnAnswer;
use crate::agreements::assurance::policy::{ReadAssurance, ReadLibrary, WriteLibrary};
use crate::agreements::assurance::{questionnaires, reviews};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::page::Page;
use crate::kernel::web::{Body, NoQuery, Query};

/// The routes of the library, and of what stands beside it: questionnaires and meetings.
pub fn api(config: &mut ServiceConfig) {
    questionnaires::api(config);
    reviews::api(config);
    config.service(library).service(list).service(write).service(get).service(rewrite).service(approve).service(retire);
}

/// The library with what can be answered now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LibraryRead {
    version: String,
    effective: String,
    items: Vec<Given>,
}

/// What was read before it is approved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswerApproval {
    /// The revision that was read.
    revision: i32,
}

/// In which language.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
struct Language {
    /// `en` or `de`; without it, English.
    language: Locale,
}

#[utoipa::path(tag = "assurance", params(Language), responses((status = 200, body = LibraryRead)))]
#[get("/api/v1/questionnaire-library")]
async fn library(
    caller: Authorized<ReadAssurance>,
    processor: web::Data<Processor>,
    language: Query<Language>,
) -> Result<web::Json<LibraryRead>, Error> {
    let items = actions::read(&caller, &processor, Texts::new(language.0.language)).await?;
    let embedded = embedded::library()?;
    Ok(web::Json(LibraryRead { version: embedded.version.clone(), effective: embedded.effective.to_string(), items }))
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = Page<OwnAnswer>)))]
#[get("/api/v1/operator/library-answers")]
async fn list(caller: Authorized<ReadLibrary>, _: NoQuery) -> Result<web::Json<Page<OwnAnswer>>, Error> {
    Ok(web::Json(Page { items: actions::list(&caller).await?, next: None }))
}

#[utoipa::path(tag = "assurance", request_body = NewAnswer, responses((status = 201, body = OwnAnswer), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/library-answers")]
async fn write(caller: Authorized<WriteLibrary>, body: Body<NewAnswer>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::write(&caller, body.0).await?))
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = OwnAnswer), (status = 404, body = Problem)))]
#[get("/api/v1/operator/library-answers/{id}")]
async fn get(caller: Authorized<ReadLibrary>, id: web::Path<Uuid>) -> Result<web::Json<OwnAnswer>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "assurance", request_body = NewAnswer, responses((status = 200, body = OwnAnswer), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[patch("/api/v1/operator/library-answers/{id}")]
async fn rewrite(
    caller: Authorized<WriteLibrary>,
    id: web::Path<Uuid>,
    body: Body<NewAnswer>,
) -> Result<web::Json<OwnAnswer>, Error> {
    Ok(web::Json(actions::rewrite(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "assurance", request_body = AnswerApproval, responses((status = 200, body = OwnAnswer), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/library-answers/{id}/approval")]
async fn approve(
    caller: Authorized<WriteLibrary>,
    id: web::Path<Uuid>,
    body: Body<AnswerApproval>,
) -> Result<web::Json<OwnAnswer>, Error> {
    Ok(web::Json(actions::approve(&caller, *id, body.0.revision).await?))
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = OwnAnswer), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/library-answers/{id}/retirement")]
async fn retire(caller: Authorized<WriteLibrary>, id: web::Path<Uuid>) -> Result<web::Json<OwnAnswer>, Error> {
    Ok(web::Json(actions::retire(&caller, *id).await?))
}
