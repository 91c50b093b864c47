//! The agreement for customers: the form, the page that shows how far it is, the text in short and in full.

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use entity::agreement;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{NewRequest, Processor, State, Status};
use super::render::Printed;
use super::summary::{self, Line};
use super::{actions, content};
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, groups, respond, respond_public, respond_with, see_other};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::pdf::first_unprintable;
use crate::kernel::web::{Form, FormKey, Query};
use crate::vendors::subprocessors;

/// The pages for customers.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_form).service(send_form).service(show_summary).service(show_text).service(show_status);
}

type Options = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "pages/dpa/form.html")]
struct FormPage {
    shell: Shell,
    errors: FormErrors,
    values: NewRequest,
    countries: Options,
    languages: Options,
    notice: String,
    contact: String,
}

impl FormPage {
    fn new(shell: Shell, errors: FormErrors, values: NewRequest, processor: &Processor) -> Self {
        let texts = shell.texts;
        let locale = texts.locale();
        let mut countries: Options =
            subprocessors::countries().iter().map(|country| (country.code.to_owned(), country.name(locale).to_owned())).collect();
        countries
            .sort_by_cached_key(|(_, name)| name.replace(['Ä', 'Å'], "A").replace('Ö', "O").replace('Ü', "U").to_lowercase());
        countries.insert(0, (String::new(), texts.t("dpa-field-country-choose")));
        let languages =
            Locale::ALL.iter().map(|locale| (locale.code().to_owned(), texts.t(&format!("dpa-language-{locale}")))).collect();
        let notice = texts.ta("dpa-get-notice", &[("days", &summary::notice_days().to_string())]);
        Self { errors, values, countries, languages, notice, contact: processor.contact_email.clone(), shell }
    }
}

#[get("/dpa")]
async fn show_form(shell: Shell, processor: web::Data<Processor>) -> Result<HttpResponse, Error> {
    let values = NewRequest { language: shell.lang().to_owned(), ..NewRequest::default() };
    respond_public(&FormPage::new(shell, FormErrors::none(), values, &processor))
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
            let mut response = respond_with(status, &FormPage::new(shell, errors, form.0, &processor))?;
            if let Some(seconds) = wait {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            Ok(response)
        }
    }
}

/// The fields from top to bottom.
const FIELDS: [&str; 8] =
    ["legal_name", "country", "address", "register_no", "signatory_name", "signatory_title", "contact_email", "language"];

