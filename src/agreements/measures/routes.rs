//! The measures of the operator's people as JSON, for staff.

use actix_web::{HttpResponse, delete, get, post, put, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::model::{NewMeasure, NewMeasureCheck, State};
use super::policy::{ApproveMeasures, ReadMeasures, WriteMeasures};
use super::view::{MeasureCheck, OperatorMeasure};
use super::{actions, retirement};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(draft).service(get).service(rewrite).service(revise);
    config.service(approve).service(reject).service(give_up).service(check);
    config.service(propose_retirement).service(approve_retirement);
    config.service(reject_retirement).service(take_back_retirement);
}

/// Which versions a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Filter {
    /// How far they have come.
    state: Option<State>,
}

/// A version with every check of the measure.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MeasureWithChecks {
    #[serde(flatten)]
    measure: OperatorMeasure,
    /// The newest first.
    checks: Vec<MeasureCheck>,
}

/// What was read before it is approved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MeasureApproval {
    /// The revision that was read.
    revision: i32,
}

/// What was read before it is rejected, and why it is.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MeasureRejection {
    /// The revision that was read.
    revision: i32,
    /// Why.
    note: String,
}

/// Why a measure is to be retired.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MeasureRetirement {
    /// Why.
    note: String,
}

/// Which proposal was read before a measure is retired.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MeasureRetirementApproval {
    /// When the proposal that was read was made.
    retirement_at: DateTime<Utc>,
}

/// Which proposal to retire a measure was read before it is rejected, and why it is.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct MeasureRetirementRejection {
    /// When the proposal that was read was made.
    retirement_at: DateTime<Utc>,
    /// Why.
    note: String,
}

#[utoipa::path(tag = "measures", params(Filter, Paging), responses((status = 200, body = Page<OperatorMeasure>)))]
#[get("/api/v1/operator/measures")]
async fn list(caller: Authorized<ReadMeasures>, query: ListQuery<Filter>) -> Result<web::Json<Page<OperatorMeasure>>, Error> {
    Ok(web::Json(actions::list(&caller, query.filter.state, &query.paging).await?))
}

#[utoipa::path(tag = "measures", request_body = NewMeasure, responses((status = 201, body = OperatorMeasure), (status = 422, body = Problem)))]
#[post("/api/v1/operator/measures")]
async fn draft(caller: Authorized<WriteMeasures>, body: Body<NewMeasure>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::draft(&caller, &body.0).await?))
}

#[utoipa::path(tag = "measures", responses((status = 200, body = MeasureWithChecks), (status = 404, body = Problem)))]
#[get("/api/v1/operator/measures/{id}")]
async fn get(caller: Authorized<ReadMeasures>, id: web::Path<Uuid>) -> Result<web::Json<MeasureWithChecks>, Error> {
    let known = actions::get(&caller, *id).await?;
    Ok(web::Json(MeasureWithChecks { measure: known.measure, checks: known.checks }))
}

#[utoipa::path(tag = "measures", request_body = NewMeasure, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/operator/measures/{id}")]
async fn rewrite(
    caller: Authorized<WriteMeasures>,
    id: web::Path<Uuid>,
    body: Body<NewMeasure>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(actions::rewrite(&caller, *id, &body.0).await?))
}

#[utoipa::path(tag = "measures", request_body = NewMeasure, responses((status = 201, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/revisions")]
async fn revise(caller: Authorized<WriteMeasures>, id: web::Path<Uuid>, body: Body<NewMeasure>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::revise(&caller, *id, &body.0).await?))
}

#[utoipa::path(tag = "measures", request_body = MeasureApproval, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/approval")]
async fn approve(
    caller: Authorized<ApproveMeasures>,
    id: web::Path<Uuid>,
    body: Body<MeasureApproval>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(actions::approve(&caller, *id, body.0.revision).await?))
}

#[utoipa::path(tag = "measures", request_body = MeasureRejection, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/rejection")]
async fn reject(
    caller: Authorized<ApproveMeasures>,
    id: web::Path<Uuid>,
    body: Body<MeasureRejection>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(actions::reject(&caller, *id, body.0.revision, &body.0.note).await?))
}

#[utoipa::path(tag = "measures", responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[delete("/api/v1/operator/measures/{id}")]
async fn give_up(caller: Authorized<WriteMeasures>, id: web::Path<Uuid>) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(retirement::give_up(&caller, *id).await?))
}

#[utoipa::path(tag = "measures", request_body = MeasureRetirement, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/retirement")]
async fn propose_retirement(
    caller: Authorized<WriteMeasures>,
    id: web::Path<Uuid>,
    body: Body<MeasureRetirement>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(retirement::propose_retirement(&caller, *id, &body.0.note).await?))
}

#[utoipa::path(tag = "measures", request_body = MeasureRetirementApproval, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/retirement/approval")]
async fn approve_retirement(
    caller: Authorized<ApproveMeasures>,
    id: web::Path<Uuid>,
    body: Body<MeasureRetirementApproval>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(retirement::approve_retirement(&caller, *id, body.0.retirement_at).await?))
}

#[utoipa::path(tag = "measures", request_body = MeasureRetirementRejection, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/retirement/rejection")]
async fn reject_retirement(
    caller: Authorized<ApproveMeasures>,
    id: web::Path<Uuid>,
    body: Body<MeasureRetirementRejection>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(retirement::reject_retirement(&caller, *id, body.0.retirement_at, &body.0.note).await?))
}

#[utoipa::path(tag = "measures", responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[delete("/api/v1/operator/measures/{id}/retirement")]
async fn take_back_retirement(
    caller: Authorized<WriteMeasures>,
    id: web::Path<Uuid>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(retirement::take_back_retirement(&caller, *id).await?))
}

#[utoipa::path(tag = "measures", request_body = NewMeasureCheck, responses((status = 200, body = OperatorMeasure), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/measures/{id}/checks")]
async fn check(
    caller: Authorized<WriteMeasures>,
    id: web::Path<Uuid>,
    body: Body<NewMeasureCheck>,
) -> Result<web::Json<OperatorMeasure>, Error> {
    Ok(web::Json(actions::check(&caller, *id, &body.0).await?))
}
