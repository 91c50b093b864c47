//! Feeds as JSON.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::mail_list::{self, NewSubscription};
use super::news::{self, NewsEntry};
use super::policy::{DecideListRequests, ManageWebhooks, ReadListRequests};
use super::requests::{self, ListDecision, ListRequest, ListRequestState, NewListRequest};
use super::webhooks::{self, NewWebhookEndpoint, WebhookDelivery, WebhookEndpoint};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Page;
use crate::kernel::web::{Body, ListQuery, NoQuery, Wish};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(read_news).service(join_list).service(ask_for_list);
    config.service(list_requests).service(get_request).service(decide).service(revoke).service(resend);
    config.service(list_endpoints).service(add_endpoint).service(get_endpoint).service(remove_endpoint).service(rotate_secret);
    config
        .service(pause_endpoint)
        .service(resume_endpoint)
        .service(test_endpoint)
        .service(list_deliveries)
        .service(repeat_delivery);
}

/// In which language the news are told.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Language {
    /// `en` or `de`; what the browser asks for when absent.
    language: Option<String>,
}

#[utoipa::path(tag = "feeds", params(Language, crate::kernel::page::Paging), responses((status = 200, body = Page<NewsEntry>), (status = 422, body = Problem)), security(()))]
#[get("/api/v1/public/subprocessor-changes")]
async fn read_news(
    visitor: Visitor,
    query: ListQuery<Language>,
    request: HttpRequest,
) -> Result<web::Json<Page<NewsEntry>>, Error> {
    let locale = Wish::new(query.filter.language).or_of_browser(&request);
    Ok(web::Json(news::list(&visitor, &query.paging, locale).await?))
}

