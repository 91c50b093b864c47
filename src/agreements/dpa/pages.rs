//! The agreement for customers: the form, the page that shows how far it is, the text in short and in full.

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::actions;
use super::clauses::Placed;
use super::content::ReturnChoice;
use super::model::{NewRequest, Processor};
use super::render::Printed;
use super::summary::{self, Line};
use crate::agreements::measures;
use crate::agreements::promises::Conditions;
use crate::agreements::templates::{self, ClauseMap, Template};
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, respond_public, respond_with, see_other};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::pdf::first_unprintable;
use crate::kernel::web::{Form, FormKey, Query};
use crate::vendors::subprocessors;

/// The pages for customers.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_form).service(send_form).service(show_summary).service(show_text).service(show_edition);
}

/// What a select offers: value and text.
pub type Options = Vec<(String, String)>;

/// The countries of the form, by name.
pub fn countries(texts: Texts) -> Options {
    let name = |country: &subprocessors::Country| (country.code.to_owned(), country.name(texts.locale()).to_owned());
    let mut countries: Options = subprocessors::countries().iter().map(name).collect();
    countries.sort_by_cached_key(|(_, name)| name.replace(['Ä', 'Å'], "A").replace('Ö', "O").replace('Ü', "U").to_lowercase());
    countries.insert(0, (String::new(), texts.t("dpa-field-country-choose")));
    countries
}

/// What can happen to the data at the end; nothing is chosen for whoever asks.
pub fn return_choices(texts: Texts) -> Options {
    let none = (String::new(), texts.t("dpa-return-choose"));
    let choices = ReturnChoice::ALL.iter().map(|choice| (choice.as_str().to_owned(), choice.words(texts)));
    std::iter::once(none).chain(choices).collect()
}

