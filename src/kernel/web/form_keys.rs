//! The keys of forms: every form of a page goes out with one. They are put into finished pages, here, so that no template
//! can forget one. What a key is for stands in [`super::once`].

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, web};

use crate::kernel::error::Error;
use crate::kernel::tenancy::Origin;

/// The hidden field.
const FIELD: &str = "form-key";
/// A key is at most this long.
const MOST_KEY_BYTES: usize = 60;

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

/// The key of a form, and its other fields.
pub fn parted(form: &[u8]) -> Option<(String, Vec<u8>)> {
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
