//! The pages of exports.

use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use uuid::Uuid;

use super::actions;
use super::model::{Export, State};
use super::policy::TakeOut;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Query, send};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_page).service(request_page).service(one_page).service(state_fragment).service(download_page);
}

#[derive(Template)]
#[template(path = "pages/exports/list.html")]
struct List {
    shell: Shell,
    page: Page<Export>,
    errors: FormErrors,
    running: bool,
}

#[derive(Template)]
#[template(path = "pages/exports/one.html")]
struct One {
    shell: Shell,
    export: Export,
}

#[derive(Template)]
#[template(path = "pages/exports/state.html")]
struct Fragment {
    shell: Shell,
    export: Export,
}

#[get("/exports")]
async fn list_page(caller: Authorized<TakeOut>, shell: Shell, paging: Query<Paging>) -> Result<HttpResponse, Error> {
    let page = actions::list(&caller, &paging.0).await?;
    let running = page.items.iter().any(|export| export.state.is_running());
    html::respond(&List { shell, page, running, errors: FormErrors::none() })
}

#[post("/exports")]
async fn request_page(caller: Authorized<TakeOut>, shell: Shell) -> Result<HttpResponse, Error> {
    match actions::request(&caller).await {
        Ok(export) => Ok(html::see_other(&format!("/exports/{}", export.id))),
        Err(error) => {
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            let page = actions::list(&caller, &Paging::default()).await?;
            let running = page.items.iter().any(|export| export.state.is_running());
            html::respond_with(actix_web::http::StatusCode::CONFLICT, &List { shell, page, running, errors })
        }
    }
}

#[get("/exports/{id}")]
async fn one_page(caller: Authorized<TakeOut>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let export = actions::get(&caller, *id).await?;
    html::respond(&One { shell, export })
}

/// The part of the page that changes while the export is written.
#[get("/exports/{id}/state")]
async fn state_fragment(caller: Authorized<TakeOut>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let export = actions::get(&caller, *id).await?;
    html::respond(&Fragment { shell, export })
}

/// The zip for a browser: without a fresh password it is asked for, and the page is shown again with its button.
#[get("/exports/{id}/download")]
async fn download_page(caller: Authorized<TakeOut>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match actions::download(&caller, *id).await {
        Ok(open) => send(caller.kernel(), open).await,
        Err(Error::ConfirmationNeeded) => Ok(html::see_other(&format!("/confirm?next=/exports/{id}"))),
        Err(error) => Err(error),
    }
}

fn has_failed(state: State) -> bool {
    state == State::Failed
}

/// The tone and the key of a state.
fn tone(state: State) -> (&'static str, &'static str) {
    match state {
        State::Requested => ("info", "exports-state-requested"),
        State::Building => ("info", "exports-state-building"),
        State::Ready => ("ok", "exports-state-ready"),
        State::Failed => ("bad", "exports-state-failed"),
        State::Expired => ("none", "exports-state-expired"),
    }
}
