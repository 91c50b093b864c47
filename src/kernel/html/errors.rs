//! An error as a page: plain words, and what to do next.

use actix_web::http::header;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use super::super::error::Error;
use super::shell::Shell;
use super::{FormErrors, respond_with};

#[derive(Template)]
#[template(path = "pages/layout/error.html")]
struct PublicPage {
    shell: Shell,
    problem: Told,
}

#[derive(Template)]
#[template(path = "pages/layout/error_app.html")]
struct AppPage {
    shell: Shell,
    problem: Told,
}

/// An error in the person's words.
struct Told {
    status: u16,
    title: String,
    text: String,
    next: String,
    fields: FormErrors,
}

impl Told {
    fn new(shell: &Shell, error: &Error) -> Self {
        let status = error.status_code().as_u16();
        let kind = match status {
            400 | 403 | 404 | 409 | 413 | 422 | 429 | 503 => status,
            _ => 500,
        };
        let known = |part: &str| shell.texts.t(&format!("error-{kind}-{part}"));
        let text = match error {
            Error::Refused { code, detail } => shell.texts.try_t(&format!("refused-{code}")).unwrap_or_else(|| detail.clone()),
            Error::TooLarge { limit } => shell.ta("error-413-limit", &[("limit", &shell.texts.bytes(*limit as u64))]),
            Error::TooMany { retry_after_s } | Error::Unavailable { retry_after_s } => {
                let wait = shell.texts.duration(i64::try_from(*retry_after_s).unwrap_or(i64::MAX));
                shell.ta("error-wait", &[("wait", &wait)])
            }
            _ => known("text"),
        };
        Self { status, title: known("title"), text, next: known("next"), fields: FormErrors::new(shell.texts, error.fields()) }
    }
}

/// Answers with an error as a page: in the sidebar's frame for who is signed in, in the public one for everybody else.
///
/// # Errors
/// When the template cannot be rendered.
pub fn error_page(shell: &Shell, error: &Error) -> Result<HttpResponse, Error> {
    let problem = Told::new(shell, error);
    let shell = shell.clone();
    let status = error.status_code();
    let mut response = if shell.person.is_some() {
        respond_with(status, &AppPage { shell, problem })
    } else {
        respond_with(status, &PublicPage { shell, problem })
    }?;
    if let Error::TooMany { retry_after_s } | Error::Unavailable { retry_after_s } = error {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(*retry_after_s));
    }
    Ok(response)
}
