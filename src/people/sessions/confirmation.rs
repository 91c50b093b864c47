//! The password once more before a dangerous act, as a page: the form that asked for it goes on afterwards as it was filled in.
//!
//! The typed fields wait in the page itself, not on the server. What a page may send on is only ever posted by the person's
//! own browser to an address of this site; passwords are left out and asked for again.

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;

use super::credentials;
use super::pages::{Way, refusal, set_cookie};
use super::policy::OwnAccount;
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell, Tone, local_address};
use crate::kernel::web::{Form, Query, SentForm, session_cookie};

/// The pages of the confirmation.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(confirm_form).service(confirm);
}

#[derive(Template)]
#[template(path = "pages/sessions/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    errors: FormErrors,
    email: String,
    next: String,
    waiting: Option<Waiting>,
    /// Whether this is about taking out everybody's data.
    is_export: bool,
}

#[derive(Template)]
#[template(path = "pages/sessions/confirmed.html")]
struct ConfirmedPage {
    shell: Shell,
    email: String,
    action: String,
    fields: Vec<(String, String)>,
    /// The names of the passwords that stood in the form.
    secrets: Vec<String>,
}

/// A form that waits for the password: where it goes, and what was typed.
struct Waiting {
    action: String,
    fields: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConfirmForm {
    password: String,
    next: String,
    action: String,
    fields: String,
}

impl Waiting {
    /// The form of a request that was stopped; `None` when there is nothing that could be sent again.
    fn of(request: &HttpRequest) -> Option<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if request.method() != Method::POST || kind.starts_with("multipart/") {
            return None;
        }
        let action = request.uri().path_and_query()?.as_str();
        let sent = request.extensions().get::<SentForm>().map(|form| form.0.clone()).unwrap_or_default();
        let mut fields: Vec<(String, String)> = serde_html_form::from_bytes(&sent).ok()?;
        fields.retain(|(name, value)| !is_secret(name) || !value.is_empty());
        fields.iter_mut().filter(|(name, _)| is_secret(name)).for_each(|(_, value)| value.clear());
        Self::to(action, serde_html_form::to_string(fields).ok()?)
    }

    /// The form that came back with the password.
    fn to(action: &str, fields: String) -> Option<Self> {
        (local_address(action, "") == action && !action.is_empty()).then(|| Self { action: action.to_owned(), fields })
    }
}

fn is_secret(name: &str) -> bool {
    ["password", "secret"].iter().any(|word| name.contains(word))
}

/// Answers a request that needs the password: the page that asks for it, with the form that was sent inside.
///
/// # Errors
/// When the page cannot be made.
pub async fn ask(request: &HttpRequest, shell: Shell) -> Result<HttpResponse, Error> {
    let waiting = Waiting::of(request);
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match (SignedIn::find(request).await?, waiting) {
        (Some(caller), Some(waiting)) => {
            let page = confirm_page(&caller, shell, FormErrors::none(), &came_from(request), Some(waiting));
            html::respond_with(StatusCode::FORBIDDEN, &page)
        }
        _ => {
            let next = if request.method().is_safe() { here } else { "/" };
            Ok(html::see_other(&format!("/confirm?next={}", html::encode(next))))
        }
    }
}

/// The page on which the form stood, as the browser says; our own start when it does not.
fn came_from(request: &HttpRequest) -> String {
    let said = request.headers().get(header::REFERER).and_then(|from| from.to_str().ok());
    let address = said.and_then(|from| from.split_once("://")).and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    local_address(address.unwrap_or("/"), "/").to_owned()
}

#[get("/confirm")]
async fn confirm_form(caller: Authorized<OwnAccount>, shell: Shell, way: Query<Way>) -> Result<HttpResponse, Error> {
    html::respond(&confirm_page(&caller, shell, FormErrors::none(), &way.0.next, None))
}

#[post("/confirm")]
async fn confirm(caller: Authorized<OwnAccount>, shell: Shell, form: Form<ConfirmForm>) -> Result<HttpResponse, Error> {
    let ConfirmForm { password, next, action, fields } = form.0;
    let waiting = Waiting::to(&action, fields);
    match credentials::confirm(&caller, password).await {
        Ok(opened) => {
            let mut response = match waiting {
                Some(waiting) => html::respond(&confirmed_page(&caller, shell, waiting)?)?,
                None => html::see_other_with(local_address(&next, "/"), Tone::Ok, "flash-confirmed"),
            };
            set_cookie(&mut response, &session_cookie(caller.kernel(), opened.secret))?;
            Ok(response)
        }
        Err(error) => {
            let (status, errors) = refusal(&shell, error)?;
            html::respond_with(status, &confirm_page(&caller, shell, errors, &next, waiting))
        }
    }
}

fn confirm_page(caller: &SignedIn, shell: Shell, errors: FormErrors, next: &str, waiting: Option<Waiting>) -> ConfirmPage {
    let next = local_address(next, "/").to_owned();
    let is_export = waiting.as_ref().map_or(next.as_str(), |waiting| waiting.action.as_str()).starts_with("/exports");
    ConfirmPage { shell, errors, email: caller.session().email.clone(), next, waiting, is_export }
}

/// The page that sends the form on: by itself, or with its button where there is no script or a password to type again.
fn confirmed_page(caller: &SignedIn, shell: Shell, waiting: Waiting) -> Result<ConfirmedPage, Error> {
    let fields: Vec<(String, String)> = serde_html_form::from_str(&waiting.fields)
        .map_err(|_| Error::Malformed("The form that waited was not understood.".to_owned()))?;
    let (secrets, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| is_secret(name));
    let secrets = secrets.into_iter().map(|(name, _)| name).collect();
    Ok(ConfirmedPage { email: caller.session().email.clone(), action: waiting.action, fields, secrets, shell })
}
