//! A form of a page is done once, however often it is sent: by a double click, over a slow line, after a step back.
//!
//! Every form is sent out with a key of its own. The keys are put into finished pages, here, so that no template can
//! forget one. The first sending of a key and its answers claims it for the person; when it is done, the next ones are led
//! to where the first one was led, and nothing is done again. What was refused, and what was answered with a page, is not
//! kept: it may be sent again. Nobody is there to keep a claim for visitors; the public form that creates something reads
//! its [`FormKey`] itself.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, web};
use entity::idempotency_key;
use sea_orm::{ColumnTrait as _, Set};
use tracing::Instrument as _;
use uuid::Uuid;

use super::body::MOST_BODY_BYTES;
use super::idempotency::key_in_progress;
use crate::kernel::Kernel;
use crate::kernel::authz::SignedIn;
use crate::kernel::db::Unaudited;
use crate::kernel::error::Error;
use crate::kernel::html::{flash_again, flash_set, see_other};
use crate::kernel::ids::sha256_hex;
use crate::kernel::tenancy::{Origin, TenantId};

/// The hidden field.
const FIELD: &str = "form-key";
/// A key is at most this long.
const MOST_KEY_BYTES: usize = 60;
/// The status of a claim whose work is under way, and of one whose work is done.
const UNDER_WAY: i32 = 102;
const DONE: i32 = 303;
/// How long, and how often, a second sending looks whether the first one is done.
const WAIT: Duration = Duration::from_millis(250);
const MOST_WAITS: u32 = 20;

/// What makes one sending of a form the same as another: its key, and a hash of where it goes and what is answered.
#[derive(Clone, Debug)]
pub struct FormKey(pub String);

/// Puts a key into every form of a page.
///
/// # Errors
/// Passes on what the request ends in.
pub async fn form_keys(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let key = response.request().extensions().get::<Origin>().and_then(|origin| origin.request_id);
    let Some(key) = key.filter(|_| is_page) else { return Ok(response) };
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let body = actix_web::body::to_bytes(body).await.map_err(|_| Error::from(anyhow::anyhow!("a page could not be read")))?;
    let body = match std::str::from_utf8(&body) {
        Ok(page) => web::Bytes::from(keyed(page, &key.to_string())),
        Err(_) => body,
    };
    Ok(ServiceResponse::new(request, head.set_body(body).map_into_boxed_body()))
}

/// Does a form with a key once.
///
/// # Errors
/// Passes on what the request ends in.
pub async fn forms_once(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let claimed = match claim(&mut request).await {
        Ok(claimed) => claimed,
        Err(error) => return Ok(ServiceResponse::from_err(error, request.into_parts().0)),
    };
    let claim = match claimed {
        Claimed::Nothing => return Ok(next.call(request).await?.map_into_boxed_body()),
        Claimed::Before(answer) => return Ok(request.into_response(answer)),
        Claimed::Now(claim) => claim,
    };
    // A browser that hears a second click hangs up on the first sending; that one still comes to its end.
    let work = async move {
        let answered = next.call(request).await.map(ServiceResponse::map_into_boxed_body);
        let led_to = answered.as_ref().ok().filter(|response| response.status() == StatusCode::SEE_OTHER);
        if let Err(error) = claim.end(led_to.map(ServiceResponse::response)).await {
            error.record();
        }
        answered
    };
    let ended = actix_web::rt::spawn(work.in_current_span()).await;
    ended.map_err(|error| Error::from(anyhow::Error::new(error)))?
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

async fn claim(request: &mut ServiceRequest) -> Result<Claimed, Error> {
    let Some(FormKey(key)) = taken_out(request).await? else { return Ok(Claimed::Nothing) };
    request.extensions_mut().insert(FormKey(key.clone()));
    let Some(caller) = SignedIn::find(request.request()).await? else { return Ok(Claimed::Nothing) };
    let (kernel, tenant, user_id) = (caller.kernel().clone(), caller.session().tenant, caller.session().user_id);
    for _ in 0..MOST_WAITS {
        let tx = kernel.as_system(tenant).await?;
        let id = tx.new_id()?;
        let claim = idempotency_key::ActiveModel {
            id: Set(id),
            key: Set(key.clone()),
            user_id: Set(user_id),
            fingerprint: Set(Vec::new()),
            status: Set(UNDER_WAY),
            content_type: Set(String::new()),
            body: Set(Vec::new()),
            created_at: Set(tx.now()),
            ..Default::default()
        };
        if tx.insert_new(claim).await? {
            tx.commit_unaudited(Unaudited::AnswerSaved).await?;
            return Ok(Claimed::Now(Claim { kernel, tenant, id }));
        }
        let before = tx
            .rows::<idempotency_key::Entity>()
            .filter(idempotency_key::Column::UserId.eq(user_id))
            .filter(idempotency_key::Column::Key.eq(key.as_str()))
            .one()
            .await?;
        drop(tx);
        if let Some(row) = before.filter(|row| row.status == DONE) {
            let mut answer = see_other(&String::from_utf8_lossy(&row.body));
            flash_again(&mut answer, row.content_type);
            return Ok(Claimed::Before(answer));
        }
        actix_web::rt::time::sleep(WAIT).await;
    }
    Err(key_in_progress())
}

impl Claim {
    /// Keeps where the work led, or lets the key go.
    async fn end(self, led_to: Option<&HttpResponse>) -> Result<(), Error> {
        let location =
            led_to.and_then(|response| response.headers().get(header::LOCATION)).map(|value| value.as_bytes().to_vec());
        let tx = self.kernel.as_system(self.tenant).await?;
        match location {
            Some(location) => {
                let flash = led_to.and_then(flash_set).unwrap_or_default();
                let done = idempotency_key::ActiveModel {
                    id: Set(self.id),
                    status: Set(DONE),
                    content_type: Set(flash),
                    body: Set(location),
                    ..Default::default()
                };
                tx.update(done).await?;
            }
            None => {
                tx.rows::<idempotency_key::Entity>().filter(idempotency_key::Column::Id.eq(self.id)).delete().await?;
            }
        }
        tx.commit_unaudited(Unaudited::AnswerSaved).await
    }
}

/// Takes the key out of a form, which knows no such field.
async fn taken_out(request: &mut ServiceRequest) -> Result<Option<FormKey>, Error> {
    let kind = request.headers().get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes).unwrap_or_default();
    if request.method() != Method::POST || !kind.starts_with(b"application/x-www-form-urlencoded") {
        return Ok(None);
    }
    let broken = |_| Error::Malformed("The form could not be read.".to_owned());
    let payload = request.extract::<web::Payload>().await.map_err(broken)?;
    let too_large = Error::TooLarge { limit: MOST_BODY_BYTES };
    let bytes = payload.to_bytes_limited(MOST_BODY_BYTES).await.map_err(|_| too_large)?.map_err(broken)?;
    let Some((key, rest)) = parted(&bytes) else {
        request.set_payload(Payload::from(bytes));
        return Ok(None);
    };
    let answers = sha256_hex(&[request.path().as_bytes(), &rest].join(&0));
    let key = FormKey(format!("form {key} {answers}"));
    request.set_payload(Payload::from(web::Bytes::from(rest)));
    Ok(Some(key))
}

