//! Progress as JSON.

use actix_web::{get, web};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{Filter, Matrix};
use super::overview::{self, Overview};
use super::person::{self, Person};
use super::policy::ReadProgress;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Paging;
use crate::kernel::web::ListQuery;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(matrix).service(get_overview).service(get_person);
}

/// People × modules.
#[utoipa::path(tag = "progress", params(Filter, Paging), responses((status = 200, body = Matrix), (status = 422, body = Problem)))]
#[get("/api/v1/progress")]
async fn matrix(caller: Authorized<ReadProgress>, query: ListQuery<Filter>) -> Result<web::Json<Matrix>, Error> {
    Ok(web::Json(actions::matrix(&caller, &query.filter, &query.paging).await?))
}

/// The numbers of the overview.
#[utoipa::path(tag = "progress", responses((status = 200, body = Overview)))]
#[get("/api/v1/overview")]
async fn get_overview(caller: Authorized<ReadProgress>) -> Result<web::Json<Overview>, Error> {
    Ok(web::Json(overview::overview(&caller).await?))
}

/// One person's way. That somebody looked stands in the log.
#[utoipa::path(tag = "progress", responses((status = 200, body = Person), (status = 404, body = Problem)))]
#[get("/api/v1/progress/{user_id}")]
async fn get_person(caller: Authorized<ReadProgress>, user_id: web::Path<Uuid>) -> Result<web::Json<Person>, Error> {
    Ok(web::Json(person::person(&caller, *user_id).await?))
}
