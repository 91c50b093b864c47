//! A form of a page is done once, however often it is sent: by a double click, over a slow line, after a step back.
//!
//! Every form is sent out with a key of its own ([`super::form_keys`]). The first sending of a key claims it for the person,
//! with a keyed hash of its answers; when it is done, the next sending of the same answers is led to where the first one was
//! led, and nothing is done again. Other answers under the key are another sending, and so are the first ones after them.
//! What was refused is not kept, nor what opened a session: it may be sent again. A claim whose server fell is let go after
//! two minutes; what its work had committed by then may be done again, and that is all that may. Nobody is there to keep a
//! claim for visitors; the public form that creates something reads its [`FormKey`] itself.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, web};
use chrono::TimeDelta;
use entity::idempotency_key;
use sea_orm::{ColumnTrait as _, Set};
use tracing::Instrument as _;
use uuid::Uuid;

use super::body::{MOST_BODY_BYTES, SentForm, content_type};
use super::form_keys::parted;
use super::idempotency::key_in_progress;
use crate::kernel::Kernel;
use crate::kernel::authz::SignedIn;
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::error::Error;
use crate::kernel::html::{Tone, flash_again, flash_set, see_other, see_other_with};
use crate::kernel::tenancy::TenantId;

/// The status of a claim whose work is under way.
const UNDER_WAY: i32 = 102;
/// The status of a claim whose work is done.
const DONE: i32 = 303;
/// How long, and how often, a second sending looks whether the first one is done.
const WAIT: Duration = Duration::from_millis(250);
const MOST_LOOKS: u32 = 20;
/// After so long nobody is at work any more: a statement ends after 30 seconds, and a server that stops waits 30 seconds.
const LONGEST_WORK: TimeDelta = TimeDelta::minutes(2);

/// What makes one sending of a form the same as another.
#[derive(Clone, Debug)]
pub struct FormKey {
    /// The key the form was sent out with.
    pub key: String,
    /// A keyed hash of where it goes and what is answered.
    answers: [u8; 32],
}

impl FormKey {
    /// The key for a verb that keeps keys itself and takes each for one request: with the answers in it.
    #[must_use]
    pub fn of_request(&self) -> String {
        format!("form {} {}", self.key, data_encoding::HEXLOWER.encode(&self.answers))
    }
}

/// Does a form with a key once.
///
/// # Errors
/// Passes on what the request ends in.
pub async fn forms_once(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if !is_form(&request) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    // A browser that hears a second click hangs up on the first sending; that one still comes to its end.
    let ended = actix_web::rt::spawn(claimed_and_done(request, next).in_current_span()).await;
    ended.map_err(|error| Error::from(anyhow::Error::new(error)))?
}

async fn claimed_and_done(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let claim = match claim(&mut request).await {
        Ok(Claimed::Nothing) => return Ok(next.call(request).await?.map_into_boxed_body()),
        Ok(Claimed::Before(answer)) => return Ok(request.into_response(answer)),
        Ok(Claimed::Now(claim)) => claim,
        Err(error) => return Ok(ServiceResponse::from_err(error, request.into_parts().0)),
    };
    // In a task of its own, so that a panic lets the key go as well.
    let work = async move { next.call(request).await.map(ServiceResponse::map_into_boxed_body) };
    let answered = actix_web::rt::spawn(work.in_current_span()).await;
    let done = answered.as_ref().ok().and_then(|answered| answered.as_ref().ok());
    if let Err(error) = claim.end(done.and_then(|response| Led::of(response.response()))).await {
        error.record();
    }
    answered.map_err(|error| Error::from(anyhow::Error::new(error)))?
}

/// Whose a sending is.
enum Claimed {
    /// It has no key, or nobody is signed in.
    Nothing,
    /// It was done before.
    Before(HttpResponse),
    /// It is done now.
    Now(Claim),
}

struct Claim {
    kernel: Kernel,
    tenant: TenantId,
    id: Uuid,
}

/// Where a form has led that was done.
struct Led {
    to: Vec<u8>,
    flash: String,
}

impl Led {
    /// What opened a session is not kept: its cookie is for whoever gets the answer.
    fn of(answer: &HttpResponse) -> Option<Self> {
        let done = [StatusCode::SEE_OTHER, StatusCode::CREATED].contains(&answer.status());
        let flash = flash_set(answer);
        let only_flash = answer.cookies().count() == usize::from(flash.is_some());
        let to = answer.headers().get(header::LOCATION).filter(|_| done && only_flash)?;
        Some(Self { to: to.as_bytes().to_vec(), flash: flash.unwrap_or_default() })
    }
}

/// The answer to a form that was done before. What its page said then may be untrue by now, and is only said again at once.
fn led_again(row: idempotency_key::Model, is_old: bool) -> HttpResponse {
    let to = String::from_utf8_lossy(&row.body);
    if is_old || row.content_type.is_empty() {
        return see_other_with(&to, Tone::Info, "flash-sent-before");
    }
    let mut answer = see_other(&to);
    flash_again(&mut answer, row.content_type);
    answer
}

