//! Sessions, tokens and "who am I" as JSON.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions::{self, Opened};
use super::model::{NewToken, OpenSession, SignIn, Token};
use super::policy::{OwnAccount, OwnTokens};
use super::{credentials, tokens};
use crate::kernel::authz::{Authorized, Role, SignedIn, Visitor};
use crate::kernel::error::{Error, Problem};
use crate::kernel::i18n::Locale;
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, session_cookie, session_cookie_removed};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(sign_in).service(sign_out).service(confirm).service(list).service(revoke_others).service(revoke);
    config.service(me).service(change_password).service(issue_token).service(my_tokens).service(revoke_token);
}

/// A session that has just begun or was confirmed; its secret is in the cookie.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Begun {
    /// The session.
    id: Uuid,
    /// When it ends at the latest.
    expires_at: DateTime<Utc>,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct Confirmation {
    /// The password.
    password: String,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct PasswordChange {
    /// The password as it is.
    current_password: String,
    /// The password as it shall be.
    new_password: String,
}

/// How many sessions ended.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Ended {
    /// Sessions.
    ended: usize,
}

/// A token that was just issued: the only answer that shows its secret.
#[derive(Serialize, utoipa::ToSchema)]
struct IssuedToken {
    #[serde(flatten)]
    about: Token,
    /// The secret, for `Authorization: Bearer …`.
    token: String,
}

/// Who is signed in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Me {
    id: Uuid,
    email: String,
    name: String,
    role: Role,
    locale: Locale,
    workspace: MyWorkspace,
    /// What the role may do, as `object:action`, sorted.
    permissions: Vec<String>,
}

/// Where somebody is signed in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MyWorkspace {
    slug: String,
    name: String,
}

#[utoipa::path(tag = "sessions", security(()), request_body = SignIn, responses((status = 201, body = Begun), (status = 401, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
#[post("/api/v1/sessions")]
async fn sign_in(visitor: Visitor, request: HttpRequest, body: Body<SignIn>) -> Result<HttpResponse, Error> {
    unrepeatable(&request)?;
    let before = SignedIn::find(&request).await?;
    let opened = credentials::sign_in(&visitor, body.0, before.as_ref()).await?;
    let answer =
        HttpResponse::Created().cookie(session_cookie(visitor.kernel(), opened.secret.clone())).json(Begun::from(&opened));
    Ok(answer)
}

#[utoipa::path(tag = "sessions", responses((status = 204), (status = 409, body = Problem)))]
#[delete("/api/v1/sessions/current")]
async fn sign_out(caller: Authorized<OwnAccount>) -> Result<HttpResponse, Error> {
    actions::end(&caller).await?;
    Ok(HttpResponse::NoContent().cookie(session_cookie_removed(caller.kernel())).finish())
}

#[utoipa::path(tag = "sessions", request_body = Confirmation, responses((status = 200, body = Begun), (status = 422, body = Problem)))]
#[post("/api/v1/sessions/current/confirmation")]
async fn confirm(caller: Authorized<OwnAccount>, request: HttpRequest, body: Body<Confirmation>) -> Result<HttpResponse, Error> {
    unrepeatable(&request)?;
    let opened = credentials::confirm(&caller, body.0.password).await?;
    Ok(HttpResponse::Ok().cookie(session_cookie(caller.kernel(), opened.secret.clone())).json(Begun::from(&opened)))
}

#[utoipa::path(tag = "sessions", params(Paging), responses((status = 200, body = Page<OpenSession>)))]
#[get("/api/v1/sessions")]
async fn list(caller: Authorized<OwnAccount>, query: ListQuery) -> Result<web::Json<Page<OpenSession>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "sessions", responses((status = 200, body = Ended)))]
#[delete("/api/v1/sessions")]
async fn revoke_others(caller: Authorized<OwnAccount>) -> Result<web::Json<Ended>, Error> {
    Ok(web::Json(Ended { ended: actions::revoke_others(&caller).await? }))
}

#[utoipa::path(tag = "sessions", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/sessions/{id}")]
async fn revoke(caller: Authorized<OwnAccount>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::revoke(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "sessions", responses((status = 200, body = Me), (status = 401, body = Problem)))]
#[get("/api/v1/me")]
async fn me(caller: SignedIn) -> web::Json<Me> {
    let session = caller.session();
    web::Json(Me {
        id: session.user_id,
        email: session.email.clone(),
        name: session.name.clone(),
        role: session.role,
        locale: session.locale,
        workspace: MyWorkspace { slug: session.workspace.slug.clone(), name: session.workspace.name.clone() },
        permissions: caller.kernel().policy.permissions_of(session.role).to_vec(),
    })
}

#[utoipa::path(tag = "sessions", request_body = PasswordChange, responses((status = 204), (status = 422, body = Problem)))]
#[post("/api/v1/me/password")]
async fn change_password(
    caller: Authorized<OwnAccount>,
    request: HttpRequest,
    body: Body<PasswordChange>,
) -> Result<HttpResponse, Error> {
    unrepeatable(&request)?;
    let opened = credentials::change_password(&caller, body.0.current_password, body.0.new_password).await?;
    Ok(HttpResponse::NoContent().cookie(session_cookie(caller.kernel(), opened.secret)).finish())
}

#[utoipa::path(tag = "tokens", request_body = NewToken, responses((status = 201, body = IssuedToken), (status = 403, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/tokens")]
async fn issue_token(caller: Authorized<OwnTokens>, request: HttpRequest, body: Body<NewToken>) -> Result<HttpResponse, Error> {
    unrepeatable(&request)?;
    let (about, token) = tokens::issue(&caller, &body.0).await?;
    Ok(HttpResponse::Created().insert_header((header::CACHE_CONTROL, "no-store")).json(IssuedToken { about, token }))
}

#[utoipa::path(tag = "tokens", params(Paging), responses((status = 200, body = Page<Token>)))]
#[get("/api/v1/tokens")]
async fn my_tokens(caller: Authorized<OwnTokens>, query: ListQuery) -> Result<web::Json<Page<Token>>, Error> {
    Ok(web::Json(tokens::mine(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "tokens", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/tokens/{id}")]
async fn revoke_token(caller: Authorized<OwnTokens>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    tokens::revoke_token(&caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An answer that carries a secret is not kept for a repetition: the secret would lie in the table of answers.
///
/// # Errors
/// `Invalid` when the request has an Idempotency-Key.
pub fn unrepeatable(request: &HttpRequest) -> Result<(), Error> {
    if request.headers().contains_key("idempotency-key") {
        let detail = "Leave the key out here: this answer carries a secret and is never kept.";
        return Err(Error::invalid("Idempotency-Key", "not-kept", detail));
    }
    Ok(())
}

impl From<&Opened> for Begun {
    fn from(opened: &Opened) -> Self {
        Self { id: opened.id, expires_at: opened.expires_at }
    }
}
