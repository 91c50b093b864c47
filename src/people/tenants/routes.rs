//! The settings of a workspace as JSON.

use actix_web::{get, patch, web};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{Branding, BrandingChange, Language, LanguageChange};
use super::policy::{ManageWorkspace, ReadWorkspace};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::Body;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(branding).service(brand).service(language).service(regulate);
}

#[utoipa::path(tag = "settings", responses((status = 200, body = Branding)))]
#[get("/api/v1/settings/branding")]
async fn branding(caller: Authorized<ReadWorkspace>) -> Result<web::Json<Branding>, Error> {
    Ok(web::Json(Branding::from(&actions::own_settings(&caller).await?)))
}

#[utoipa::path(tag = "settings", request_body = BrandingChange, responses((status = 200, body = Branding), (status = 422, body = Problem)))]
#[patch("/api/v1/settings/branding")]
async fn brand(caller: Authorized<ManageWorkspace>, body: Body<BrandingChange>) -> Result<web::Json<Branding>, Error> {
    Ok(web::Json(actions::brand(&caller, body.0).await?))
}

#[utoipa::path(tag = "settings", responses((status = 200, body = Language)))]
#[get("/api/v1/settings/language")]
async fn language(caller: Authorized<ReadWorkspace>) -> Result<web::Json<Language>, Error> {
    Ok(web::Json(Language::from(&actions::own_settings(&caller).await?)))
}

#[utoipa::path(tag = "settings", request_body = LanguageChange, responses((status = 200, body = Language), (status = 422, body = Problem)))]
#[patch("/api/v1/settings/language")]
async fn regulate(caller: Authorized<ManageWorkspace>, body: Body<LanguageChange>) -> Result<web::Json<Language>, Error> {
    Ok(web::Json(actions::regulate(&caller, body.0).await?))
}