async fn claim(request: &mut ServiceRequest) -> Result<Claimed, Error> {
    let (key, rest) = taken_out(request).await?;
    let kernel = request.app_data::<web::Data<Kernel>>().map(|kernel| kernel.get_ref().clone());
    let (Some(key), Some(kernel)) = (key, kernel) else { return Ok(Claimed::Nothing) };
    let answers = kernel.keys.hmac("form", &[request.path().as_bytes(), &rest].join(&0));
    let key = FormKey { key, answers };
    request.extensions_mut().insert(key.clone());
    let Some(caller) = SignedIn::find(request.request()).await? else { return Ok(Claimed::Nothing) };
    let (tenant, user_id) = (caller.session().tenant, caller.session().user_id);
    let now = |id| Ok(Claimed::Now(Claim { kernel: kernel.clone(), tenant, id }));
    let mut is_known = false;
    for _ in 0..MOST_LOOKS {
        if !is_known {
            let tx = kernel.as_system(tenant).await?;
            if let Some(id) = first(&tx, user_id, &key).await? {
                tx.commit_unaudited(Unaudited::FormClaimed).await?;
                return now(id);
            }
        }
        let tx = kernel.read_as_system(tenant).await?;
        let row = before(&tx, user_id, &key).await?;
        // Without a row the first one was refused meanwhile, and this one is the first now.
        is_known = row.is_some();
        let Some(row) = row else { continue };
        let is_old = row.created_at + LONGEST_WORK < tx.now();
        if row.status == DONE && row.fingerprint == key.answers {
            return Ok(Claimed::Before(led_again(row, is_old)));
        }
        let is_free = row.status == DONE || is_old;
        drop(tx);
        if is_free {
            let tx = kernel.as_system(tenant).await?;
            if let Some(id) = anew(&tx, &row, user_id, &key).await? {
                tx.commit_unaudited(Unaudited::FormClaimed).await?;
                return now(id);
            }
        }
        actix_web::rt::time::sleep(WAIT).await;
    }
    Err(key_in_progress())
}

/// Claims a key that nobody has used.
async fn first(tx: &TenantTx, user_id: Uuid, key: &FormKey) -> Result<Option<Uuid>, Error> {
    let id = tx.new_id()?;
    let claim = idempotency_key::ActiveModel {
        id: Set(id),
        key: Set(name(key)),
        user_id: Set(user_id),
        fingerprint: Set(key.answers.to_vec()),
        status: Set(UNDER_WAY),
        content_type: Set(String::new()),
        body: Set(Vec::new()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    Ok(tx.insert_new(claim).await?.then_some(id))
}

/// Claims a key again, unless somebody was faster: its row goes and another one comes, so that a work that was given up
/// does not end the claim of the next.
async fn anew(tx: &TenantTx, row: &idempotency_key::Model, user_id: Uuid, key: &FormKey) -> Result<Option<Uuid>, Error> {
    let rows = tx.rows::<idempotency_key::Entity>().filter(idempotency_key::Column::Id.eq(row.id));
    if rows.filter(idempotency_key::Column::Status.eq(row.status)).delete().await? == 0 {
        return Ok(None);
    }
    first(tx, user_id, key).await
}

async fn before(tx: &TenantTx, user_id: Uuid, key: &FormKey) -> Result<Option<idempotency_key::Model>, Error> {
    tx.rows::<idempotency_key::Entity>()
        .filter(idempotency_key::Column::UserId.eq(user_id))
        .filter(idempotency_key::Column::Key.eq(name(key)))
        .one()
        .await
}

/// Apart from the keys that programs send.
fn name(key: &FormKey) -> String {
    format!("form {}", key.key)
}

impl Claim {
    /// Keeps where the work led, or lets the key go.
    async fn end(self, led: Option<Led>) -> Result<(), Error> {
        let tx = self.kernel.as_system(self.tenant).await?;
        match led {
            Some(led) => {
                let done = idempotency_key::ActiveModel {
                    id: Set(self.id),
                    status: Set(DONE),
                    content_type: Set(led.flash),
                    body: Set(led.to),
                    ..Default::default()
                };
                tx.update(done).await?;
            }
            None => {
                tx.rows::<idempotency_key::Entity>().filter(idempotency_key::Column::Id.eq(self.id)).delete().await?;
            }
        }
        tx.commit_unaudited(Unaudited::FormClaimed).await
    }
}

fn is_form(request: &ServiceRequest) -> bool {
    let kind = content_type(request.request());
    request.method() == Method::POST && kind.is_some_and(|kind| kind == "application/x-www-form-urlencoded")
}

/// Takes the key out of a form, which knows no such field; with what is left, which the request carries on.
async fn taken_out(request: &mut ServiceRequest) -> Result<(Option<String>, web::Bytes), Error> {
    let broken = |_| Error::Malformed("The form could not be read.".to_owned());
    let payload = request.extract::<web::Payload>().await.map_err(broken)?;
    let too_large = Error::TooLarge { limit: MOST_BODY_BYTES };
    let bytes = payload.to_bytes_limited(MOST_BODY_BYTES).await.map_err(|_| too_large)?.map_err(broken)?;
    let (key, rest) = match parted(&bytes) {
        Some((key, rest)) => (Some(key), web::Bytes::from(rest)),
        None => (None, bytes),
    };
    request.extensions_mut().insert(SentForm(rest.clone()));
    request.set_payload(Payload::from(rest.clone()));
    Ok((key, rest))
}
