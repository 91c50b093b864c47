//! Quizzes and questions as JSON.

use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::draft::Draft;
use super::model::{QuestionView, Quiz, QuizChange};
use super::policy::{ManageQuizzes, ReadQuizzes};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Page;
use crate::kernel::web::{Body, NoQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(get).service(update).service(questions).service(add).service(reorder).service(remove);
    config.service(one_question).service(reword);
}

/// The questions of a quiz in their order.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct QuestionOrder {
    /// Every question, in the new order.
    question_ids: Vec<Uuid>,
    /// The order it is based on; when there is another by now, the change is refused.
    based_on: Option<Vec<Uuid>>,
}

#[utoipa::path(tag = "quizzes", responses((status = 200, body = Quiz), (status = 404, body = Problem)))]
#[get("/api/v1/quizzes/{id}")]
async fn get(caller: Authorized<ReadQuizzes>, id: web::Path<Uuid>) -> Result<web::Json<Quiz>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "quizzes", request_body = QuizChange, responses((status = 200, body = Quiz), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[patch("/api/v1/quizzes/{id}")]
async fn update(
    caller: Authorized<ManageQuizzes>,
    id: web::Path<Uuid>,
    body: Body<QuizChange>,
) -> Result<web::Json<Quiz>, Error> {
    Ok(web::Json(actions::update(&caller, *id, &body.0).await?))
}

#[utoipa::path(tag = "quizzes", responses((status = 200, body = Page<QuestionView>), (status = 404, body = Problem)))]
#[get("/api/v1/quizzes/{id}/questions")]
async fn questions(
    caller: Authorized<ReadQuizzes>,
    id: web::Path<Uuid>,
    _: NoQuery,
) -> Result<web::Json<Page<QuestionView>>, Error> {
    let items = actions::questions(&caller, *id).await?;
    Ok(web::Json(Page { items, next: None }))
}

#[utoipa::path(tag = "quizzes", request_body = Draft, responses((status = 201, body = QuestionView), (status = 422, body = Problem)))]
#[post("/api/v1/quizzes/{id}/questions")]
async fn add(caller: Authorized<ManageQuizzes>, id: web::Path<Uuid>, body: Body<Draft>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::add(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "quizzes", request_body = QuestionOrder, responses((status = 204), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/quizzes/{id}/questions/order")]
async fn reorder(
    caller: Authorized<ManageQuizzes>,
    id: web::Path<Uuid>,
    body: Body<QuestionOrder>,
) -> Result<HttpResponse, Error> {
    actions::reorder(&caller, *id, &body.0.question_ids, body.0.based_on.as_ref()).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "quizzes", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/quizzes/{id}/questions/{question_id}")]
async fn remove(caller: Authorized<ManageQuizzes>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    actions::remove(&caller, ids.0, ids.1).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "quizzes", responses((status = 200, body = QuestionView), (status = 404, body = Problem)))]
#[get("/api/v1/questions/{id}")]
async fn one_question(caller: Authorized<ReadQuizzes>, id: web::Path<Uuid>) -> Result<web::Json<QuestionView>, Error> {
    Ok(web::Json(actions::question(&caller, *id).await?))
}

#[utoipa::path(tag = "quizzes", request_body = Draft, responses((status = 200, body = QuestionView), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[patch("/api/v1/questions/{id}")]
async fn reword(
    caller: Authorized<ManageQuizzes>,
    id: web::Path<Uuid>,
    body: Body<Draft>,
) -> Result<web::Json<QuestionView>, Error> {
    Ok(web::Json(actions::reword(&caller, *id, body.0).await?))
}
