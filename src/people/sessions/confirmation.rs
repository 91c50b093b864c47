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
use crate::kernel::web::{Form, FormKey, Query, SentForm, session_cookie};

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
    fields: Vec<Field>,
    key: String,
    /// Whether nothing is left to type.
    is_complete: bool,
}

/// A field of a form that goes on.
struct Field {
    name: String,
    value: String,
    /// Whether it is a password, to be typed again.
    is_secret: bool,
}

/// A form that waits for the password: where it goes, what was typed, and the key it was sent out with, so that the form
/// from before is known as done once this one is.
struct Waiting {
    action: String,
    fields: Vec<(String, String)>,
    /// The fields as the page carries them.
    written: String,
    key: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConfirmForm {
    password: String,
    next: String,
    action: String,
    fields: String,
    key: String,
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
        let key = request.extensions().get::<FormKey>().map(|key| key.key.clone()).unwrap_or_default();
        let mut fields: Vec<(String, String)> = serde_html_form::from_bytes(&sent).ok()?;
        fields
            .iter_mut()
            .filter(|(name, value)| is_secret(name) && !value.is_empty())
            .for_each(|(_, value)| *value = TYPED.into());
        Self::to(action, serde_html_form::to_string(fields).ok()?, key).ok()?
    }

    /// The form that came back with the password; `None` when there is none that goes on.
    fn to(action: &str, written: String, key: String) -> Result<Option<Self>, Error> {
        if action.is_empty() || local_address(action, "") != action {
            return Ok(None);
        }
        let fields = serde_html_form::from_str(&written)
            .map_err(|_| Error::Malformed("The form that waited was not understood.".to_owned()))?;
        Ok(Some(Self { action: action.to_owned(), fields, written, key }))
    }
}

/// What stands for a password that was typed.
const TYPED: &str = "typed";

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

/// Where a person goes on who has to sign in first: to the page they asked for, or to the one on which their form stood.
/// Whoever signs in has given the password: the page that asks for it once more is left out.
#[must_use]
pub fn way_on(request: &HttpRequest) -> String {
    if request.path() == "/confirm" {
        let sent = request.extensions().get::<SentForm>().map(|form| form.0.clone()).unwrap_or_default();
        let said = if request.method().is_safe() { request.query_string().as_bytes() } else { &sent };
        let way: Way = serde_html_form::from_bytes(said).unwrap_or_default();
        return local_address(&way.next, "/").to_owned();
    }
    match request.method().is_safe() {
        true => request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        false => came_from(request),
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
    let ConfirmForm { password, next, action, fields, key } = form.0;
    // Before the password is proved: the session gets a new secret then, and the answer must bring it.
    let waiting = Waiting::to(&action, fields, key)?;
    match credentials::confirm(&caller, password).await {
        Ok(opened) => {
            let mut response = match waiting {
                Some(waiting) => html::respond(&confirmed_page(&caller, shell, waiting))?,
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
fn confirmed_page(caller: &SignedIn, shell: Shell, waiting: Waiting) -> ConfirmedPage {
    let Waiting { action, fields, key, .. } = waiting;
    let field = |(name, value): (String, String)| Field { is_secret: is_secret(&name) && !value.is_empty(), name, value };
    let fields: Vec<Field> = fields.into_iter().map(field).collect();
    let is_complete = !fields.iter().any(|field| field.is_secret);
    ConfirmedPage { email: caller.session().email.clone(), action, fields, key, is_complete, shell }
}
