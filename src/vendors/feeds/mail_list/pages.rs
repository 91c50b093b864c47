//! The pages of the mail list. A link is opened by programs that look at mails, too: it is a button that does something.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use uuid::Uuid;

use super::actions;
use super::model::NewSubscription;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, respond, respond_with, see_other};
use crate::kernel::web::Form;
use crate::vendors::feeds::pages::{self, Entered, Step};

/// The pages of the mail list.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(send_form).service(show_asked).service(show_joined).service(show_link).service(send_confirmation);
    config.service(show_leaving).service(send_leaving);
}

#[post("/subprocessors/mail-list")]
async fn send_form(visitor: Visitor, shell: Shell, form: Form<NewSubscription>) -> Result<HttpResponse, Error> {
    match actions::join(&visitor, &form.0).await {
        Ok(()) => Ok(see_other("/subprocessors/mail-list/asked")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            let page = pages::public(&visitor, shell, errors, Entered { mail: form.0 }).await?;
            respond_with(status, &page)
        }
    }
}

#[get("/subprocessors/mail-list/asked")]
async fn show_asked(shell: Shell) -> Result<HttpResponse, Error> {
    respond(&Step::told(shell, "feeds-list-asked-title", "feeds-list-asked-text"))
}

#[get("/subprocessors/mail-list/joined")]
async fn show_joined(shell: Shell) -> Result<HttpResponse, Error> {
    respond(&Step::told(shell, "feeds-list-joined-title", "feeds-list-joined-text"))
}

#[get("/subprocessors/mail-list/{link}")]
async fn show_link(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::look_at(&visitor, &link).await {
        Ok(()) => {
            respond(&Step::asked(shell, "feeds-list-confirm-title", "feeds-list-confirm-text", "feeds-list-confirm-action"))
        }
        Err(error) => Step::gone(shell, error),
    }
}

#[post("/subprocessors/mail-list/{link}")]
async fn send_confirmation(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::confirm(&visitor, &link).await {
        Ok(()) => Ok(see_other("/subprocessors/mail-list/joined")),
        Err(error) => Step::gone(shell, error),
    }
}

#[get("/subprocessors/mail-list/{id}/{token}")]
async fn show_leaving(visitor: Visitor, shell: Shell, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    match actions::may_leave(&visitor, path.0, &path.1) {
        Ok(()) => respond(&Step::asked(shell, "feeds-list-leave-title", "feeds-list-leave-text", "feeds-list-leave-action")),
        Err(error) => Step::gone(shell, error),
    }
}

/// Also what a mail program sends for its reader (RFC 8058): without a session, a cookie or a form of ours.
#[post("/subprocessors/mail-list/{id}/{token}")]
async fn send_leaving(visitor: Visitor, shell: Shell, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    match actions::leave(&visitor, path.0, &path.1).await {
        Ok(()) => respond(&Step::told(shell, "feeds-list-left-title", "feeds-list-left-text")),
        Err(error) => Step::gone(shell, error),
    }
}
