//! Contacts as pages: the list for owners, and the question to whoever reads the address.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use uuid::Uuid;

use super::actions;
use super::model::{Contact, NewContact};
use super::policy::ManageContacts;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::Locale;
use crate::kernel::web::Form;

/// Where owners name contacts.
const CONTACTS: &str = "/settings/contacts";

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(add).service(remove).service(ask).service(confirm);
}

#[derive(askama::Template)]
#[template(path = "pages/contacts/list.html")]
struct ListPage {
    shell: Shell,
    errors: FormErrors,
    rows: Vec<RowShown>,
    locales: Vec<(String, String)>,
    entered: NewContact,
}

struct RowShown {
    id: Uuid,
    name: String,
    email: String,
    language: String,
    tone: Tone,
    state: String,
}

#[get("/settings/contacts")]
async fn show_list(caller: Authorized<ManageContacts>, shell: Shell) -> Result<HttpResponse, Error> {
    let entered = NewContact { locale: shell.texts.locale().code().to_owned(), ..NewContact::default() };
    respond(&list_page(&caller, shell, FormErrors::none(), entered).await?)
}

async fn list_page(
    caller: &Authorized<ManageContacts>,
    shell: Shell,
    errors: FormErrors,
    entered: NewContact,
) -> Result<ListPage, Error> {
    let language = |locale: Locale| shell.t(&format!("settings-locale-{}", locale.code()));
    let row_shown = |contact: Contact| {
        let (tone, state) = match contact.confirmed_at {
            Some(_) if contact.agreement_id.is_some() => (Tone::Ok, shell.t("contacts-agreed")),
            Some(at) => (Tone::Ok, shell.ta("contacts-confirmed", &[("date", &shell.due_date(at))])),
            None => (Tone::Info, shell.t("contacts-asked")),
        };
        RowShown { id: contact.id, name: contact.name, email: contact.email, language: language(contact.locale), tone, state }
    };
    let rows = actions::list(caller).await?.into_iter().map(row_shown).collect();
    let locales = Locale::ALL.into_iter().map(|locale| (locale.code().to_owned(), language(locale))).collect();
    Ok(ListPage { errors, rows, locales, entered, shell })
}

#[post("/settings/contacts")]
async fn add(caller: Authorized<ManageContacts>, shell: Shell, form: Form<NewContact>) -> Result<HttpResponse, Error> {
    match actions::add(&caller, &form.0).await {
        Ok(_) => Ok(see_other_with(CONTACTS, Tone::Ok, "flash-contact-added")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &list_page(&caller, shell, errors, form.0).await?)
        }
    }
}

#[post("/settings/contacts/{id}/removal")]
async fn remove(caller: Authorized<ManageContacts>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::remove(&caller, *id).await?;
    Ok(see_other_with(CONTACTS, Tone::Ok, "flash-contact-removed"))
}

#[derive(askama::Template)]
#[template(path = "pages/contacts/ask.html")]
struct AskPage {
    shell: Shell,
    title: String,
    text: String,
    /// Where the form posts to; empty once there is nothing to confirm.
    action: String,
}

#[get("/contacts/{link}")]
async fn ask(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::asked(&visitor, &link).await {
        Ok(workspace) => {
            let title = shell.t("contacts-ask-title");
            let text = shell.ta("contacts-ask-text", &[("workspace", &workspace)]);
            respond(&AskPage { shell, title, text, action: format!("/contacts/{link}") })
        }
        Err(error) => gone(&shell, error),
    }
}

#[post("/contacts/{link}")]
async fn confirm(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::confirm(&visitor, &link).await {
        Ok(workspace) => {
            let title = shell.t("contacts-done-title");
            let text = shell.ta("contacts-done-text", &[("workspace", &workspace)]);
            respond(&AskPage { shell, title, text, action: String::new() })
        }
        Err(error) => gone(&shell, error),
    }
}

fn gone(shell: &Shell, error: Error) -> Result<HttpResponse, Error> {
    let Error::NotFound = error else { return Err(error) };
    let shell = Shell::public(shell.texts.locale(), shell.path.as_str());
    let (title, text) = (shell.t("contacts-gone-title"), shell.t("contacts-gone-text"));
    respond_with(StatusCode::NOT_FOUND, &AskPage { shell, title, text, action: String::new() })
}
