//! The log as JSON.

use actix_web::{get, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{Entry, Filter, Status};
use super::policy::ReadLog;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::ListQuery;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(checkpoint);
}

#[utoipa::path(tag = "log", params(Filter, Paging), responses((status = 200, body = Page<Entry>), (status = 422, body = Problem)))]
#[get("/api/v1/audit-events")]
async fn list(caller: Authorized<ReadLog>, query: ListQuery<Filter>) -> Result<web::Json<Page<Entry>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.filter, &query.paging).await?))
}

#[utoipa::path(tag = "log", responses((status = 200, body = Status), (status = 404, body = Problem)))]
#[get("/api/v1/audit-checkpoint")]
async fn checkpoint(caller: Authorized<ReadLog>) -> Result<web::Json<Status>, Error> {
    Ok(web::Json(actions::status(&caller).await?.ok_or(Error::NotFound)?))
}
