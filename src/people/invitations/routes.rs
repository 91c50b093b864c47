//! Accepting an invitation as JSON.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::Acceptance;
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, Problem};
use crate::kernel::web::{Body, session_cookie};
use crate::people::sessions;

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(accept);
}

/// The session that begins with the acceptance; its secret is in the cookie.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Accepted {
    /// The session.
    id: Uuid,
    /// When it ends at the latest.
    expires_at: DateTime<Utc>,
}

#[utoipa::path(tag = "sessions", security(()), request_body = Acceptance, responses((status = 201, body = Accepted), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/public/invitations/{link}/acceptance")]
async fn accept(
    visitor: Visitor,
    request: HttpRequest,
    link: web::Path<String>,
    body: Body<Acceptance>,
) -> Result<HttpResponse, Error> {
    sessions::unrepeatable(&request)?;
    let opened = actions::accept(&visitor, &link, body.0).await?;
    let cookie = session_cookie(visitor.kernel(), opened.secret);
    Ok(HttpResponse::Created().cookie(cookie).json(Accepted { id: opened.id, expires_at: opened.expires_at }))
}
