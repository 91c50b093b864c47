//! Agreements as JSON: for everybody who has an address, and for the operator's staff.

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use entity::agreement;
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{NewRequest, Processor, Requested, Status};
use super::policy::ManageAgreements;
use super::states::State;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, Query, idempotency_key};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(request).service(list).service(get).service(retry).service(resend);
    super::life::api(config);
    super::life::held_api(config);
    super::preview::api(config);
}

#[utoipa::path(tag = "agreements", request_body = NewRequest, security(()),
    responses((status = 201, body = Requested), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/public/dpa-requests")]
async fn request(
    visitor: Visitor,
    processor: web::Data<Processor>,
    request: HttpRequest,
    body: Body<NewRequest>,
) -> Result<HttpResponse, Error> {
    let key = idempotency_key(request.headers())?;
    let answered = actions::request(&visitor, &processor, &body.0, key.as_deref()).await?;
    let mut created = HttpResponse::Created();
    created.insert_header((LOCATION, answered.requested.status_url.as_str()));
    if answered.replayed {
        created.insert_header(("idempotency-replayed", "true"));
    }
    Ok(created.json(answered.requested))
}

/// A requested agreement in the operator's list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AgreementListed)]
struct Listed {
    id: Uuid,
    number: String,
    state: String,
    language: String,
    legal_name: String,
    country: String,
    requested_at: DateTime<Utc>,
    sealed_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
    failure: Option<String>,
}

impl From<agreement::Model> for Listed {
    fn from(row: agreement::Model) -> Self {
        Self {
            id: row.id,
            number: row.number,
            state: row.state,
            language: row.language,
            legal_name: row.legal_name,
            country: row.country,
            requested_at: row.requested_at,
            sealed_at: row.sealed_at,
            sent_at: row.sent_at,
            failure: row.failure,
        }
    }
}

/// Which agreements.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
struct Filter {
    /// Only those in this state.
    state: Option<State>,
    /// Part of the organisation's name or of the number.
    q: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Rows, 1 to 200; 50 when absent.
    limit: Option<u64>,
}

#[utoipa::path(tag = "agreements", params(Filter), responses((status = 200, body = Page<Listed>)))]
#[get("/api/v1/dpa-requests")]
async fn list(caller: Authorized<ManageAgreements>, filter: Query<Filter>) -> Result<web::Json<Page<Listed>>, Error> {
    let Filter { state, q, after, limit } = filter.0;
    let listed = actions::list(&caller, state, q.as_deref().unwrap_or_default(), &Paging { after, limit }).await?;
    Ok(web::Json(listed.map(Listed::from)))
}

#[utoipa::path(tag = "agreements", responses((status = 200, body = Status), (status = 404, body = Problem)))]
#[get("/api/v1/dpa-requests/{id}")]
async fn get(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<web::Json<Status>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?.0))
}

#[utoipa::path(tag = "agreements", responses((status = 202), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/retry")]
async fn retry(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::retry(&caller, *id).await?;
    Ok(HttpResponse::Accepted().finish())
}

#[utoipa::path(tag = "agreements", responses((status = 202), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/dpa-requests/{id}/mail")]
async fn resend(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::resend(&caller, *id).await?;
    Ok(HttpResponse::Accepted().finish())
}
