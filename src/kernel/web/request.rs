//! The id and origin of a request, the rule of same origin, and the headers of every answer (M-8.7).

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, web};

use tracing::Instrument as _;

use super::Proxies;
use crate::kernel::error::Error;
use crate::kernel::tenancy::Origin;
use crate::kernel::{Kernel, ids};

/// The cookie of a session. Over https it carries the `__Host-` prefix, which binds it to this host; over plain http,
/// which only the demo and the tests use, a browser would refuse the prefix.
#[must_use]
pub fn cookie_name(kernel: &Kernel) -> &'static str {
    if kernel.base_url.starts_with("https://") { "__Host-tutela" } else { "tutela" }
}

/// The cookie that opens a session.
#[must_use]
pub fn session_cookie(kernel: &Kernel, secret: String) -> Cookie<'static> {
    Cookie::build(cookie_name(kernel), secret)
        .path("/")
        .http_only(true)
        .secure(kernel.base_url.starts_with("https://"))
        .same_site(SameSite::Lax)
        .finish()
}

/// The cookie that makes a browser forget its session.
#[must_use]
pub fn session_cookie_removed(kernel: &Kernel) -> Cookie<'static> {
    let mut cookie = session_cookie(kernel, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// The token of `Authorization: Bearer …`, if the request has one.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// Gives the request its id, which stands on every line of the log about it, and notes where it came from.
///
/// # Errors
/// Passes on what the request ends in.
pub async fn context(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let kernel = request.app_data::<web::Data<Kernel>>().map(|data| data.get_ref().clone());
    let request_id = kernel.and_then(|kernel| ids::new_id(&*kernel.random, kernel.clock.now()).ok());
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let forwarded_for = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let forwarded_for = forwarded_for.collect::<Vec<_>>().join(",");
    let proxies = request.app_data::<web::Data<Proxies>>();
    let sender = |peer| proxies.map_or(peer, |proxies| proxies.sender(peer, &forwarded_for));
    let origin = Origin {
        request_id,
        ip: request.peer_addr().map(|peer| sender(peer.ip())),
        user_agent: agent.map(|agent| agent.chars().take(200).collect()),
    };
    request.extensions_mut().insert(origin);
    // As severe as can be, so that no level of the log leaves it out: an error without the id could not be found.
    let span = tracing::error_span!("request", request.id = request_id.map(tracing::field::display));
    let mut response = next.call(request).instrument(span).await?;
    if let Some(value) = request_id.and_then(|id| HeaderValue::from_str(&id.to_string()).ok()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

/// Refuses changes that another site asks the browser for: accepted when Sec-Fetch-Site is same-origin or none, else by
/// the exact Origin; a client that sends neither is not a browser. Only a bearer token, which no browser sends by itself, goes
/// without: with any other Authorization it is the cookie that counts.
///
/// # Errors
/// None of its own: a change from another site is answered with `other-origin`.
pub async fn same_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if !request.method().is_safe() && bearer(request.headers()).is_none() && !is_ours(&request) {
        let error = Error::refused("other-origin", "Open the page again and repeat this: the request came from another site.");
        return Ok(ServiceResponse::from_err(error, request.into_parts().0));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn is_ours(request: &ServiceRequest) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) | (None, None) => true,
        (_, Some(origin)) => {
            let own = request.app_data::<web::Data<Kernel>>().is_some_and(|kernel| kernel.base_url == origin);
            let host = text("host").is_some_and(|host| origin.split_once("://").is_some_and(|(_, rest)| rest == host));
            (own || host) && text("sec-fetch-site").is_none_or(|site| site == "same-origin")
        }
        (Some(_), None) => false,
    }
}

/// What scripts, styles and frames a page may use: only what this server sends.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; \
     frame-ancestors 'none'; object-src 'none'";

/// Swagger UI sets styles on elements; nothing else is loosened for it.
const API_DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// Sets the security headers of every answer.
///
/// # Errors
/// Passes on what the request ends in.
pub async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let https = request.app_data::<web::Data<Kernel>>().is_some_and(|kernel| kernel.base_url.starts_with("https://"));
    let docs = request.path().starts_with("/api/docs");
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    // Nearly every answer is about somebody: what may be kept says so itself, as the assets do.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let policy = if docs { API_DOCS_POLICY } else { CONTENT_SECURITY_POLICY };
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    set("content-security-policy", policy);
    set("x-content-type-options", "nosniff");
    set("x-frame-options", "DENY");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if https {
        set("strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    Ok(response)
}
