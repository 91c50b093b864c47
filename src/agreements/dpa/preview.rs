//! A version of the text filled with invented data, for whoever has to approve it: as a page, and as the PDF it would be, which
//! bears no seal and says on every page that it is a sample.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::content::{Ai, AiFunction, Content, Party};
use super::freeze::Sources;
use super::model::Processor;
use super::paper;
use super::registers::Registers;
use super::render::{Printed, render};
use crate::agreements::templates::{self, ReadTemplates, Template};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::html::{Shell, respond};
use crate::kernel::i18n::Locale;
use crate::kernel::web::Query;
use crate::vendors::subprocessors::{self, Vendor};

/// The address of the sample in its metadata: never the mark of a document of ours.
const IDENTIFIER: &str = "urn:tutela:sample";

/// The invented data (`templates/legal/dpa/sample.toml`).
#[derive(Deserialize)]
struct Sample {
    number: BTreeMap<String, String>,
    controller: BTreeMap<String, Somebody>,
    processor: BTreeMap<String, Somebody>,
    ai: BTreeMap<String, Function>,
}

#[derive(Deserialize)]
struct Somebody {
    legal_name: String,
    register_no: String,
    address: String,
    #[serde(default)]
    data_protection_officer: String,
    signatory_name: String,
    signatory_title: String,
}

#[derive(Deserialize)]
struct Function {
    name: String,
    provider: String,
    data: String,
}

const SAMPLE: &str = include_str!("../../../templates/legal/dpa/sample.toml");

impl Sample {
    fn read() -> anyhow::Result<(Self, Vec<Vendor>)> {
        Ok((toml::from_str(SAMPLE)?, subprocessors::read_register(SAMPLE)?))
    }
}

/// The content of an agreement that nobody made.
///
/// # Errors
/// In words, when the sample lacks something that the text asks for.
pub fn content(template: &Template, locale: Locale, base_url: &str, now: DateTime<Utc>) -> Result<Content, String> {
    let (sample, vendors) = Sample::read().map_err(|error| format!("sample.toml: {error}"))?;
    let language = locale.code();
    let missing = || format!("sample.toml: something is missing in {language}");
    let (theirs, ours) = sample.controller.get(language).zip(sample.processor.get(language)).ok_or_else(missing)?;
    let function = sample.ai.get(language).ok_or_else(missing)?;
    let processor = Processor {
        legal_name: ours.legal_name.clone(),
        register_no: ours.register_no.clone(),
        address: ours.address.clone(),
        country: "DE".to_owned(),
        contact_email: "office@operator.example".to_owned(),
        privacy_email: "privacy@operator.example".to_owned(),
        security_email: "security@operator.example".to_owned(),
        data_protection_officer: ours.data_protection_officer.clone(),
        signatory_name: ours.signatory_name.clone(),
        signatory_title: ours.signatory_title.clone(),
        governing_law_country: "DE".to_owned(),
        governing_law_place: if locale == Locale::De { "Musterhafen" } else { "Sample Port" }.to_owned(),
    };
    let mut content = Content::freeze(Sources {
        template,
        registers: Registers::current()?,
        vendors: &vendors,
        processor: &processor,
        controller: Party {
            legal_name: theirs.legal_name.clone(),
            register_no: theirs.register_no.clone(),
            address: theirs.address.clone(),
            country: "AT".to_owned(),
            contact_email: "privacy@customer.example".to_owned(),
            data_protection_officer: Some(theirs.data_protection_officer.clone()).filter(|officer| !officer.is_empty()),
            signatory_name: theirs.signatory_name.clone(),
            signatory_title: theirs.signatory_title.clone(),
        },
        id: Uuid::nil(),
        number: sample.number.get(language).ok_or_else(missing)?.clone(),
        language: locale,
        verification_url: format!("{base_url}/verify"),
        workspace: None,
        now,
    })?;
    // Switched on, so that what depends on it is seen.
    content.ai = Ai {
        enabled: true,
        functions: vec![AiFunction {
            name: function.name.clone(),
            provider: function.provider.clone(),
            location: "Virginia, United States".to_owned(),
            data: function.data.clone(),
            since: content.date,
        }],
    };
    Ok(content)
}

/// Draws the sample: number and parties say on every page what it is.
///
/// # Errors
/// In words, when the text cannot be filled in.
pub fn draw(template: &Template, content: &Content, at: DateTime<Utc>) -> Result<Vec<u8>, String> {
    let json = content.canonical().map_err(|error| error.to_string())?;
    paper::draw(template, content, &json, IDENTIFIER.to_owned(), at)
}

/// In which language.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Wish {
    /// `en` or `de`; `en` when absent.
    language: Option<Locale>,
}

fn unfilled(wrong: String) -> Error {
    anyhow::anyhow!("a checked text cannot be filled in: {wrong}").into()
}

#[utoipa::path(tag = "agreement templates", params(Wish), responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem)))]
#[get("/api/v1/operator/dpa-templates/{id}/preview")]
async fn load(caller: Authorized<ReadTemplates>, id: web::Path<Uuid>, wish: Query<Wish>) -> Result<HttpResponse, Error> {
    let (template, locale) = (templates::text(&caller, *id).await?, wish.0.language.unwrap_or_default());
    let kernel = caller.kernel().clone();
    let file = format!("sample-{}-{locale}.pdf", template.version());
    let drawn = tokio::task::spawn_blocking(move || {
        let now = kernel.clock.now();
        let content = content(&template, locale, &kernel.base_url, now)?;
        draw(&template, &content, now)
    });
    let pdf = drawn.await.map_err(anyhow::Error::new)?.map_err(unfilled)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/pdf"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(pdf))
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/preview.html")]
struct PreviewPage {
    shell: Shell,
    id: Uuid,
    title: String,
    crumb: String,
    crumb_address: String,
    blocks: Vec<Printed>,
    lang: &'static str,
}

#[get("/operator/templates/{id}/preview")]
async fn show(
    caller: Authorized<ReadTemplates>,
    shell: Shell,
    id: web::Path<Uuid>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Error> {
    let template: Arc<Template> = templates::text(&caller, *id).await?;
    let locale = wish.0.language.unwrap_or(shell.texts.locale());
    let kernel = caller.kernel();
    let content = content(&template, locale, &kernel.base_url, kernel.clock.now()).map_err(unfilled)?;
    let version = [("version", template.version())];
    let page = PreviewPage {
        id: *id,
        title: shell.ta("templates-preview-of", &version),
        crumb_address: format!("/operator/templates/{id}"),
        crumb: shell.ta("templates-title", &version),
        blocks: render(&template, &content).map_err(|wrong| unfilled(wrong.to_string()))?,
        lang: locale.code(),
        shell,
    };
    respond(&page)
}

/// The routes of this part.
pub fn api(config: &mut ServiceConfig) {
    config.service(load);
}

/// The pages of this part.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show);
}
