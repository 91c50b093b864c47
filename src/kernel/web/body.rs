//! Bodies, forms and queries: parsed at the edge, with a clear error that names the field.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use crate::kernel::error::{Error, FieldError};

/// A JSON or form body may be this large. 1 MiB: a page of 100,000 characters in Markdown with room to spare.
pub const MOST_BODY_BYTES: usize = 1024 * 1024;

/// A JSON body of at most so many bytes. Unknown fields are refused by the types (`deny_unknown_fields`).
#[derive(Debug)]
pub struct Body<T, const MOST: usize = MOST_BODY_BYTES>(pub T);

impl<T: DeserializeOwned + 'static, const MOST: usize> FromRequest for Body<T, MOST> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = content_type(request).is_some_and(|kind| kind == "application/json");
        let bytes = read(request, payload, MOST);
        Box::pin(async move {
            if !is_json {
                return Err(Error::Malformed("Send JSON with the header `Content-Type: application/json`.".to_owned()));
            }
            let bytes = bytes.await?;
            without_nul(&bytes, escapes_nul(&bytes))?;
            // Serde reads a list into a struct by position: field names would not be checked.
            if bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|first| *first == b'[') {
                return Err(Error::invalid("body", "wrong-type", "Send a JSON object."));
            }
            let mut json = serde_json::Deserializer::from_slice(&bytes);
            let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
                let path = error.path().to_string();
                let inner = error.into_inner();
                if inner.is_data() { wrong_field(&path, &inner.to_string()) } else { malformed(&inner.to_string()) }
            })?;
            json.end().map_err(|error| malformed(&error.to_string()))?;
            Ok(Self(value))
        })
    }
}

/// A JSON body that may be left out: then it is the type's default.
#[derive(Debug)]
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for MaybeBody<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            let body = Body::<T>::from_request(request, payload);
            return Box::pin(async move { Ok(Self(body.await?.0)) });
        }
        Box::pin(async { Ok(Self(T::default())) })
    }
}

/// The form of a request as it was sent but for its key, among what is known of the request: for whoever stops it and lets
/// it go on later.
#[derive(Clone, Debug)]
pub struct SentForm(pub web::Bytes);

/// An HTML form; repeated fields become lists.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = content_type(request).is_some_and(|kind| kind == "application/x-www-form-urlencoded");
        let bytes = read(request, payload, MOST_BODY_BYTES);
        Box::pin(async move {
            if !is_form {
                return Err(Error::Malformed("This address reads a form.".to_owned()));
            }
            let bytes = bytes.await?;
            without_nul(&bytes, encodes_nul(&bytes))?;
            let parsed = serde_html_form::from_bytes(&bytes);
            parsed.map(Self).map_err(|error| wrong_field("form", &error.to_string()))
        })
    }
}

/// The query of an address; repeated names become lists.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = request.query_string().as_bytes();
        if let Err(error) = without_nul(query, encodes_nul(query)) {
            return std::future::ready(Err(error));
        }
        let parsed = serde_html_form::from_str(request.query_string());
        std::future::ready(parsed.map(Self).map_err(|error| wrong_field("query", &error.to_string())))
    }
}

/// No text of ours holds the character NUL, and PostgreSQL refuses it: refused here, in each way it can be written.
fn without_nul(bytes: &[u8], written: bool) -> Result<(), Error> {
    if written || bytes.contains(&0) {
        return Err(Error::invalid("body", "nul", "Leave out the character NUL."));
    }
    Ok(())
}

/// Whether a form or a query holds `%00`.
fn encodes_nul(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|part| part == b"%00")
}

/// Whether JSON holds the escape `\u0000`. A backslash takes the next byte with it, so the text `\\u0000` is none.
fn escapes_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = rest.get(at + 1..).unwrap_or_default();
        if escape.starts_with(b"u0000") {
            return true;
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

pub fn content_type(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

fn read(request: &HttpRequest, payload: &mut Payload, most: usize) -> LocalBoxFuture<'static, Result<web::Bytes, Error>> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let payload = web::Payload::from_request(request, payload).into_inner();
    Box::pin(async move {
        let too_large = Error::TooLarge { limit: most };
        if announced.is_some_and(|length: usize| length > most) {
            return Err(too_large);
        }
        let payload = payload.map_err(|_| malformed("the body could not be read"))?;
        let read = payload.to_bytes_limited(most).await.map_err(|_| too_large)?;
        read.map_err(|_| malformed("the body ended early"))
    })
}

fn malformed(cause: &str) -> Error {
    Error::Malformed(format!("This is not well formed: {cause}."))
}

/// Serde's message names the field it stumbled on, between backticks, when the path does not.
fn wrong_field(path: &str, message: &str) -> Error {
    let named = message.split('`').nth(1).unwrap_or_default();
    let unknown = message.starts_with("unknown field");
    let missing = message.starts_with("missing field");
    let is_whole = ["", ".", "query", "form"].contains(&path);
    let inside = |name: &str| if is_whole { name.to_owned() } else { format!("{path}.{name}") };
    let (field, code) = match (unknown, missing) {
        (true, _) => (if path.ends_with(named) { path.to_owned() } else { inside(named) }, "unknown-field"),
        (_, true) => (inside(named), "required"),
        _ => (path.to_owned(), "wrong-type"),
    };
    let sentence = message.split(" at line ").next().unwrap_or(message);
    Error::Invalid(vec![FieldError::new(field, code, format!("This field was not understood: {sentence}."))])
}
