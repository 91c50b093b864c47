//! The register for machines.

use actix_web::{get, web};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(promises);
}

/// The register of promises.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Promises {
    version: String,
    effective: String,
    kept: usize,
    total: usize,
    items: Vec<PromiseListed>,
}

/// A promise for machines.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PromiseListed {
    id: String,
    topic: String,
    sentence: String,
    kept: bool,
    control: Option<String>,
    tests: Vec<String>,
    note: Option<String>,
}

#[utoipa::path(tag = "trust", security(()), responses((status = 200, body = Promises)))]
#[get("/api/v1/public/promises")]
async fn promises() -> Result<web::Json<Promises>, Error> {
    let register = model::register()?;
    let items = register.promises.iter().map(|promise| PromiseListed {
        id: promise.id.clone(),
        topic: promise.topic.clone(),
        sentence: promise.sentence(Locale::En).to_owned(),
        kept: promise.is_kept(),
        control: Some(promise.control.clone()).filter(|control| !control.is_empty()),
        tests: promise.tests.clone(),
        note: promise.note.as_ref().map(|note| note.say(Locale::En).to_owned()),
    });
    let (version, effective) = (register.version.clone(), register.effective.to_string());
    Ok(web::Json(Promises { version, effective, kept: register.kept(), total: register.promises.len(), items: items.collect() }))
}
