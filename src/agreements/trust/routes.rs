//! Evidence as JSON.

use actix_web::{get, web};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::evidence;
use super::model::Evidence;
use super::policy::ReadEvidence;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::kernel::web::NoQuery;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list);
}

/// What the workspace has seen of the promises.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Seen {
    items: Vec<Said>,
}

/// What the workspace has seen of one promise.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Said {
    #[serde(flatten)]
    evidence: Evidence,
    /// The sentence in the language of the reader.
    sentence: String,
}

#[utoipa::path(tag = "trust", responses((status = 200, body = Seen)))]
#[get("/api/v1/evidence")]
async fn list(caller: Authorized<ReadEvidence>, visitor: Visitor, _: NoQuery) -> Result<web::Json<Seen>, Error> {
    let (texts, zone) = (Texts::new(caller.session().locale), caller.session().workspace.zone);
    let items = evidence::evidence(&caller, &visitor).await?;
    let items = items.into_iter().map(|evidence| Said { sentence: evidence.say(texts, zone), evidence }).collect();
    Ok(web::Json(Seen { items }))
}
