//! Instructions as JSON.

use actix_web::{get, put, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{AiChoice, AiSwitch, Instruction, Subject};
use super::policy::{ManageSettings, ReadSettings};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(ai).service(switch_ai).service(instructions);
    super::written::api(config);
}

#[utoipa::path(tag = "settings", responses((status = 200, body = AiSwitch)))]
#[get("/api/v1/settings/ai")]
async fn ai(caller: Authorized<ReadSettings>) -> Result<web::Json<AiSwitch>, Error> {
    Ok(web::Json(actions::ai(&caller).await?))
}

#[utoipa::path(tag = "settings", request_body = AiChoice, responses((status = 200, body = AiSwitch), (status = 422, body = Problem)))]
#[put("/api/v1/settings/ai")]
async fn switch_ai(caller: Authorized<ManageSettings>, body: Body<AiChoice>) -> Result<web::Json<AiSwitch>, Error> {
    Ok(web::Json(actions::switch_ai(&caller, body.0.enabled).await?))
}

/// Which instructions.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct OnSubject {
    /// Only those on this subject.
    subject: Option<Subject>,
}

#[utoipa::path(tag = "settings", params(OnSubject, Paging), responses((status = 200, body = Page<Instruction>), (status = 422, body = Problem)))]
#[get("/api/v1/settings/instructions")]
async fn instructions(
    caller: Authorized<ReadSettings>,
    query: ListQuery<OnSubject>,
) -> Result<web::Json<Page<Instruction>>, Error> {
    Ok(web::Json(actions::instructions(&caller, query.filter.subject, &query.paging).await?))
}
