//! Meetings as JSON.

use actix_web::{HttpResponse, get, post, put, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::model::{NewMinutes, NewProposal, NewRequest};
use super::view::{Asked, Meeting};
use super::{actions, operator};
use crate::agreements::assurance::policy::{AskForReviews, HoldReviews, ReadAssurance};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, NoQuery};

/// The routes of this part.
pub fn api(config: &mut ServiceConfig) {
    config
        .service(list)
        .service(request)
        .service(get)
        .service(choose)
        .service(ask_again)
        .service(comment)
        .service(approve)
        .service(cancel);
    config.service(finish_action).service(invitation).service(asked).service(one_asked).service(propose).service(hold);
    config.service(minute).service(call_off).service(end_action);
}

/// The time that is chosen.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Choice {
    /// One of those that were proposed.
    at: DateTime<Utc>,
}

/// What is said on minutes.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MinutesComment {
    /// The operator's staff reads it.
    comment: String,
}

/// Which minutes were read before they are approved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MinutesApproval {
    /// When the minutes that were read were written.
    minuted_at: DateTime<Utc>,
}

/// Why there will be no meeting.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Cancellation {
    /// The other side reads it.
    reason: String,
}

#[utoipa::path(tag = "review meetings", params(Paging), responses((status = 200, body = Page<Meeting>)))]
#[get("/api/v1/review-meetings")]
async fn list(caller: Authorized<ReadAssurance>, query: ListQuery) -> Result<web::Json<Page<Meeting>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "review meetings", request_body = NewRequest, responses((status = 201, body = Meeting), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/review-meetings")]
async fn request(caller: Authorized<AskForReviews>, body: Body<NewRequest>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::request(&caller, body.0).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Meeting), (status = 404, body = Problem)))]
#[get("/api/v1/review-meetings/{id}")]
async fn get(caller: Authorized<ReadAssurance>, id: web::Path<Uuid>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "review meetings", request_body = Choice, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/review-meetings/{id}/choice")]
async fn choose(caller: Authorized<AskForReviews>, id: web::Path<Uuid>, body: Body<Choice>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::choose(&caller, *id, body.0.at).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/review-meetings/{id}/other-times")]
async fn ask_again(caller: Authorized<AskForReviews>, id: web::Path<Uuid>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::ask_again(&caller, *id).await?))
}

#[utoipa::path(tag = "review meetings", request_body = MinutesComment, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/review-meetings/{id}/comment")]
async fn comment(
    caller: Authorized<AskForReviews>,
    id: web::Path<Uuid>,
    body: Body<MinutesComment>,
) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::comment(&caller, *id, &body.0.comment).await?))
}

#[utoipa::path(tag = "review meetings", request_body = MinutesApproval, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/review-meetings/{id}/approval")]
async fn approve(
    caller: Authorized<AskForReviews>,
    id: web::Path<Uuid>,
    body: Body<MinutesApproval>,
) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::approve(&caller, *id, body.0.minuted_at).await?))
}

#[utoipa::path(tag = "review meetings", request_body = Cancellation, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/review-meetings/{id}/cancellation")]
async fn cancel(
    caller: Authorized<AskForReviews>,
    id: web::Path<Uuid>,
    body: Body<Cancellation>,
) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::cancel(&caller, *id, &body.0.reason).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/review-meetings/{id}/actions/{action_id}/completion")]
async fn finish_action(caller: Authorized<AskForReviews>, ids: web::Path<(Uuid, Uuid)>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(actions::done(&caller, ids.into_inner()).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, content_type = "text/calendar", body = String), (status = 404, body = Problem)))]
#[get("/api/v1/review-meetings/{id}/invitation")]
async fn invitation(
    caller: Authorized<ReadAssurance>,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    Ok(super::pages::calendar(actions::invitation(&caller, &processor, *id).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Page<Asked>)))]
#[get("/api/v1/operator/review-meetings")]
async fn asked(caller: Authorized<HoldReviews>, _: NoQuery) -> Result<web::Json<Page<Asked>>, Error> {
    Ok(web::Json(Page { items: operator::list(&caller).await?, next: None }))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Meeting), (status = 404, body = Problem)))]
#[get("/api/v1/operator/review-meetings/{id}")]
async fn one_asked(caller: Authorized<HoldReviews>, id: web::Path<Uuid>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(operator::get(&caller, *id).await?.1))
}

#[utoipa::path(tag = "review meetings", request_body = NewProposal, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/operator/review-meetings/{id}/proposal")]
async fn propose(
    caller: Authorized<HoldReviews>,
    id: web::Path<Uuid>,
    body: Body<NewProposal>,
) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(operator::propose(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/review-meetings/{id}/holding")]
async fn hold(caller: Authorized<HoldReviews>, id: web::Path<Uuid>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(operator::hold(&caller, *id).await?))
}

#[utoipa::path(tag = "review meetings", request_body = NewMinutes, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/operator/review-meetings/{id}/minutes")]
async fn minute(
    caller: Authorized<HoldReviews>,
    id: web::Path<Uuid>,
    body: Body<NewMinutes>,
) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(operator::minute(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "review meetings", request_body = Cancellation, responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/review-meetings/{id}/cancellation")]
async fn call_off(
    caller: Authorized<HoldReviews>,
    id: web::Path<Uuid>,
    body: Body<Cancellation>,
) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(operator::cancel(&caller, *id, &body.0.reason).await?))
}

#[utoipa::path(tag = "review meetings", responses((status = 200, body = Meeting), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/review-meetings/{id}/actions/{action_id}/completion")]
async fn end_action(caller: Authorized<HoldReviews>, ids: web::Path<(Uuid, Uuid)>) -> Result<web::Json<Meeting>, Error> {
    Ok(web::Json(operator::done(&caller, ids.into_inner()).await?))
}
