//! The register for machines.

use actix_web::{get, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::conditions::Conditions;
use super::model;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};

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
    /// The module that keeps it.
    control: Option<String>,
    /// How it is kept, in plain words.
    how: Option<String>,
    tests: Vec<String>,
    /// When its tests last ran and passed.
    checked_at: Option<DateTime<Utc>>,
    /// On which stores all of them passed.
    checked_on: Vec<&'static str>,
    /// They ran for exactly the sources that this program was built from.
    checked_these_sources: bool,
    /// Which part is missing.
    note: Option<String>,
    /// What stands in the way now, of a promise that needs more than its tests: while it does, the promise is not kept.
    hindrance: Option<String>,
}

#[utoipa::path(tag = "trust", security(()), responses((status = 200, body = Promises)))]
#[get("/api/v1/public/promises")]
async fn promises(visitor: Visitor) -> Result<web::Json<Promises>, Error> {
    let (register, now) = (model::register()?, Conditions::now(visitor.kernel()).await?);
    let items = register.promises.iter().map(|promise| {
        let proof = promise.proof();
        PromiseListed {
            id: promise.id.clone(),
            topic: promise.topic.clone(),
            sentence: promise.sentence(Locale::En).to_owned(),
            kept: promise.is_kept(&now),
            control: Some(promise.control.clone()).filter(|control| !control.is_empty()),
            how: promise.how.as_ref().map(|how| how.say(Locale::En).to_owned()),
            tests: promise.tests.clone(),
            checked_at: proof.as_ref().map(|proof| proof.ran_at),
            checked_these_sources: proof.as_ref().is_some_and(|proof| proof.is_current),
            checked_on: proof.map(|proof| proof.stores).unwrap_or_default(),
            note: promise.note.as_ref().map(|note| note.say(Locale::En).to_owned()),
            hindrance: promise.hindrance(&now, Texts::new(Locale::En)),
        }
    });
    Ok(web::Json(Promises {
        version: register.version.clone(),
        effective: register.effective.to_string(),
        kept: register.kept(&now),
        total: register.promises.len(),
        items: items.collect(),
    }))
}
