//! The welcome page: a person who was invited chooses a password.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;

use super::actions;
use super::model::{Acceptance, Welcome};
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell, ShellWorkspace, Tone};
use crate::kernel::i18n::Texts;
use crate::kernel::web::{Form, session_cookie};
use crate::people::sessions;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show).service(accept);
}

#[derive(Template)]
#[template(path = "pages/invitations/welcome.html")]
struct WelcomePage {
    shell: Shell,
    errors: FormErrors,
    link: String,
    tenant: String,
    email: String,
}

#[derive(Template)]
#[template(path = "pages/invitations/gone.html")]
struct GonePage {
    shell: Shell,
}

#[get("/invitations/{link}")]
async fn show(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::welcome(&visitor, &link).await {
        Ok(welcome) => html::respond(&page(&shell, welcome, link.into_inner(), FormErrors::none())),
        Err(error) => gone(&shell, error),
    }
}

#[post("/invitations/{link}")]
async fn accept(visitor: Visitor, shell: Shell, link: web::Path<String>, form: Form<Acceptance>) -> Result<HttpResponse, Error> {
    match actions::accept(&visitor, &link, form.0).await {
        Ok(opened) => {
            let mut response = html::see_other_with("/", Tone::Ok, "flash-welcome");
            sessions::set_cookie(&mut response, &session_cookie(visitor.kernel(), opened.secret))?;
            Ok(response)
        }
        Err(Error::Invalid(fields)) => {
            let welcome = actions::welcome(&visitor, &link).await?;
            let errors = FormErrors::new(Texts::new(shell.chosen.unwrap_or(welcome.locale)), &fields);
            html::respond_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&shell, welcome, link.into_inner(), errors))
        }
        Err(error) => gone(&shell, error),
    }
}

/// The page in the language of who is invited, unless another was chosen, and in the workspace's colour, whoever else is signed in in this browser.
fn page(shell: &Shell, welcome: Welcome, link: String, errors: FormErrors) -> WelcomePage {
    let tenant = welcome.tenant.name.clone();
    let workspace = ShellWorkspace {
        name: welcome.tenant.name,
        slug: welcome.tenant.slug,
        accent: welcome.tenant.accent.map(|colour| colour.digits().to_owned()),
    };
    let locale = shell.chosen.unwrap_or(welcome.locale);
    let shell = Shell { workspace: Some(workspace), ..Shell::public(locale, shell.path.as_str()) };
    WelcomePage { shell, errors, link, tenant, email: welcome.email }
}

fn gone(shell: &Shell, error: Error) -> Result<HttpResponse, Error> {
    match error {
        Error::NotFound => {
            let shell = Shell::public(shell.texts.locale(), shell.path.as_str());
            html::respond_with(StatusCode::NOT_FOUND, &GonePage { shell })
        }
        other => Err(other),
    }
}
