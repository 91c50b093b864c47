//! One's own account as a page: password, language, sessions, tokens.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::device::Device;
use super::model::{NewToken, OpenSession, Token};
use super::pages::set_cookie;
use super::policy::{OwnAccount, OwnTokens};
use super::{actions, credentials, tokens};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell, Tone};
use crate::kernel::i18n::Locale;
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, session_cookie};

/// The pages of one's own account.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show).service(change_password).service(end_others).service(end).service(issue_token).service(revoke_token);
}

#[derive(Template)]
#[template(path = "pages/sessions/account.html")]
struct AccountPage {
    shell: Shell,
    errors: FormErrors,
    name: String,
    email: String,
    role: String,
    workspace: String,
    locale: Locale,
    languages: Vec<(String, String)>,
    sessions: Vec<SessionRow>,
    tokens: Vec<TokenRow>,
    days: Vec<(String, String)>,
    /// Whether the password was just given, so that a token may be issued.
    is_confirmed: bool,
    /// A token that was just issued, shown this once.
    issued: Option<String>,
    token_name: String,
}

/// A session in the list.
struct SessionRow {
    id: Uuid,
    device: String,
    started: String,
    seen: String,
    ends: String,
    current: bool,
}

impl SessionRow {
    fn new(shell: &Shell, session: &OpenSession) -> Self {
        Self {
            id: session.id,
            device: device(shell, session.device),
            started: shell.date_time(session.created_at),
            seen: shell.date_time(session.seen_at),
            ends: shell.date_time(session.expires_at),
            current: session.current,
        }
    }
}

/// A device in words.
fn device(shell: &Shell, device: Option<Device>) -> String {
    let Some(Device { browser, platform }) = device else { return shell.t("session-device-unknown") };
    let browser = browser.name().map_or_else(|| shell.t("session-browser-other"), str::to_owned);
    match platform.name() {
        Some(platform) => shell.ta("session-device", &[("browser", &browser), ("platform", platform)]),
        None => browser,
    }
}

/// A token in the list.
struct TokenRow {
    id: Uuid,
    name: String,
    issued: String,
    ends: String,
}

impl TokenRow {
    fn new(shell: &Shell, token: Token) -> Self {
        let ends = token.expires_at.map_or_else(|| shell.t("session-tokens-never"), |until| shell.date(until));
        Self { id: token.id, issued: shell.date(token.created_at), name: token.name, ends }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PasswordForm {
    current_password: String,
    new_password: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TokenForm {
    name: String,
    expires_in_days: Option<u32>,
}

#[get("/account")]
async fn show(caller: Authorized<OwnAccount>, shell: Shell) -> Result<HttpResponse, Error> {
    html::respond(&page(&caller, shell, FormErrors::none()).await?)
}

async fn page(caller: &SignedIn, shell: Shell, errors: FormErrors) -> Result<AccountPage, Error> {
    let session = caller.session();
    let most = Paging { after: None, limit: Some(100) };
    let sessions = actions::list(&caller.clone().authorize()?, &most).await?.items;
    let tokens = tokens::mine(&caller.clone().authorize()?, &most).await?.items;
    let language = |locale: Locale| (locale.code().to_owned(), shell.t(&format!("language-{}", locale.code())));
    let days = [7, 30, 90, 365].map(|days| (days.to_string(), shell.tn("count-days", days)));
    Ok(AccountPage {
        errors,
        name: session.name.clone(),
        email: session.email.clone(),
        role: shell.t(&format!("role-{}", session.role.as_str())),
        workspace: session.workspace.name.clone(),
        locale: session.locale,
        languages: Locale::ALL.into_iter().map(language).collect(),
        sessions: sessions.iter().map(|session| SessionRow::new(&shell, session)).collect(),
        tokens: tokens.into_iter().map(|token| TokenRow::new(&shell, token)).collect(),
        days: days.into_iter().collect(),
        is_confirmed: caller.confirmed().is_ok(),
        issued: None,
        token_name: String::new(),
        shell,
    })
}

#[post("/account/password")]
async fn change_password(caller: Authorized<OwnAccount>, shell: Shell, form: Form<PasswordForm>) -> Result<HttpResponse, Error> {
    match credentials::change_password(&caller, form.0.current_password, form.0.new_password).await {
        Ok(opened) => {
            let mut response = html::see_other_with("/account", Tone::Ok, "flash-password-changed");
            set_cookie(&mut response, &session_cookie(caller.kernel(), opened.secret))?;
            Ok(response)
        }
        Err(error) => again(&caller, shell, error, String::new()).await,
    }
}

/// The page once more, with what is wrong.
async fn again(caller: &SignedIn, shell: Shell, error: Error, token_name: String) -> Result<HttpResponse, Error> {
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let page = AccountPage { token_name, ..page(caller, shell, errors).await? };
    html::respond_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

#[post("/account/sessions/others/end")]
async fn end_others(caller: Authorized<OwnAccount>) -> Result<HttpResponse, Error> {
    actions::revoke_others(&caller).await?;
    Ok(html::see_other_with("/account", Tone::Ok, "flash-sessions-ended"))
}

#[post("/account/sessions/{id}/end")]
async fn end(caller: Authorized<OwnAccount>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::revoke(&caller, *id).await?;
    Ok(html::see_other_with("/account", Tone::Ok, "flash-session-ended"))
}

#[post("/account/tokens")]
async fn issue_token(caller: Authorized<OwnTokens>, shell: Shell, form: Form<TokenForm>) -> Result<HttpResponse, Error> {
    let TokenForm { name, expires_in_days } = form.0;
    let request = NewToken { name: name.clone(), expires_in_days };
    match tokens::issue(&caller, &request).await {
        Ok((_, secret)) => {
            let page = AccountPage { issued: Some(secret), ..page(&caller, shell, FormErrors::none()).await? };
            let mut answer = html::respond_with(StatusCode::CREATED, &page)?;
            answer.headers_mut().insert(header::LOCATION, header::HeaderValue::from_static("/account"));
            Ok(answer)
        }
        Err(error) => again(&caller, shell, error, name).await,
    }
}

#[post("/account/tokens/{id}/revocation")]
async fn revoke_token(caller: Authorized<OwnTokens>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    tokens::revoke_token(&caller, *id).await?;
    Ok(html::see_other_with("/account", Tone::Ok, "flash-token-revoked"))
}