/// Each wrong answer from top to bottom, in the words of this form, where it has words of its own.
fn said(texts: Texts, form: &NewRequest, error: Error) -> Result<FormErrors, Error> {
    let Error::Invalid(mut fields) = error else {
        return match error {
            Error::Refused { code: "operator-incomplete" | "operator-missing", .. } => {
                Ok(FormErrors::new(texts, &[FieldError::new("", "", texts.t("dpa-error-incomplete-operator"))]))
            }
            Error::TooMany { retry_after_s } => {
                let minutes = retry_after_s.div_ceil(60).max(1).to_string();
                Ok(FormErrors::new(
                    texts,
                    &[FieldError::new("", "", texts.ta("dpa-error-rate-limited", &[("minutes", &minutes)]))],
                ))
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
async fn show_summary(shell: Shell) -> Result<HttpResponse, Error> {
    let (version, lines) = summary::lines(shell.texts.locale()).map_err(anyhow::Error::new)?;
    let lead = shell.ta("dpa-summary-lead", &[("version", version)]);
    respond_public(&SummaryPage { shell, lead, lines })
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/text.html")]
struct TextPage {
    shell: Shell,
    blocks: Vec<Printed>,
    lang: &'static str,
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
    let locale = wish.0.language.as_deref().and_then(Locale::of).unwrap_or(shell.texts.locale());
    let kernel = visitor.kernel();
    let vendors = subprocessors::active(&visitor.register().await?).await?;
    let blocks = summary::full_text(locale, &processor, &vendors, &kernel.base_url, kernel.clock.now());
    let blocks = blocks.map_err(|_| Error::refused("operator-incomplete", shell.t("dpa-error-incomplete-operator")))?;
    respond_public(&TextPage { shell, blocks, lang: locale.code() })
}

/// A step of an agreement's way.
pub struct Step {
    /// How it went.
    pub tone: Tone,
    /// Its name.
    pub name: String,
    /// What it means.
    pub about: String,
    /// When, in words; empty while it is to come.
    pub at: String,
}

/// The steps of an agreement's way.
pub fn steps(texts: Texts, status: &Status, row: &agreement::Model) -> Vec<Step> {
    let moments = [
        ("requested", Some(status.requested_at)),
        ("generated", status.generated_at),
        ("sealed", status.sealed_at),
        ("sent", status.sent_at),
    ];
    let mut steps: Vec<Step> = Vec::new();
    for (name, at) in moments {
        if at.is_none() && status.state == State::Failed {
            let (name, about) = (texts.t("dpa-step-failed"), texts.t("dpa-step-failed-text"));
            steps.push(Step { tone: Tone::Bad, name, about, at: String::new() });
            break;
        }
        steps.push(Step {
            tone: if at.is_some() { Tone::Ok } else { Tone::None },
            name: texts.t(&format!("dpa-step-{name}")),
            about: texts.ta(&format!("dpa-step-{name}-text"), &[("email", &row.contact_email)]),
            at: at.map_or_else(|| texts.t("dpa-step-waiting"), |at| texts.moment(at)),
        });
    }
    steps
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/status.html")]
struct StatusPage {
    shell: Shell,
    title: String,
    lead: String,
    steps: Vec<Step>,
    is_under_way: bool,
    pdf: Option<String>,
    pdf_groups: Vec<String>,
    json_groups: Vec<String>,
    countersign: String,
    facts: Vec<(String, String)>,
}

#[get("/dpa/{id}/{token}")]
async fn show_status(
    visitor: Visitor,
    shell: Shell,
    processor: web::Data<Processor>,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Error> {
    let (status, row) = actions::status(&visitor, path.0, &path.1).await?;
    let texts = shell.texts;
    let frozen: Option<content::Content> = row.json.as_deref().and_then(|json| serde_json::from_str(json).ok());
    let operator = frozen.as_ref().map_or(&processor.legal_name, |content| &content.processor.legal_name).clone();
    let countersign = [
        ("signatory", row.signatory_name.as_str()),
        ("field", super::paper::CUSTOMER_FIELD),
        ("email", &processor.privacy_email),
    ];
    let mut facts = vec![
        (texts.t("dpa-facts-controller"), row.legal_name.clone()),
        (texts.t("dpa-facts-processor"), operator.clone()),
        (texts.t("dpa-facts-signatory"), format!("{}, {}", row.signatory_name, row.signatory_title)),
        (texts.t("dpa-facts-language"), texts.t(&format!("dpa-language-{}", row.language))),
        (texts.t("dpa-facts-template"), row.template_version.clone()),
        (texts.t("dpa-facts-requested"), texts.moment(row.requested_at)),
    ];
    if let Some(content) = &frozen {
        facts.push((texts.t("dpa-facts-subprocessors"), content.subprocessors.items.len().to_string()));
    }
    let page = StatusPage {
        // The number is not torn apart at the end of a line.
        title: texts.ta("dpa-status-title", &[("number", &status.number.replace('-', "\u{2011}"))]),
        lead: texts.ta("dpa-status-lead", &[("controller", &row.legal_name), ("processor", &operator)]),
        steps: steps(texts, &status, &row),
        is_under_way: !matches!(status.state, State::Sent | State::Failed),
        pdf: status.pdf_url.as_ref().map(|_| format!("/api/v1/public/dpa-requests/{}/{}/pdf", row.id, path.1)),
        pdf_groups: groups(status.pdf_sha256.as_deref().unwrap_or_default()),
        json_groups: groups(status.json_sha256.as_deref().unwrap_or_default()),
        countersign: texts.ta("dpa-countersign-text", &countersign),
        facts,
        shell,
    };
    respond(&page)
}
