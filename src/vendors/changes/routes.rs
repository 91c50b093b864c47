//! Changes, notices and objections as JSON.

use actix_web::{HttpResponse, get, patch, post, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::customers::CustomerClock;
use super::deliveries::{Bounce, Returned};
use super::draft::NewChange;
use super::model::{NewObjection, NewReview, Resolution, State, WrittenObjection};
use super::policy::{ManageChanges, Object, ReadChanges, ReadNotices};
use super::unreached::Unreached;
use super::view::{Change, Filed, FiledLine, Notice, Objection};
use super::{actions, customer, customers, deliveries, objections as filed, reading_routes, transfer, unreached as lost};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, NoQuery};
use crate::vendors::reviews::{Look, NewAssessment, ReviewVendors};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(draft).service(get).service(rewrite).service(review).service(announce);
    config.service(activate).service(withdraw).service(objections).service(enter_objection).service(resolve).service(unreached);
    config.service(notices).service(notice).service(acknowledge).service(file_objection).service(take_back);
    config.service(all_objections).service(one_objection).service(bounce);
    deliveries::api(config);
    reading_routes::api(config);
    config.service(show_assessment).service(assess_transfer).service(list_customers);
}

/// Which objections a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct ObjectionFilter {
    /// `open` or `ended`; `open` when absent.
    state: ObjectionState,
}

/// Whether an objection waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum ObjectionState {
    /// It waits for an answer.
    #[default]
    Open,
    /// It was answered or taken back.
    Ended,
}

/// What became of a mail.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Reported {
    /// Whether it was news: false for a mail that nobody sent, or that was known to have come back.
    is_news: bool,
}

/// Which changes a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Filter {
    /// How far they have come.
    state: Option<State>,
}

/// Why a change will not be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    /// The operator's staff reads it.
    reason: String,
}