/// The key of a form, and its other fields.
fn parted(form: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut key = None;
    let mut rest: Vec<&[u8]> = Vec::new();
    for field in form.split(|byte| *byte == b'&') {
        match field.strip_prefix(FIELD.as_bytes()).and_then(|field| field.strip_prefix(b"=")) {
            Some(value) => key = std::str::from_utf8(value).ok().filter(|key| is_key(key)).map(str::to_owned).or(key),
            None => rest.push(field),
        }
    }
    Some((key?, rest.join(&b'&')))
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= MOST_KEY_BYTES
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
}

/// The page with a hidden field at the start of each form that is posted. A form that carries a file has none.
fn keyed(page: &str, key: &str) -> String {
    let mut written = String::with_capacity(page.len() + 1024);
    let mut rest = page;
    let mut forms = 0;
    while let Some((tag, after)) = rest.find("<form").and_then(|at| rest.split_at_checked(at + tag_length(&rest[at..])?)) {
        written.push_str(tag);
        let own = tag.rfind("<form").map_or(tag, |at| &tag[at..]);
        if own.contains("method=\"post\"") && !own.contains("multipart/") {
            forms += 1;
            written.push_str(&format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{key}.{forms}\" data-json=\"skip\">"));
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

/// How many bytes a tag has, up to the `>` that stands in no attribute.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_posted_form_of_a_page_gets_a_key_of_its_own() {
        let page =
            "<form method=\"get\"><p></form><form method=\"post\" data-confirm=\"a > b\"><i></form><form method=\"post\"></form>";
        let field = |n: u8| format!("<input type=\"hidden\" name=\"form-key\" value=\"k.{n}\" data-json=\"skip\">");
        let wanted = format!(
            "<form method=\"get\"><p></form><form method=\"post\" data-confirm=\"a > b\">{}<i></form><form method=\"post\">{}</form>",
            field(1),
            field(2)
        );
        assert_eq!(keyed(page, "k"), wanted);
        let file = "<form method=\"post\" enctype=\"multipart/form-data\"></form>";
        assert_eq!(keyed(file, "k"), file);
        assert_eq!(keyed("no end <form method=\"post\"", "k"), "no end <form method=\"post\"");
    }

    #[test]
    fn the_key_leaves_the_form_before_the_form_is_read() {
        assert_eq!(parted(b"form-key=k-1.2&name=A&name=B"), Some(("k-1.2".to_owned(), b"name=A&name=B".to_vec())));
        assert_eq!(parted(b"a=1&form-key=k&b=2"), Some(("k".to_owned(), b"a=1&b=2".to_vec())));
        assert_eq!(parted(b"name=A"), None);
        assert_eq!(parted(b"form-key=%20&name=A"), None);
    }
}
