//! Questionnaires as JSON.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions::{self, NewFile};
use super::model::{Acceptances, NewDecision, NewMapping};
use super::operator;
use super::view::{Counts, HandedIn, Item, Questionnaire};
use crate::agreements::assurance::policy::{AnswerQuestionnaires, ReadAssurance, SendQuestionnaires};
use crate::agreements::assurance::sheets::MOST_BYTES;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, NoQuery, Query};

/// The routes of this part.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(upload).service(get).service(items).service(map).service(find).service(submit);
    config.service(export).service(discard).service(handed_in).service(one_handed_in).service(asked).service(take);
    config.service(decide).service(accept).service(finish);
}

/// A questionnaire with how its questions stand.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct QuestionnaireRead {
    #[serde(flatten)]
    questionnaire: Questionnaire,
    counts: Counts,
}

/// What is said of a file beside its bytes.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
struct FileNamed {
    /// What the file is called.
    name: String,
    /// The language of the answers: `en` or `de`.
    language: String,
}

/// Which questions a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Undecided {
    /// Only those that nobody has looked at.
    undecided: bool,
}

#[utoipa::path(tag = "assurance", params(Paging), responses((status = 200, body = Page<Questionnaire>)))]
#[get("/api/v1/questionnaires")]
async fn list(caller: Authorized<ReadAssurance>, query: ListQuery) -> Result<web::Json<Page<Questionnaire>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "assurance", params(FileNamed), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Questionnaire), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/questionnaires")]
async fn upload(
    caller: Authorized<SendQuestionnaires>,
    named: Query<FileNamed>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Error> {
    let language = actions::check_upload(&named.0.name, &named.0.language)?;
    let bytes = body(&request, payload).await?;
    let file = NewFile { name: named.0.name, language, bytes };
    Ok(HttpResponse::Created().json(actions::upload(&caller, file).await?))
}

async fn body(request: &HttpRequest, mut payload: web::Payload) -> Result<Vec<u8>, Error> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let too_large = || Error::TooLarge { limit: MOST_BYTES };
    if announced.is_some_and(|length| length > MOST_BYTES) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(part) = payload.next().await {
        bytes.extend(part.map_err(|_| Error::Malformed("The file ended before it was complete. Send it again.".to_owned()))?);
        if bytes.len() > MOST_BYTES {
            return Err(too_large());
        }
    }
    Ok(bytes)
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = QuestionnaireRead), (status = 404, body = Problem)))]
#[get("/api/v1/questionnaires/{id}")]
async fn get(caller: Authorized<ReadAssurance>, id: web::Path<Uuid>) -> Result<web::Json<QuestionnaireRead>, Error> {
    let (questionnaire, counts) = actions::get(&caller, *id).await?;
    Ok(web::Json(QuestionnaireRead { questionnaire, counts }))
}

#[utoipa::path(tag = "assurance", params(Paging), responses((status = 200, body = Page<Item>), (status = 404, body = Problem)))]
#[get("/api/v1/questionnaires/{id}/items")]
async fn items(
    caller: Authorized<ReadAssurance>,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    query: ListQuery,
) -> Result<web::Json<Page<Item>>, Error> {
    Ok(web::Json(actions::items(&caller, &processor, *id, &query.paging).await?))
}

#[utoipa::path(tag = "assurance", request_body = NewMapping, responses((status = 200, body = Questionnaire), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/questionnaires/{id}/mapping")]
async fn map(
    caller: Authorized<SendQuestionnaires>,
    id: web::Path<Uuid>,
    body: Body<NewMapping>,
) -> Result<web::Json<Questionnaire>, Error> {
    Ok(web::Json(actions::map(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = Questionnaire), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/questionnaires/{id}/matching")]
async fn find(caller: Authorized<SendQuestionnaires>, id: web::Path<Uuid>) -> Result<web::Json<Questionnaire>, Error> {
    Ok(web::Json(actions::find(&caller, *id).await?))
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = Questionnaire), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/questionnaires/{id}/submission")]
async fn submit(caller: Authorized<SendQuestionnaires>, id: web::Path<Uuid>) -> Result<web::Json<Questionnaire>, Error> {
    Ok(web::Json(actions::submit(&caller, *id).await?))
}

#[utoipa::path(tag = "assurance", responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/questionnaires/{id}/export")]
async fn export(caller: Authorized<SendQuestionnaires>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    Ok(super::forms::sent(actions::export(&caller, *id).await?))
}

#[utoipa::path(tag = "assurance", responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[delete("/api/v1/questionnaires/{id}")]
async fn discard(caller: Authorized<SendQuestionnaires>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::discard(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = Page<HandedIn>)))]
#[get("/api/v1/operator/questionnaires")]
async fn handed_in(caller: Authorized<AnswerQuestionnaires>, _: NoQuery) -> Result<web::Json<Page<HandedIn>>, Error> {
    Ok(web::Json(Page { items: operator::list(&caller).await?, next: None }))
}

#[utoipa::path(tag = "assurance", responses((status = 200, body = QuestionnaireRead), (status = 404, body = Problem)))]
#[get("/api/v1/operator/questionnaires/{id}")]
async fn one_handed_in(
    caller: Authorized<AnswerQuestionnaires>,
    id: web::Path<Uuid>,
) -> Result<web::Json<QuestionnaireRead>, Error> {
    let (_, questionnaire, counts) = operator::get(&caller, *id).await?;
    Ok(web::Json(QuestionnaireRead { questionnaire, counts }))
}

#[utoipa::path(tag = "assurance", params(Undecided, Paging), responses((status = 200, body = Page<Item>), (status = 404, body = Problem)))]
#[get("/api/v1/operator/questionnaires/{id}/items")]
async fn asked(
    caller: Authorized<AnswerQuestionnaires>,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    query: ListQuery<Undecided>,
) -> Result<web::Json<Page<Item>>, Error> {
    let (page, _) = operator::items(&caller, &processor, *id, query.filter.undecided, &query.paging).await?;
    Ok(web::Json(page))
}

#[utoipa::path(tag = "assurance", responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/questionnaires/{id}/taking")]
async fn take(caller: Authorized<AnswerQuestionnaires>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    operator::take(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "assurance", request_body = NewDecision, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/operator/questionnaires/{id}/items/{item_id}/decision")]
async fn decide(
    caller: Authorized<AnswerQuestionnaires>,
    processor: web::Data<Processor>,
    ids: web::Path<(Uuid, Uuid)>,
    body: Body<NewDecision>,
) -> Result<HttpResponse, Error> {
    operator::decide(&caller, &processor, ids.into_inner(), body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "assurance", request_body = Acceptances, responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/questionnaires/{id}/acceptances")]
async fn accept(
    caller: Authorized<AnswerQuestionnaires>,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    body: Body<Acceptances>,
) -> Result<HttpResponse, Error> {
    operator::accept(&caller, &processor, *id, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "assurance", responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/questionnaires/{id}/answers")]
async fn finish(caller: Authorized<AnswerQuestionnaires>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    operator::finish(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
