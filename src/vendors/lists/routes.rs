//! The list of a workspace and the versions of the list as JSON.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{Comparison, Detail, ListVersion};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::Page;
use crate::kernel::web::{NoQuery, Query, Wish};
use crate::vendors::subprocessors::ReadSubprocessors;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(detail).service(versions).service(comparison);
}

/// Which versions are compared.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Pair {
    /// `snapshot_id` of the one, as annex III of an agreement names it.
    from: String,
    /// `snapshot_id` of the other; the newest when absent.
    to: Option<String>,
}

#[utoipa::path(tag = "subprocessors", params(Wish), responses((status = 200, body = Page<Detail>), (status = 403, body = Problem)))]
#[get("/api/v1/subprocessors")]
async fn detail(caller: Authorized<ReadSubprocessors>, wish: Query<Wish>) -> Result<web::Json<Page<Detail>>, Error> {
    let locale = wish.0.said().unwrap_or(caller.session().locale);
    Ok(web::Json(Page { items: actions::detail(&caller, locale).await?, next: None }))
}

#[utoipa::path(tag = "subprocessors", responses((status = 200, body = Page<ListVersion>), (status = 403, body = Problem)))]
#[get("/api/v1/subprocessors/versions")]
async fn versions(caller: Authorized<ReadSubprocessors>, _: NoQuery) -> Result<web::Json<Page<ListVersion>>, Error> {
    Ok(web::Json(Page { items: actions::versions(&caller).await?, next: None }))
}

#[utoipa::path(tag = "subprocessors", params(Pair), responses((status = 200, body = Comparison), (status = 403, body = Problem), (status = 422, body = Problem)))]
#[get("/api/v1/subprocessors/comparison")]
async fn comparison(caller: Authorized<ReadSubprocessors>, pair: Query<Pair>) -> Result<web::Json<Comparison>, Error> {
    Ok(web::Json(actions::compare(&caller, &pair.0.from, pair.0.to.as_deref()).await?))
}
