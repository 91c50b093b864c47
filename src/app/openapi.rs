//! The OpenAPI document of the JSON interface, and Swagger UI over it.

use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

/// The document's head; the routes are collected as they are configured.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tutela",
        description = "A multi-tenant learning platform whose data-processing agreement enforces itself. Ids are UUIDs, times RFC 3339 in UTC, lists `{items, next}`. Errors are problem documents (RFC 9457) with a stable `code`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
        contact(name = "Tutela")
    ),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&Credentials)
)]
pub struct Document;

struct Credentials;

impl utoipa::Modify for Credentials {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("tutela"))));
    }
}