/// The languages of an agreement.
pub fn languages(texts: Texts) -> Options {
    Locale::ALL.iter().map(|locale| (locale.code().to_owned(), texts.t(&format!("dpa-language-{locale}")))).collect()
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/form.html")]
struct FormPage {
    shell: Shell,
    errors: FormErrors,
    values: NewRequest,
    countries: Options,
    languages: Options,
    choices: Options,
    notice: String,
    contact: String,
    contact_hint: String,
}

impl FormPage {
    fn new(shell: Shell, errors: FormErrors, values: NewRequest, processor: &Processor, template: &Template) -> Self {
        let texts = shell.texts;
        let (countries, languages, choices) = (countries(texts), languages(texts), return_choices(texts));
        let notice = texts.ta("dpa-get-notice", &[("days", &template.config().terms.notice_days.value.to_string())]);
        let (contact, contact_hint) = (processor.contact_email.clone(), texts.t("dpa-field-contact-email-hint"));
        Self { errors, values, countries, languages, choices, notice, contact, contact_hint, shell }
    }
}

#[get("/dpa")]
async fn show_form(visitor: Visitor, shell: Shell, processor: web::Data<Processor>) -> Result<HttpResponse, Error> {
    let template = templates::published(visitor.kernel()).await?;
    let values = NewRequest { language: shell.lang().to_owned(), ..NewRequest::default() };
    respond_public(&FormPage::new(shell, FormErrors::none(), values, &processor, &template))
}

#[post("/dpa")]
async fn send_form(
    visitor: Visitor,
    shell: Shell,
    processor: web::Data<Processor>,
    key: Option<web::ReqData<FormKey>>,
    form: Form<NewRequest>,
) -> Result<HttpResponse, Error> {
    let key = key.map(|key| key.into_inner().of_request());
    match actions::request(&visitor, &processor, &form.0, key.as_deref()).await {
        Ok(answered) => {
            let address = answered.requested.page_url;
            Ok(see_other(address.strip_prefix(visitor.kernel().base_url.as_str()).unwrap_or(&address)))
        }
        Err(error) => {
            let status = error.status_code();
            let wait = if let Error::TooMany { retry_after_s } = error { Some(retry_after_s) } else { None };
            let errors = said(shell.texts, &form.0, error)?;
            let template = templates::published(visitor.kernel()).await?;
            let mut response = respond_with(status, &FormPage::new(shell, errors, form.0, &processor, &template))?;
            if let Some(seconds) = wait {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            Ok(response)
        }
    }
}

/// The fields from top to bottom.
const FIELDS: [&str; 10] = [
    "legal_name",
    "country",
    "address",
    "register_no",
    "signatory_name",
    "signatory_title",
    "contact_email",
    "data_protection_officer",
    "language",
    "return_choice",
];

/// Each wrong answer from top to bottom, in the words of this form, where it has words of its own.
///
/// # Errors
/// The error itself where the form cannot show it.
pub fn said(texts: Texts, form: &NewRequest, error: Error) -> Result<FormErrors, Error> {
    let Error::Invalid(mut fields) = error else {
        return match error {
            Error::Refused { code: "operator-incomplete" | "operator-missing", .. } => {
                Ok(FormErrors::new(texts, &[FieldError::new("", "", texts.t("dpa-error-incomplete-operator"))]))
            }
            Error::TooMany { retry_after_s } => {
                let minutes = i64::try_from(retry_after_s.div_ceil(60).max(1)).unwrap_or(i64::MAX);
                Ok(FormErrors::new(texts, &[FieldError::new("", "", texts.tn("dpa-error-rate-limited", minutes))]))
            }
            other => FormErrors::try_from_error(texts, other),
        };
    };
    let say = |field: FieldError| {
        let own = format!(
            "dpa-error-{}-{}",
            field.field.replace('_', "-"),
            field.code.strip_prefix(&format!("{}-", field.field)).unwrap_or(&field.code)
        );
        let own = own.replace("-email-email", "-email-format");
        let words = match field.code.as_str() {
            "characters" => {
                let character = first_unprintable(form.value(&field.field)).map(String::from).unwrap_or_default();
                Some(texts.ta("dpa-error-characters", &[("character", &character)]))
            }
            "too-long" => {
                let most: String = field.detail.chars().filter(char::is_ascii_digit).collect();
                Some(texts.ta("dpa-error-too-long", &[("max", &most)]))
            }
            _ => texts.try_t(&own),
        };
        match words {
            Some(words) => FieldError::new(field.field, "", words),
            None => field,
        }
    };
    fields.sort_by_key(|wrong| FIELDS.iter().position(|field| *field == wrong.field));
    Ok(FormErrors::new(texts, &fields.into_iter().map(say).collect::<Vec<_>>()))
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/summary.html")]
struct SummaryPage {
    shell: Shell,
    lead: String,
    lines: Vec<Line>,
}

#[get("/dpa/summary")]
async fn show_summary(visitor: Visitor, shell: Shell) -> Result<HttpResponse, Error> {
    let template = templates::published(visitor.kernel()).await?;
    let lines = summary::lines(&template, shell.texts.locale());
    let lead = shell.ta("dpa-summary-lead", &[("version", template.version())]);
    respond_public(&SummaryPage { shell, lead, lines })
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/text.html")]
struct TextPage {
    shell: Shell,
    title: String,
    lead: String,
    address: String,
    /// Who carries out which clause.
    clauses: Placed,
    blocks: Vec<Printed>,
    lang: &'static str,
    editions: Vec<EditionShown>,
    /// Whether the operator has said whom it engages: until then annex III says nothing.
    is_declared: bool,
}

/// A version of the text with its time, and what has changed since; empty for the newest.
struct EditionShown {
    address: String,
    name: String,
    time: String,
    differences: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    language: Option<String>,
}

#[get("/dpa/text")]
async fn show_text(
    visitor: Visitor,
    shell: Shell,
    processor: web::Data<Processor>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Error> {
    let template = templates::published(visitor.kernel()).await?;
    let texts = shell.texts;
    let edition = |one: templates::Edition| {
        let day = |at: Option<DateTime<Utc>>| at.map(|at| texts.date(at)).unwrap_or_default();
        let time = match one.until {
            Some(until) => texts.ta("dpa-version-time", &[("since", &day(one.since)), ("until", &day(Some(until)))]),
            None => texts.ta("dpa-version-since", &[("since", &day(one.since))]),
        };
        let newest = template.version();
        let differences = format!("/dpa/versions/{newest}/differences?before={}", one.version);
        EditionShown {
            address: format!("/dpa/versions/{}", one.version),
            name: texts.ta("dpa-version", &[("version", &one.version)]),
            time,
            differences: if one.version == newest { String::new() } else { differences },
        }
    };
    let editions = templates::editions(visitor.kernel()).await?.into_iter().map(edition).collect();
    let words = (shell.t("dpa-text-title"), shell.ta("dpa-text-lead", &[("version", template.version())]));
    text_page(&visitor, shell, &processor, &wish.0, (&template, words, "/dpa/text".to_owned(), editions)).await
}

#[get("/dpa/versions/{version}")]
async fn show_edition(
    visitor: Visitor,
    shell: Shell,
    processor: web::Data<Processor>,
    version: web::Path<String>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Error> {
    let template = templates::edition(visitor.kernel(), &version).await?;
    let words = (shell.ta("dpa-version", &[("version", template.version())]), shell.t("dpa-version-lead"));
    let address = format!("/dpa/versions/{}", template.version());
    text_page(&visitor, shell, &processor, &wish.0, (&template, words, address, Vec::new())).await
}

/// A version as it is read: the text with title and lead, its address, and the addresses of others.
type Shown<'a> = (&'a Template, (String, String), String, Vec<EditionShown>);

async fn text_page(
    visitor: &Visitor,
    shell: Shell,
    processor: &Processor,
    wish: &Wish,
    (template, (title, lead), address, editions): Shown<'_>,
) -> Result<HttpResponse, Error> {
    let locale = wish.language.as_deref().and_then(Locale::of).unwrap_or(shell.texts.locale());
    let kernel = visitor.kernel();
    let vendors = subprocessors::active(&visitor.register().await?).await?;
    let is_declared = subprocessors::summary(visitor, locale).await?.is_declared;
    let undertakings = measures::in_use(kernel).await?;
    let registers = (undertakings.as_slice(), vendors.as_slice());
    let blocks = summary::full_text(template, locale, processor, registers, &kernel.base_url, kernel.clock.now());
    let blocks = blocks.map_err(|_| Error::refused("operator-incomplete", shell.t("dpa-error-incomplete-operator")))?;
    let clauses = Placed::of(&blocks, ClauseMap::of(template, &Conditions::of(&vendors), shell.texts));
    respond_public(&TextPage { shell, title, lead, address, clauses, blocks, lang: locale.code(), editions, is_declared })
}
