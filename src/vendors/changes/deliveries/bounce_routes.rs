//! What the mail service tells of mails that came back, signed as in Standard Webhooks.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::bounce::{Bounce, BounceSecret, report};
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, Problem};
use crate::kernel::signatures;
use crate::kernel::web::MOST_BODY_BYTES;

/// One message holds at most so many mails.
const MOST_MAILS: usize = 1_000;

/// The routes of bounces.
pub fn api(config: &mut ServiceConfig) {
    config.service(mail_bounces);
}

/// Mails that came back.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Bounces {
    /// At most 1,000.
    bounces: Vec<Bounce>,
}

/// Takes what came back. Signed with the secret of the setting `mail_bounce_secret`; a message that comes twice, or names mails
/// that nobody sent, changes nothing and is answered the same.
#[utoipa::path(tag = "subprocessor changes", request_body = Bounces, security(()),
    params(
        ("webhook-id" = String, Header, description = "The id of the message"),
        ("webhook-timestamp" = i64, Header, description = "When it was sent, in seconds of Unix time; at most 5 minutes off"),
        ("webhook-signature" = String, Header, description = "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces"),
    ),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[post("/api/v1/hooks/mail-bounces")]
async fn mail_bounces(
    visitor: Visitor,
    secret: web::Data<BounceSecret>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Error> {
    let secret = secret.bytes().ok_or(Error::NotFound)?;
    let too_large = Error::TooLarge { limit: MOST_BODY_BYTES };
    let body = payload.to_bytes_limited(MOST_BODY_BYTES).await.map_err(|_| too_large)?;
    let body = body.map_err(|_| Error::Malformed("The body ended early.".to_owned()))?;
    if !is_signed(secret, &request, &body, visitor.kernel().clock.now().timestamp()) {
        return Err(Error::Unauthenticated);
    }
    let told: Bounces = serde_json::from_slice(&body)
        .map_err(|error| Error::invalid("bounces", "wrong-type", format!("This was not understood: {error}.")))?;
    if told.bounces.len() > MOST_MAILS {
        return Err(Error::invalid("bounces", "too-long", format!("Send at most {MOST_MAILS} in one message.")));
    }
    for bounce in &told.bounces {
        report(visitor.kernel(), bounce).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

fn is_signed(secret: &[u8], request: &HttpRequest, body: &[u8], now: i64) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (Some(id), Some(time), Some(given)) = (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"))
    else {
        return false;
    };
    signatures::is_signed(secret, (id, time, given), body, now)
}
