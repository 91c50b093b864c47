//! The console as JSON.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::TenantView;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::ListQuery;
use crate::people::tenants::ReadTenants;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(get);
}

/// Which tenants a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Filter {
    /// A part of the name or the short name.
    q: Option<String>,
}

#[utoipa::path(tag = "tenants", params(Filter, Paging), responses((status = 200, body = Page<TenantView>)))]
#[get("/api/v1/tenants")]
async fn list(caller: Authorized<ReadTenants>, query: ListQuery<Filter>) -> Result<web::Json<Page<TenantView>>, Error> {
    Ok(web::Json(actions::list(&caller, query.filter.q.as_deref().unwrap_or_default(), &query.paging).await?))
}

#[utoipa::path(tag = "tenants", responses((status = 200, body = TenantView), (status = 404, body = Problem)))]
#[get("/api/v1/tenants/{id}")]
async fn get(caller: Authorized<ReadTenants>, id: web::Path<Uuid>) -> Result<web::Json<TenantView>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}
