//! Versions of the agreement's text as JSON, for the operator's staff.

use actix_web::{HttpResponse, get, post, put, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::clauses::{Performer, Tally, are_current};
use super::compare::Comparison;
use super::model::{MOST_BYTES, NewVersion, Received, State};
use super::policy::{ApproveTemplates, ManageTemplates, ReadTemplates};
use super::view::{Files, Version};
use super::{actions, shelf};
use crate::agreements::promises::Conditions;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::i18n::Locale;
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, Query};

/// Three files of the largest size, and what JSON adds to write them.
const MOST_BODY: usize = 4 * MOST_BYTES;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(upload).service(get).service(rewrite).service(read_files).service(differences);
    config.service(public_version);
    config.service(approve).service(publish).service(retire).service(withdraw);
}

/// Which versions a list shows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Filter {
    /// How far they have come.
    state: Option<State>,
}

/// What was read before it is approved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Approval {
    /// The revision that was read.
    revision: i32,
}

/// With which version to compare.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Against {
    /// The older version.
    before: Uuid,
    /// `en` or `de`; `en` when absent.
    language: Option<Locale>,
}

#[utoipa::path(tag = "agreement templates", params(Filter, Paging), responses((status = 200, body = Page<Version>)))]
#[get("/api/v1/operator/dpa-templates")]
async fn list(caller: Authorized<ReadTemplates>, query: ListQuery<Filter>) -> Result<web::Json<Page<Version>>, Error> {
    Ok(web::Json(actions::list(&caller, query.filter.state, &query.paging).await?))
}

#[utoipa::path(tag = "agreement templates", request_body = NewVersion, responses((status = 201, body = Version), (status = 422, body = Problem)))]
#[post("/api/v1/operator/dpa-templates")]
async fn upload(caller: Authorized<ManageTemplates>, body: Body<NewVersion, MOST_BODY>) -> Result<HttpResponse, Error> {
    let checked = actions::check(Received::from(&body.0)).await?.map_err(|wrong| actions::invalid(&wrong))?;
    Ok(HttpResponse::Created().json(actions::upload(&caller, &checked, &body.0.note).await?))
}

#[utoipa::path(tag = "agreement templates", responses((status = 200, body = Version), (status = 404, body = Problem)))]
#[get("/api/v1/operator/dpa-templates/{id}")]
async fn get(caller: Authorized<ReadTemplates>, id: web::Path<Uuid>) -> Result<web::Json<Version>, Error> {
    Ok(web::Json(actions::get(&caller, *id).await?))
}

#[utoipa::path(tag = "agreement templates", request_body = NewVersion, responses((status = 200, body = Version), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/operator/dpa-templates/{id}")]
async fn rewrite(
    caller: Authorized<ManageTemplates>,
    id: web::Path<Uuid>,
    body: Body<NewVersion, MOST_BODY>,
) -> Result<web::Json<Version>, Error> {
    let checked = actions::check(Received::from(&body.0)).await?.map_err(|wrong| actions::invalid(&wrong))?;
    Ok(web::Json(actions::rewrite(&caller, *id, &checked, &body.0.note, body.0.revision).await?))
}

#[utoipa::path(tag = "agreement templates", responses((status = 200, body = Files), (status = 404, body = Problem)))]
#[get("/api/v1/operator/dpa-templates/{id}/files")]
async fn read_files(caller: Authorized<ReadTemplates>, id: web::Path<Uuid>) -> Result<web::Json<Files>, Error> {
    Ok(web::Json(actions::files(&caller, *id).await?))
}

#[utoipa::path(tag = "agreement templates", params(Against), responses((status = 200, body = Comparison), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[get("/api/v1/operator/dpa-templates/{id}/differences")]
async fn differences(
    caller: Authorized<ReadTemplates>,
    id: web::Path<Uuid>,
    against: Query<Against>,
) -> Result<web::Json<Comparison>, Error> {
    let locale = against.0.language.unwrap_or_default();
    Ok(web::Json(actions::differences(&caller, against.0.before, *id, locale).await?))
}

#[utoipa::path(tag = "agreement templates", request_body = Approval, responses((status = 200, body = Version), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/dpa-templates/{id}/approval")]
async fn approve(
    caller: Authorized<ApproveTemplates>,
    id: web::Path<Uuid>,
    body: Body<Approval>,
) -> Result<web::Json<Version>, Error> {
    Ok(web::Json(actions::approve(&caller, *id, body.0.revision).await?))
}

#[utoipa::path(tag = "agreement templates", responses((status = 200, body = Version), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/operator/dpa-templates/{id}/publication")]
async fn publish(caller: Authorized<ManageTemplates>, id: web::Path<Uuid>) -> Result<web::Json<Version>, Error> {
    Ok(web::Json(actions::publish(&caller, *id).await?))
}

#[utoipa::path(tag = "agreement templates", responses((status = 200, body = Version), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/dpa-templates/{id}/retirement")]
async fn retire(caller: Authorized<ManageTemplates>, id: web::Path<Uuid>) -> Result<web::Json<Version>, Error> {
    Ok(web::Json(actions::retire(&caller, *id).await?))
}

#[utoipa::path(tag = "agreement templates", responses((status = 200, body = Version), (status = 404, body = Problem), (status = 409, body = Problem)))]
#[post("/api/v1/operator/dpa-templates/{id}/withdrawal")]
async fn withdraw(caller: Authorized<ManageTemplates>, id: web::Path<Uuid>) -> Result<web::Json<Version>, Error> {
    Ok(web::Json(actions::withdraw(&caller, *id).await?))
}

/// A version that agreements are, or were, made from: what keeps each of its clauses.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PublicVersion {
    version: String,
    /// How many clauses are carried out by whom.
    tally: Tally,
    /// What is proved was proved for exactly the sources that this program was built from.
    checked_these_sources: bool,
    clauses: Vec<ClauseListed>,
}

/// A numbered clause of which the version says who carries it out.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ClauseListed {
    number: String,
    /// Its name in every language.
    anchor: String,
    performed_by: Performer,
    /// The promises of the public register on which it stands.
    promises: Vec<String>,
    /// When the tests behind it last passed; absent when it is not the software's, or not kept at present.
    proved_at: Option<DateTime<Utc>>,
}

#[utoipa::path(tag = "agreement templates", security(()), responses((status = 200, body = PublicVersion), (status = 404, body = Problem)))]
#[get("/api/v1/public/dpa-versions/{version}")]
async fn public_version(visitor: Visitor, version: web::Path<String>) -> Result<web::Json<PublicVersion>, Error> {
    let template = shelf::edition(visitor.kernel(), &version).await?;
    let now = Conditions::now(visitor.kernel()).await?;
    let clauses = template.clauses();
    let listed = clauses.iter().map(|clause| ClauseListed {
        number: clause.number.to_owned(),
        anchor: clause.anchor.to_owned(),
        performed_by: clause.performed_by,
        promises: clause.promises.iter().map(|promise| promise.id.clone()).collect(),
        proved_at: clause.proved_at(&now),
    });
    let (version, tally) = (template.version().to_owned(), Tally::of(&clauses, &now));
    let checked_these_sources = are_current(&clauses);
    Ok(web::Json(PublicVersion { version, tally, checked_these_sources, clauses: listed.collect() }))
}