#[utoipa::path(tag = "subprocessor changes", params(Filter, Paging), responses((status = 200, body = Page<Change>)))]
#[get("/api/v1/operator/subprocessor-changes")]
async fn list(caller: Authorized<ReadChanges>, query: ListQuery<Filter>) -> Result<web::Json<Page<Change>>, Error> {
    Ok(web::Json(actions::list(&caller, query.filter.state, &query.paging).await?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = NewChange, responses((status = 201, body = Change), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes")]
async fn draft(caller: Authorized<ManageChanges>, body: Body<NewChange>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::draft(&caller, body.0).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Change), (status = 404, body = Problem)))]
#[get("/api/v1/operator/subprocessor-changes/{id}")]
async fn get(caller: Authorized<ReadChanges>, id: web::Path<Uuid>) -> Result<web::Json<Change>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = NewChange, responses((status = 200, body = Change), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[patch("/api/v1/operator/subprocessor-changes/{id}")]
async fn rewrite(
    caller: Authorized<ManageChanges>,
    id: web::Path<Uuid>,
    body: Body<NewChange>,
) -> Result<web::Json<Change>, Error> {
    Ok(web::Json(actions::rewrite(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = NewReview, responses((status = 200, body = Change), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/review")]
async fn review(
    caller: Authorized<ManageChanges>,
    id: web::Path<Uuid>,
    body: Body<NewReview>,
) -> Result<web::Json<Change>, Error> {
    Ok(web::Json(actions::review(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 202, body = Change), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/notice")]
async fn announce(caller: Authorized<ManageChanges>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Accepted().json(actions::announce(&caller, *id).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Change), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/activation")]
async fn activate(caller: Authorized<ManageChanges>, id: web::Path<Uuid>) -> Result<web::Json<Change>, Error> {
    Ok(web::Json(actions::activate(&caller, *id).await?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = Withdrawal, responses((status = 200, body = Change), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/withdrawal")]
async fn withdraw(
    caller: Authorized<ManageChanges>,
    id: web::Path<Uuid>,
    body: Body<Withdrawal>,
) -> Result<web::Json<Change>, Error> {
    Ok(web::Json(actions::withdraw(&caller, *id, &body.0.reason).await?))
}

/// Where the clock of each customer stands, the earliest first.
#[utoipa::path(tag = "subprocessor changes", params(Paging), responses((status = 200, body = Page<CustomerClock>), (status = 404, body = Problem)))]
#[get("/api/v1/operator/subprocessor-changes/{id}/customers")]
async fn list_customers(
    caller: Authorized<ReadChanges>,
    id: web::Path<Uuid>,
    query: ListQuery,
) -> Result<web::Json<Page<CustomerClock>>, Error> {
    Ok(web::Json(customers::customers(&caller, *id, &query.paging).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Page<Filed>), (status = 404, body = Problem)))]
#[get("/api/v1/operator/subprocessor-changes/{id}/objections")]
async fn objections(caller: Authorized<ManageChanges>, id: web::Path<Uuid>, _: NoQuery) -> Result<web::Json<Page<Filed>>, Error> {
    Ok(web::Json(Page { items: filed::of_change(&caller, *id).await?, next: None }))
}

/// Those of whom nobody was reached, with how far the mails came: the change is not in force for them when it starts, or was in
/// an emergency before a mail came back.
#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Page<Unreached>), (status = 404, body = Problem)))]
#[get("/api/v1/operator/subprocessor-changes/{id}/unreached")]
async fn unreached(
    caller: Authorized<ReadChanges>,
    id: web::Path<Uuid>,
    _: NoQuery,
) -> Result<web::Json<Page<Unreached>>, Error> {
    Ok(web::Json(Page { items: lost::unreached(&caller, *id).await?, next: None }))
}

/// For an objection that came in writing: it counts from the moment at which it arrived.
#[utoipa::path(tag = "subprocessor changes", request_body = WrittenObjection, responses((status = 201, body = Filed), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/objections")]
async fn enter_objection(
    caller: Authorized<ManageChanges>,
    id: web::Path<Uuid>,
    body: Body<WrittenObjection>,
) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(filed::enter(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = Resolution, responses((status = 200, body = Change), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/objections/{objection_id}/resolution")]
async fn resolve(
    caller: Authorized<ManageChanges>,
    ids: web::Path<(Uuid, Uuid)>,
    body: Body<Resolution>,
) -> Result<web::Json<Change>, Error> {
    let (change, objection) = ids.into_inner();
    Ok(web::Json(filed::resolve(&caller, change, objection, body.0).await?))
}

#[utoipa::path(tag = "subprocessor changes", params(ObjectionFilter, Paging), responses((status = 200, body = Page<FiledLine>)))]
#[get("/api/v1/operator/objections")]
async fn all_objections(
    caller: Authorized<ManageChanges>,
    query: ListQuery<ObjectionFilter>,
) -> Result<web::Json<Page<FiledLine>>, Error> {
    let waiting = query.filter.state == ObjectionState::Open;
    Ok(web::Json(filed::list(&caller, waiting, &query.paging).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Filed), (status = 404, body = Problem)))]
#[get("/api/v1/operator/objections/{id}")]
async fn one_objection(caller: Authorized<ManageChanges>, id: web::Path<Uuid>) -> Result<web::Json<Filed>, Error> {
    Ok(web::Json(filed::one(&caller, *id).await?))
}

/// For staff who read a mail that came back: its Message-ID says which it was.
#[utoipa::path(tag = "subprocessor changes", request_body = Bounce, responses((status = 200, body = Reported), (status = 422, body = Problem)))]
#[post("/api/v1/operator/mail-bounces")]
async fn bounce(caller: Authorized<ManageChanges>, body: Body<Bounce>) -> Result<web::Json<Reported>, Error> {
    let returned = deliveries::report(caller.kernel(), &body.0).await?;
    Ok(web::Json(Reported { is_news: returned != Returned::NoNews }))
}

#[utoipa::path(tag = "subprocessor changes", params(Paging), responses((status = 200, body = Page<Notice>)))]
#[get("/api/v1/subprocessor-changes")]
async fn notices(caller: Authorized<ReadNotices>, query: ListQuery) -> Result<web::Json<Page<Notice>>, Error> {
    Ok(web::Json(customer::list(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Notice), (status = 404, body = Problem)))]
#[get("/api/v1/subprocessor-changes/{id}")]
async fn notice(caller: Authorized<ReadNotices>, id: web::Path<Uuid>) -> Result<web::Json<Notice>, Error> {
    Ok(web::Json(customer::open(&caller, *id).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Notice), (status = 404, body = Problem)))]
#[post("/api/v1/subprocessor-changes/{id}/acknowledgement")]
async fn acknowledge(caller: Authorized<ReadNotices>, id: web::Path<Uuid>) -> Result<web::Json<Notice>, Error> {
    Ok(web::Json(customer::acknowledge(&caller, *id).await?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = NewObjection, responses((status = 201, body = Objection), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/subprocessor-changes/{id}/objections")]
async fn file_objection(
    caller: Authorized<Object>,
    id: web::Path<Uuid>,
    body: Body<NewObjection>,
) -> Result<HttpResponse, Error> {
    let objected = customer::object(&caller, *id, body.0).await?;
    let filed = objected.objections.into_iter().find(|one| one.resolved_at.is_none());
    Ok(HttpResponse::Created().json(filed.ok_or(Error::NotFound)?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Notice), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/subprocessor-changes/{id}/objections/{objection_id}/withdrawal")]
async fn take_back(caller: Authorized<Object>, ids: web::Path<(Uuid, Uuid)>) -> Result<web::Json<Notice>, Error> {
    let (change, objection) = ids.into_inner();
    Ok(web::Json(customer::take_back(&caller, change, objection).await?))
}

#[utoipa::path(tag = "subprocessor changes", responses((status = 200, body = Look), (status = 404, body = Problem)))]
#[get("/api/v1/operator/subprocessor-changes/{id}/assessment")]
async fn show_assessment(caller: Authorized<ReadChanges>, id: web::Path<Uuid>) -> Result<web::Json<Look>, Error> {
    Ok(web::Json(transfer::found(&caller, *id).await?.ok_or(Error::NotFound)?))
}

#[utoipa::path(tag = "subprocessor changes", request_body = NewAssessment, responses((status = 201, body = Look), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessor-changes/{id}/assessment")]
async fn assess_transfer(
    caller: Authorized<ReviewVendors>,
    id: web::Path<Uuid>,
    body: Body<NewAssessment>,
) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(transfer::assess(&caller, *id, &body.0).await?))
}
