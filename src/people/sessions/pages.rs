//! The door as pages: sign in, sign out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;

use super::model::SignIn;
use super::{account, actions, confirmation, credentials};
use crate::kernel::authz::{SignedIn, Visitor};
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{self, FormErrors, Shell, Tone, local_address};
use crate::kernel::web::{Form, Query, session_cookie, session_cookie_removed};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(sign_in_form).service(sign_in).service(sign_out);
    confirmation::pages(config);
    account::pages(config);
}

#[derive(Template)]
#[template(path = "pages/sessions/sign_in.html")]
struct SignInPage {
    shell: Shell,
    errors: FormErrors,
    workspace: String,
    email: String,
    next: String,
}

/// Where to go afterwards, and for whom the door is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Way {
    pub next: String,
    workspace: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SignInForm {
    workspace: String,
    email: String,
    password: String,
    next: String,
}

#[get("/sign-in")]
async fn sign_in_form(shell: Shell, way: Query<Way>) -> Result<HttpResponse, Error> {
    let next = local_address(&way.0.next, "/").to_owned();
    if shell.person.is_some() {
        return Ok(html::see_other(&next));
    }
    html::respond(&SignInPage { shell, errors: FormErrors::none(), workspace: way.0.workspace, email: String::new(), next })
}

#[post("/sign-in")]
async fn sign_in(visitor: Visitor, request: HttpRequest, shell: Shell, form: Form<SignInForm>) -> Result<HttpResponse, Error> {
    let SignInForm { workspace, email, password, next } = form.0;
    let next = local_address(&next, "/").to_owned();
    let before = SignedIn::find(&request).await?;
    let attempt = SignIn { workspace: workspace.clone(), email: email.clone(), password };
    match credentials::sign_in(&visitor, attempt, before.as_ref()).await {
        Ok(opened) => {
            let mut response = html::see_other(&next);
            set_cookie(&mut response, &session_cookie(visitor.kernel(), opened.secret))?;
            Ok(response)
        }
        Err(error) => {
            let (status, errors) = refusal(&shell, error)?;
            let shell = Shell::public(shell.texts.locale(), shell.path);
            html::respond_with(status, &SignInPage { shell, errors, workspace, email, next })
        }
    }
}

/// What the form says about a refused attempt. What is not about the form comes back, to be an error page.
pub fn refusal(shell: &Shell, error: Error) -> Result<(StatusCode, FormErrors), Error> {
    let whole = |code: &str, text: String| FormErrors::new(shell.texts, &[FieldError::new("", code, text)]);
    match error {
        Error::WrongCredentials => Ok((StatusCode::UNAUTHORIZED, whole("sign-in-refused", shell.t("session-error-wrong")))),
        Error::TooMany { retry_after_s } => {
            let minutes = i64::try_from(retry_after_s.div_ceil(60)).unwrap_or(i64::MAX);
            Ok((StatusCode::TOO_MANY_REQUESTS, whole("sign-in-throttled", shell.texts.tn("session-error-throttled", minutes))))
        }
        other => Ok((StatusCode::UNPROCESSABLE_ENTITY, FormErrors::try_from_error(shell.texts, other)?)),
    }
}

#[post("/sign-out")]
async fn sign_out(visitor: Visitor, request: HttpRequest) -> Result<HttpResponse, Error> {
    if let Some(caller) = SignedIn::find(&request).await? {
        actions::end(&caller.authorize()?).await?;
    }
    let mut response = html::see_other_with("/sign-in", Tone::Ok, "flash-signed-out");
    set_cookie(&mut response, &session_cookie_removed(visitor.kernel()))?;
    Ok(response)
}

/// Puts a cookie on an answer that is already made.
///
/// # Errors
/// When the cookie cannot be written as a header.
pub fn set_cookie(response: &mut HttpResponse, cookie: &actix_web::cookie::Cookie<'_>) -> Result<(), Error> {
    response.add_cookie(cookie).map_err(|error| Error::from(anyhow::Error::new(error)))
}
