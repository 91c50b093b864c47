//! The pages for business contacts: ask for the list by name, confirm the address, and read it for as long as it is granted.

use actix_web::http::header;
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use uuid::Uuid;

use super::actions::{self, Detailed};
use super::model::{NewListRequest, cell};
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, respond, respond_with, see_other};
use crate::kernel::i18n::Texts;
use crate::kernel::web::Form;
use crate::vendors::feeds::pages::{Step, languages};
use crate::vendors::subprocessors::{
    Vendor, applies_name, around_the_sign, category_name, country, data_name, ground_name, models_said, nobody, place,
};

/// The pages for business contacts.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_form).service(send_form).service(show_asked).service(show_confirmed);
    config.service(show_link).service(send_confirmation).service(show_list).service(show_csv);
}

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/request.html")]
struct FormPage {
    shell: Shell,
    errors: FormErrors,
    values: NewListRequest,
    languages: Vec<(String, String)>,
}

#[get("/subprocessors/detailed")]
async fn show_form(shell: Shell) -> Result<HttpResponse, Error> {
    let values = NewListRequest { language: shell.lang().to_owned(), ..NewListRequest::default() };
    let languages = languages(shell.texts);
    respond(&FormPage { shell, errors: FormErrors::none(), values, languages })
}

#[post("/subprocessors/detailed")]
async fn send_form(visitor: Visitor, shell: Shell, form: Form<NewListRequest>) -> Result<HttpResponse, Error> {
    match actions::ask(&visitor, &form.0).await {
        Ok(()) => Ok(see_other("/subprocessors/list-requests/asked")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::of_form(shell.texts, "request", error)?;
            let languages = languages(shell.texts);
            respond_with(status, &FormPage { shell, errors, values: form.0, languages })
        }
    }
}

#[get("/subprocessors/list-requests/asked")]
async fn show_asked(shell: Shell) -> Result<HttpResponse, Error> {
    respond(&Step::told(shell, "feeds-request-asked-title", "feeds-request-asked-text"))
}

#[get("/subprocessors/list-requests/confirmed")]
async fn show_confirmed(shell: Shell) -> Result<HttpResponse, Error> {
    respond(&Step::told(shell, "feeds-request-confirmed-title", "feeds-request-confirmed-text"))
}

#[get("/subprocessors/list-requests/{link}")]
async fn show_link(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::look_at(&visitor, &link).await {
        Ok(()) => {
            let (title, text) = ("feeds-request-confirm-title", "feeds-request-confirm-text");
            respond(&Step::asked(shell, title, text, "feeds-request-confirm-action"))
        }
        Err(error) => Step::gone(shell, error),
    }
}

#[post("/subprocessors/list-requests/{link}")]
async fn send_confirmation(visitor: Visitor, shell: Shell, link: web::Path<String>) -> Result<HttpResponse, Error> {
    match actions::confirm(&visitor, &link).await {
        Ok(()) => Ok(see_other("/subprocessors/list-requests/confirmed")),
        Err(error) => Step::gone(shell, error),
    }
}

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/detailed.html")]
struct DetailedPage {
    shell: Shell,
    as_of: String,
    until: String,
    csv: String,
    vendors: Vec<Line>,
    /// What is said where no vendor stands.
    empty: &'static str,
}

/// A vendor in words.
struct Line {
    name: String,
    seat: String,
    contact: String,
    /// The same in two parts, where the page may break it.
    mailbox: (String, String),
    category: String,
    purpose: String,
    models: String,
    data: String,
    place: String,
    ground: String,
    applies: String,
    since: String,
}

impl Line {
    fn of(texts: Texts, vendor: Vendor) -> Self {
        let locale = texts.locale();
        let seat = country(&vendor.country).map_or_else(|| vendor.country.clone(), |country| country.name(locale).to_owned());
        let data: Vec<String> = vendor.data_categories.iter().map(|id| data_name(texts, id)).collect();
        Self {
            seat: format!("{}, {seat}", vendor.address),
            category: category_name(texts, &vendor.category),
            purpose: vendor.purpose(locale).to_owned(),
            models: models_said(texts, &vendor.category, &vendor.models),
            data: data.join(", "),
            place: place(&vendor.location, locale),
            ground: ground_name(texts, vendor.transfer_mechanism),
            applies: applies_name(texts, vendor.applies),
            since: texts.date(vendor.since),
            mailbox: around_the_sign(&vendor.contact_email),
            contact: vendor.contact_email.clone(),
            name: vendor.legal_name.clone(),
        }
    }
}

#[get("/subprocessors/detailed/{id}/{token}")]
async fn show_list(visitor: Visitor, shell: Shell, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let Detailed { vendors, is_declared, as_of, until } = match actions::open(&visitor, path.0, &path.1, "page").await {
        Ok(detailed) => detailed,
        Err(error) => return Step::gone(shell, error),
    };
    respond(&DetailedPage {
        as_of: shell.ta("subprocessors-as-of", &[("date", &texts.moment(as_of))]),
        until: shell.ta("feeds-detailed-until", &[("date", &texts.moment(until))]),
        csv: format!("/subprocessors/detailed/{}/{}/csv", path.0, path.1),
        vendors: vendors.into_iter().map(|vendor| Line::of(texts, vendor)).collect(),
        empty: nobody(is_declared),
        shell,
    })
}

#[get("/subprocessors/detailed/{id}/{token}/csv")]
async fn show_csv(visitor: Visitor, shell: Shell, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let detailed = match actions::open(&visitor, path.0, &path.1, "csv").await {
        Ok(detailed) => detailed,
        Err(error) => return Step::gone(shell, error),
    };
    let name = format!("subprocessors-{}.csv", detailed.as_of.format("%Y-%m-%d"));
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(csv_of(shell.texts, detailed.vendors)?))
}

/// The columns, in their order.
const COLUMNS: [&str; 11] = [
    "subprocessors-detail-name",
    "feeds-detailed-seat",
    "feeds-detailed-contact",
    "subprocessors-column-category",
    "subprocessors-detail-purpose",
    "subprocessors-models",
    "subprocessors-detail-data",
    "subprocessors-detail-location",
    "feeds-ground",
    "subprocessors-column-used",
    "subprocessors-detail-since",
];

fn csv_of(texts: Texts, vendors: Vec<Vendor>) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<String>| writer.write_record(cells.iter().map(|text| cell(text))).map_err(anyhow::Error::new);
    write(COLUMNS.iter().map(|key| texts.t(key)).collect())?;
    for vendor in vendors {
        let Line { name, seat, contact, category, purpose, models, data, place, ground, applies, since, .. } =
            Line::of(texts, vendor);
        write(vec![name, seat, contact, category, purpose, models, data, place, ground, applies, since])?;
    }
    writer.into_inner().map_err(|_| Error::from(anyhow::anyhow!("the list could not be written as CSV")))
}
