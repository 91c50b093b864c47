//! `Idempotency-Key` on POST under `/api/v1/`: key, work and saved answer share a transaction.
//!
//! For signed-in callers only: a public address has nobody to keep an answer for and reads the header itself where a
//! repetition would matter, and the forms of pages have keys of their own ([`super::forms_once`]). A verb of such a request
//! does not commit: it leaves its transaction in the [`Parking`] of the request. When the answer is known, this middleware
//! adds it under the key and commits once. The same key with the same body gets the saved answer; with another body it is
//! refused; kept for 7 days. A refusal is not kept: the request may be sent again.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, web};
use entity::idempotency_key;
use ring::digest;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::body::MOST_BODY_BYTES;
use crate::kernel::authz::SignedIn;
use crate::kernel::db::{Parking, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;

/// The header.
const HEADER: &str = "idempotency-key";
/// Where an answer is kept, and where it is not.
const KEPT_UNDER: &str = "/api/v1/";
const BUT_NOT_UNDER: &str = "/api/v1/public/";
/// A key is at most this long.
const MOST_KEY_CHARACTERS: usize = 200;

/// Runs a POST with an Idempotency-Key once.
///
/// # Errors
/// None of its own: a key used with another body is answered with `Invalid`.
pub async fn idempotent(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let prepared = match prepare(&mut request).await {
        Ok(Some(prepared)) => prepared,
        Ok(None) => return Ok(next.call(request).await?.map_into_boxed_body()),
        Err(error) => return Ok(ServiceResponse::from_err(error, request.into_parts().0)),
    };
    let once = match prepared {
        Prepared::Answered(answer) => return Ok(request.into_response(answer)),
        Prepared::First(once) => once,
    };
    let parking = Arc::new(Parking::default());
    request.extensions_mut().remove::<SignedIn>();
    request.extensions_mut().insert(Arc::clone(&parking));
    let (request, response) = next.call(request).await?.into_parts();
    let Some(tx) = parking.take() else { return Ok(ServiceResponse::new(request, response).map_into_boxed_body()) };
    let ended = if response.status().is_server_error() {
        // The verb was done but its answer was not made: nothing stays, so that it can be done again.
        Ok(response.map_into_boxed_body())
    } else if response.status().is_client_error() || tx.tenant() != once.tenant {
        tx.finish().await.map(|()| response.map_into_boxed_body())
    } else {
        keep(tx, once, response).await
    };
    match ended {
        Ok(response) => Ok(ServiceResponse::new(request, response)),
        Err(error) => Ok(ServiceResponse::from_err(error, request)),
    }
}

/// What is known of a request before it runs.
enum Prepared {
    /// It ran before.
    Answered(HttpResponse),
    /// It runs now.
    First(Once),
}

struct Once {
    key: String,
    tenant: TenantId,
    user_id: Uuid,
    fingerprint: Vec<u8>,
}

/// The Idempotency-Key of a request, if it has one.
///
/// # Errors
/// `Invalid` for a key that is empty, too long, or no text.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Error> {
    let Some(value) = headers.get(HEADER) else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| !key.is_empty() && key.chars().count() <= MOST_KEY_CHARACTERS);
    let refusal = || Error::invalid("Idempotency-Key", "length", "Send a key of 1 to 200 characters.");
    key.map(|key| Some(key.to_owned())).ok_or_else(refusal)
}

/// The refusal of a key that was used for another request.
#[must_use]
pub fn key_reused() -> Error {
    let detail = "This key was used for another request. Take a new key for a new request.";
    Error::invalid("Idempotency-Key", "reused", detail)
}

/// The refusal of a key whose first request is not answered yet.
#[must_use]
pub fn key_in_progress() -> Error {
    Error::refused("idempotency-in-progress", "The same request is being answered now. Repeat it in a second.")
}

/// `None` for a request that is not kept: it has no key, nobody is behind it, or its address is not one of these.
async fn prepare(request: &mut ServiceRequest) -> Result<Option<Prepared>, Error> {
    let kept = request.path().starts_with(KEPT_UNDER) && !request.path().starts_with(BUT_NOT_UNDER);
    if !kept || request.method() != Method::POST || !request.headers().contains_key(HEADER) {
        return Ok(None);
    }
    let Some(caller) = SignedIn::find(request.request()).await? else { return Ok(None) };
    let Some(key) = idempotency_key(request.headers())? else { return Ok(None) };
    let fingerprint = fingerprint(request).await?;
    if let Some(answer) = saved(&caller, &key, &fingerprint).await? {
        return Ok(Some(Prepared::Answered(answer)));
    }
    Ok(Some(Prepared::First(Once { key, tenant: caller.session().tenant, user_id: caller.session().user_id, fingerprint })))
}

/// Adds the answer to the transaction that the verb has left, and commits both.
async fn keep(tx: TenantTx, once: Once, response: HttpResponse<impl MessageBody>) -> Result<HttpResponse, Error> {
    let (head, body) = response.into_parts();
    let body = actix_web::body::to_bytes(body).await.map_err(|_| Error::from(anyhow::anyhow!("an answer could not be read")))?;
    let kind = head.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let row = idempotency_key::ActiveModel {
        id: Set(tx.new_id()?),
        key: Set(once.key),
        user_id: Set(once.user_id),
        fingerprint: Set(once.fingerprint),
        status: Set(i32::from(head.status().as_u16())),
        content_type: Set(kind.to_owned()),
        body: Set(body.to_vec()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    let taken = |error: Error| error.when_taken("idempotency_key_user_id_key_key", key_in_progress);
    tx.insert_all(vec![row]).await.map_err(taken)?;
    tx.finish().await?;
    Ok(head.set_body(body).map_into_boxed_body())
}

/// Reads the body, hashes it with method and path, and puts it back.
async fn fingerprint(request: &mut ServiceRequest) -> Result<Vec<u8>, Error> {
    let broken = |_| Error::Malformed("The body could not be read.".to_owned());
    let payload = request.extract::<web::Payload>().await.map_err(broken)?;
    let too_large = Error::TooLarge { limit: MOST_BODY_BYTES };
    let bytes = payload.to_bytes_limited(MOST_BODY_BYTES).await.map_err(|_| too_large)?.map_err(broken)?;
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(request.path().as_bytes());
    context.update(&[0]);
    context.update(&bytes);
    request.set_payload(Payload::from(bytes));
    Ok(context.finish().as_ref().to_vec())
}

async fn saved(caller: &SignedIn, key: &str, fingerprint: &[u8]) -> Result<Option<HttpResponse>, Error> {
    let tx = caller.kernel().read_as_system(caller.session().tenant).await?;
    let row = tx
        .rows::<idempotency_key::Entity>()
        .filter(idempotency_key::Column::UserId.eq(caller.session().user_id))
        .filter(idempotency_key::Column::Key.eq(key))
        .one()
        .await?;
    let Some(row) = row else { return Ok(None) };
    if row.fingerprint != fingerprint {
        return Err(key_reused());
    }
    let status = u16::try_from(row.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut answer = HttpResponse::build(status.unwrap_or(StatusCode::OK));
    answer.insert_header((header::CONTENT_TYPE, row.content_type)).insert_header(("idempotency-replayed", "true"));
    Ok(Some(answer.body(row.body)))
}