#[utoipa::path(tag = "feeds", request_body = NewSubscription, responses((status = 202), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(()))]
#[post("/api/v1/public/mail-list")]
async fn join_list(visitor: Visitor, body: Body<NewSubscription>) -> Result<HttpResponse, Error> {
    mail_list::join(&visitor, &body.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[utoipa::path(tag = "feeds", request_body = NewListRequest, responses((status = 202), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(()))]
#[post("/api/v1/public/list-requests")]
async fn ask_for_list(visitor: Visitor, body: Body<NewListRequest>) -> Result<HttpResponse, Error> {
    requests::ask(&visitor, &body.0).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Which requests a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Filter {
    /// How far they have come.
    state: Option<ListRequestState>,
}

#[utoipa::path(tag = "feeds", params(Filter, crate::kernel::page::Paging), responses((status = 200, body = Page<ListRequest>)))]
#[get("/api/v1/operator/list-requests")]
async fn list_requests(
    caller: Authorized<ReadListRequests>,
    query: ListQuery<Filter>,
) -> Result<web::Json<Page<ListRequest>>, Error> {
    Ok(web::Json(requests::list(&caller, query.filter.state, &query.paging).await?))
}

#[utoipa::path(tag = "feeds", responses((status = 200, body = ListRequest), (status = 404, body = Problem)))]
#[get("/api/v1/operator/list-requests/{id}")]
async fn get_request(caller: Authorized<ReadListRequests>, id: web::Path<Uuid>) -> Result<web::Json<ListRequest>, Error> {
    Ok(web::Json(requests::get(&caller, *id).await?))
}

#[utoipa::path(tag = "feeds", request_body = ListDecision, responses((status = 200, body = ListRequest), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/list-requests/{id}/decision")]
async fn decide(
    caller: Authorized<DecideListRequests>,
    id: web::Path<Uuid>,
    body: Body<ListDecision>,
) -> Result<web::Json<ListRequest>, Error> {
    Ok(web::Json(match body.0 {
        ListDecision::Granted { days } => requests::grant(&caller, *id, days).await?,
        ListDecision::Refused { reason } => requests::refuse(&caller, *id, &reason).await?,
    }))
}

#[utoipa::path(tag = "feeds", responses((status = 200, body = ListRequest), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/list-requests/{id}/revocation")]
async fn revoke(caller: Authorized<DecideListRequests>, id: web::Path<Uuid>) -> Result<web::Json<ListRequest>, Error> {
    Ok(web::Json(requests::revoke(&caller, *id).await?))
}

#[utoipa::path(tag = "feeds", responses((status = 200, body = ListRequest), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/list-requests/{id}/repetition")]
async fn resend(caller: Authorized<DecideListRequests>, id: web::Path<Uuid>) -> Result<web::Json<ListRequest>, Error> {
    Ok(web::Json(requests::resend(&caller, *id).await?))
}

/// An endpoint with a new secret: the only answer that shows it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WithSecret {
    #[serde(flatten)]
    endpoint: WebhookEndpoint,
    /// `whsec_` and the secret in base64, as Standard Webhooks libraries take it.
    secret: String,
}

#[utoipa::path(tag = "webhooks", responses((status = 200, body = Page<WebhookEndpoint>)))]
#[get("/api/v1/webhooks")]
async fn list_endpoints(caller: Authorized<ManageWebhooks>, _: NoQuery) -> Result<web::Json<Page<WebhookEndpoint>>, Error> {
    Ok(web::Json(Page { items: webhooks::list(&caller).await?, next: None }))
}

#[utoipa::path(tag = "webhooks", request_body = NewWebhookEndpoint, responses((status = 201, body = WithSecret), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/webhooks")]
async fn add_endpoint(caller: Authorized<ManageWebhooks>, body: Body<NewWebhookEndpoint>) -> Result<HttpResponse, Error> {
    let (endpoint, secret) = webhooks::add(&caller, &body.0).await?;
    Ok(HttpResponse::Created().json(WithSecret { endpoint, secret }))
}

#[utoipa::path(tag = "webhooks", responses((status = 200, body = WebhookEndpoint), (status = 404, body = Problem)))]
#[get("/api/v1/webhooks/{id}")]
async fn get_endpoint(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<web::Json<WebhookEndpoint>, Error> {
    Ok(web::Json(webhooks::get(&caller, *id).await?))
}

#[utoipa::path(tag = "webhooks", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/webhooks/{id}")]
async fn remove_endpoint(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    webhooks::remove(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "webhooks", responses((status = 200, body = WithSecret), (status = 404, body = Problem)))]
#[post("/api/v1/webhooks/{id}/secret")]
async fn rotate_secret(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<web::Json<WithSecret>, Error> {
    let (endpoint, secret) = webhooks::rotate(&caller, *id).await?;
    Ok(web::Json(WithSecret { endpoint, secret }))
}

#[utoipa::path(tag = "webhooks", responses((status = 200, body = WebhookEndpoint), (status = 404, body = Problem)))]
#[put("/api/v1/webhooks/{id}/pause")]
async fn pause_endpoint(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<web::Json<WebhookEndpoint>, Error> {
    Ok(web::Json(webhooks::pause(&caller, *id).await?))
}

#[utoipa::path(tag = "webhooks", responses((status = 200, body = WebhookEndpoint), (status = 404, body = Problem)))]
#[delete("/api/v1/webhooks/{id}/pause")]
async fn resume_endpoint(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<web::Json<WebhookEndpoint>, Error> {
    Ok(web::Json(webhooks::resume(&caller, *id).await?))
}

#[utoipa::path(tag = "webhooks", responses((status = 202), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/webhooks/{id}/test")]
async fn test_endpoint(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    webhooks::test(&caller, *id).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[utoipa::path(tag = "webhooks", params(crate::kernel::page::Paging), responses((status = 200, body = Page<WebhookDelivery>), (status = 404, body = Problem)))]
#[get("/api/v1/webhooks/{id}/deliveries")]
async fn list_deliveries(
    caller: Authorized<ManageWebhooks>,
    id: web::Path<Uuid>,
    query: ListQuery,
) -> Result<web::Json<Page<WebhookDelivery>>, Error> {
    Ok(web::Json(webhooks::deliveries(&caller, *id, &query.paging).await?))
}

#[utoipa::path(tag = "webhooks", responses((status = 202), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/webhooks/{id}/deliveries/{delivery_id}/repetition")]
async fn repeat_delivery(caller: Authorized<ManageWebhooks>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (endpoint, delivery) = ids.into_inner();
    webhooks::repeat(&caller, endpoint, delivery).await?;
    Ok(HttpResponse::Accepted().finish())
}
