//! Modules as JSON.

use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::draft::{Draft, ModuleChange, NewModule, NewUnit, UnitChange, UnitDraft};
use super::model::{Filter, Module, ModuleWithUnits, PublicationSummary, Unit};
use super::policy::{ManageModules, ReadModules};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, NoQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(create).service(get).service(update);
    config.service(add_unit).service(reorder).service(one_unit).service(update_unit).service(remove_unit);
    config.service(publish).service(publications);
}

/// The units of a module in their order.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct UnitOrder {
    /// Every unit, in the new order.
    unit_ids: Vec<Uuid>,
    /// The order it is based on; when there is another by now, the change is refused.
    based_on: Option<Vec<Uuid>>,
}

#[utoipa::path(tag = "modules", params(Filter, Paging), responses((status = 200, body = Page<Module>)))]
#[get("/api/v1/modules")]
async fn list(caller: Authorized<ReadModules>, query: ListQuery<Filter>) -> Result<web::Json<Page<Module>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.filter, &query.paging).await?))
}

#[utoipa::path(tag = "modules", request_body = NewModule, responses((status = 201, body = Module), (status = 422, body = Problem)))]
#[post("/api/v1/modules")]
async fn create(caller: Authorized<ManageModules>, body: Body<NewModule>) -> Result<HttpResponse, Error> {
    let draft = Draft::read(&body.0, caller.session().locale.code())?;
    Ok(HttpResponse::Created().json(actions::create(&caller, draft).await?))
}

#[utoipa::path(tag = "modules", responses((status = 200, body = ModuleWithUnits), (status = 404, body = Problem)))]
#[get("/api/v1/modules/{id}")]
async fn get(caller: Authorized<ReadModules>, id: web::Path<Uuid>) -> Result<web::Json<ModuleWithUnits>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "modules", request_body = ModuleChange, responses((status = 200, body = ModuleWithUnits), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[patch("/api/v1/modules/{id}")]
async fn update(
    caller: Authorized<ManageModules>,
    id: web::Path<Uuid>,
    body: Body<ModuleChange>,
) -> Result<web::Json<ModuleWithUnits>, Error> {
    Ok(web::Json(actions::update(&caller, *id, body.0).await?))
}

#[utoipa::path(tag = "modules", request_body = NewUnit, responses((status = 201, body = Unit), (status = 422, body = Problem)))]
#[post("/api/v1/modules/{id}/units")]
async fn add_unit(caller: Authorized<ManageModules>, id: web::Path<Uuid>, body: Body<NewUnit>) -> Result<HttpResponse, Error> {
    let added = actions::add_unit(&caller, *id, UnitDraft::read(body.0)?).await?;
    Ok(HttpResponse::Created().json(added))
}

#[utoipa::path(tag = "modules", request_body = UnitOrder, responses((status = 200, body = Page<Unit>), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/modules/{id}/units/order")]
async fn reorder(
    caller: Authorized<ManageModules>,
    id: web::Path<Uuid>,
    body: Body<UnitOrder>,
) -> Result<web::Json<Page<Unit>>, Error> {
    let items = actions::reorder(&caller, *id, &body.0.unit_ids, body.0.based_on.as_ref()).await?;
    Ok(web::Json(Page { items, next: None }))
}

#[utoipa::path(tag = "modules", responses((status = 200, body = Unit), (status = 404, body = Problem)))]
#[get("/api/v1/modules/{id}/units/{unit_id}")]
async fn one_unit(caller: Authorized<ReadModules>, ids: web::Path<(Uuid, Uuid)>) -> Result<web::Json<Unit>, Error> {
    Ok(web::Json(actions::unit(&caller, ids.0, ids.1).await?))
}

#[utoipa::path(tag = "modules", request_body = UnitChange, responses((status = 200, body = Unit), (status = 409, body = Problem)))]
#[patch("/api/v1/modules/{id}/units/{unit_id}")]
async fn update_unit(
    caller: Authorized<ManageModules>,
    ids: web::Path<(Uuid, Uuid)>,
    body: Body<UnitChange>,
) -> Result<web::Json<Unit>, Error> {
    Ok(web::Json(actions::update_unit(&caller, ids.0, ids.1, body.0).await?))
}

#[utoipa::path(tag = "modules", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/modules/{id}/units/{unit_id}")]
async fn remove_unit(caller: Authorized<ManageModules>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    actions::remove_unit(&caller, ids.0, ids.1).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "modules", responses((status = 201, body = PublicationSummary), (status = 409, body = Problem)))]
#[post("/api/v1/modules/{id}/publication")]
async fn publish(caller: Authorized<ManageModules>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::Created().json(actions::publish(&caller, *id).await?))
}

#[utoipa::path(tag = "modules", responses((status = 200, body = Page<PublicationSummary>), (status = 404, body = Problem)))]
#[get("/api/v1/modules/{id}/publications")]
async fn publications(
    caller: Authorized<ReadModules>,
    id: web::Path<Uuid>,
    _: NoQuery,
) -> Result<web::Json<Page<PublicationSummary>>, Error> {
    let items = actions::publications(&caller, *id).await?;
    Ok(web::Json(Page { items, next: None }))
}
