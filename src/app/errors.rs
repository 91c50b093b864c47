//! Errors as pages: where a browser asked for a page, the same error is dressed as one. Handlers never choose.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, ResponseError as _};

use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::people::sessions;

/// Dresses errors for browsers.
///
/// # Errors
/// None of its own.
pub async fn dress(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let wants_page = wants_page(request.request());
    // Inner middleware answers errors as responses too: an error without its request could not be dressed.
    let response = next.call(request).await?;
    if !is_bare_error(&response) {
        return Ok(response.map_into_boxed_body());
    }
    let error = response.response().error().and_then(actix_web::Error::as_error::<Error>).cloned();
    let error = error.unwrap_or_else(|| of_status(response.status()));
    error.record();
    let request = response.into_parts().0;
    let answer = if wants_page { page(&request, &error).await } else { error.error_response() };
    Ok(ServiceResponse::new(request, answer))
}

/// An error that a handler has not already dressed: forms answer 422 with the form itself.
fn is_bare_error(response: &ServiceResponse<impl MessageBody>) -> bool {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return false;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    !kind.starts_with("text/html")
}

fn wants_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    !request.path().starts_with("/api/") && accept.contains("text/html")
}

/// actix answers some things itself: an unknown address, a method that an address does not know, a broken path.
fn of_status(status: StatusCode) -> Error {
    match status {
        StatusCode::UNAUTHORIZED => Error::Unauthenticated,
        StatusCode::FORBIDDEN => Error::Forbidden,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: crate::kernel::web::MOST_BODY_BYTES },
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Error::NotFound,
        status if status.is_client_error() => Error::Malformed("This request was not understood.".to_owned()),
        status => Error::from(anyhow::anyhow!("the server answered {status} by itself")),
    }
}

async fn page(request: &HttpRequest, error: &Error) -> HttpResponse {
    if matches!(error, Error::Unauthenticated) {
        return html::see_other(&format!("/sign-in?next={}", html::encode(&sessions::way_on(request))));
    }
    let Ok(shell) = Shell::extract(request).await else { return error.error_response() };
    let answer = match error {
        Error::ConfirmationNeeded => sessions::ask_for_password(request, shell).await,
        _ => html::error_page(&shell, error),
    };
    answer.unwrap_or_else(|failure| {
        failure.record();
        failure.error_response()
    })
}
