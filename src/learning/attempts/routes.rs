//! Learning as JSON.

use actix_web::{HttpResponse, get, post, put, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::answer;
use super::finish;
use super::learn::{self, Seen};
use super::model::{Given, Receipt};
use super::policy::Learn;
use super::result::{self, ResultView};
use super::review::Reviewed;
use super::start;
use super::view::Attempt;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::Body;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(view).service(begin).service(get).service(save).service(submit).service(get_result);
}

/// Notes that the caller has opened a unit; a page is finished by that.
#[utoipa::path(tag = "learning", responses((status = 200, body = Seen), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/units/{id}/views")]
async fn view(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<web::Json<Seen>, Error> {
    Ok(web::Json(learn::opened(&caller, *id).await?))
}

/// Starts an attempt, or gives the open one.
#[utoipa::path(tag = "learning", responses(
    (status = 201, body = Attempt), (status = 200, body = Attempt), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/quizzes/{id}/attempts")]
async fn begin(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let (attempt, is_new) = start(&caller, *id).await?;
    Ok(if is_new { HttpResponse::Created() } else { HttpResponse::Ok() }.json(attempt))
}

/// An attempt of the caller with their own answers.
#[utoipa::path(tag = "learning", responses((status = 200, body = Attempt), (status = 404, body = Problem)))]
#[get("/api/v1/attempts/{id}")]
async fn get(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<web::Json<Attempt>, Error> {
    Ok(web::Json(start::get(&caller, *id).await?))
}

/// Saves an answer to a question.
#[utoipa::path(tag = "learning", request_body = Given, responses(
    (status = 200, body = Receipt), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/attempts/{id}/answers/{slot}")]
async fn save(caller: Authorized<Learn>, place: web::Path<(Uuid, i32)>, body: Body<Given>) -> Result<web::Json<Receipt>, Error> {
    let (id, slot) = place.into_inner();
    Ok(web::Json(answer::save(&caller, id, slot, body.0).await?))
}

/// Hands an attempt in; it is graded at once.
#[utoipa::path(tag = "learning", responses((status = 200, body = ResultView), (status = 404, body = Problem)))]
#[post("/api/v1/attempts/{id}/submission")]
async fn submit(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<web::Json<ResultView>, Error> {
    Ok(web::Json(finish::submit(&caller, *id).await?))
}

/// How an attempt ended, question by question. What is right is told once the quiz is passed or no attempt is left.
#[utoipa::path(tag = "learning", responses((status = 200, body = Reviewed), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[get("/api/v1/attempts/{id}/result")]
async fn get_result(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<web::Json<Reviewed>, Error> {
    Ok(web::Json(result::result(&caller, *id).await?))
}
