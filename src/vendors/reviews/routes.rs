//! What is due to be looked at as JSON.

use actix_web::{get, post, web};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{Look, NewAssessment, NewLook, Watched};
use super::policy::{ReadReviews, ReviewVendors};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Page;
use crate::kernel::web::{Body, NoQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(one).service(review).service(assess);
}

/// A vendor with every look at it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WatchedWithLooks {
    #[serde(flatten)]
    vendor: Watched,
    /// The newest first.
    looks: Vec<Look>,
}

#[utoipa::path(tag = "subprocessor reviews", responses((status = 200, body = Page<Watched>)))]
#[get("/api/v1/operator/subprocessors")]
async fn list(caller: Authorized<ReadReviews>, _: NoQuery) -> Result<web::Json<Page<Watched>>, Error> {
    Ok(web::Json(Page { items: actions::list(&caller).await?.0, next: None }))
}

#[utoipa::path(tag = "subprocessor reviews", responses((status = 200, body = WatchedWithLooks), (status = 404, body = Problem)))]
#[get("/api/v1/operator/subprocessors/{id}")]
async fn one(caller: Authorized<ReadReviews>, id: web::Path<Uuid>) -> Result<web::Json<WatchedWithLooks>, Error> {
    let (vendor, looks, _) = actions::one(&caller, *id).await?;
    Ok(web::Json(WatchedWithLooks { vendor, looks }))
}

#[utoipa::path(tag = "subprocessor reviews", request_body = NewLook, responses((status = 200, body = Watched), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessors/{id}/review")]
async fn review(
    caller: Authorized<ReviewVendors>,
    id: web::Path<Uuid>,
    body: Body<NewLook>,
) -> Result<web::Json<Watched>, Error> {
    Ok(web::Json(actions::review(&caller, *id, &body.0).await?))
}

#[utoipa::path(tag = "subprocessor reviews", request_body = NewAssessment, responses((status = 200, body = Watched), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/subprocessors/{id}/assessment")]
async fn assess(
    caller: Authorized<ReviewVendors>,
    id: web::Path<Uuid>,
    body: Body<NewAssessment>,
) -> Result<web::Json<Watched>, Error> {
    Ok(web::Json(actions::assess(&caller, *id, &body.0).await?))
}
