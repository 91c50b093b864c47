//! The page behind the link with which the contact of an agreement lets a workspace hold it.

use actix_web::{HttpResponse, get, post, web};

use super::super::countersign_pages::gone;
use super::{ToAttach, confirm, refuse, to_attach};
use crate::agreements::dpa::actions::contact_path;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, see_other_with};

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_attaching).service(confirm_attaching).service(refuse_attaching);
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/attach.html")]
struct AttachPage {
    shell: Shell,
    wish: ToAttach,
    until: String,
    link: String,
    agreement: String,
}

#[get("/attach/{secret}")]
async fn show_attaching(visitor: Visitor, shell: Shell, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    match to_attach(&visitor, &secret).await {
        Ok(wish) => {
            let page = AttachPage {
                until: shell.texts.moment(wish.expires_at),
                link: secret.into_inner(),
                agreement: contact_path(visitor.kernel(), wish.id),
                wish,
                shell,
            };
            respond(&page)
        }
        Err(error) => gone(shell, error, "dpa-attaching-gone-next"),
    }
}

#[post("/attach/{secret}")]
async fn confirm_attaching(visitor: Visitor, shell: Shell, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    match confirm(&visitor, &secret).await {
        Ok(row) => Ok(see_other_with(&contact_path(visitor.kernel(), row.id), Tone::Ok, "flash-dpa-attached")),
        Err(error) => gone(shell, error, "dpa-attaching-gone-next"),
    }
}

#[post("/attach/{secret}/refusal")]
async fn refuse_attaching(visitor: Visitor, shell: Shell, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    match refuse(&visitor, &secret).await {
        Ok(row) => Ok(see_other_with(&contact_path(visitor.kernel(), row.id), Tone::Ok, "flash-dpa-attach-refused")),
        Err(error) => gone(shell, error, "dpa-attaching-gone-next"),
    }
}
