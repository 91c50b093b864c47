//! A version of the text filled with invented data, for whoever has to approve it: as a page, and as the PDF it would be, which
//! bears no seal and says on every page that it is a sample.

use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::clauses::Placed;
use super::content::{Content, Party, ReturnChoice};
use super::freeze::{GivenInstruction, KeptAway, Sources, VendorHere, WorkspaceFacts};
use super::model::Processor;
use super::paper;
use super::registers::Registers;
use super::render::{Printed, render};
use crate::agreements::measures::{self, Evidence, Undertaking};
use crate::agreements::promises::Conditions;
use crate::agreements::templates::{self, ClauseMap, ReadTemplates, Template};
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
    workspace: SampleWorkspace,
    evidence: SampleEvidence,
}

/// What shows that one of the operator's duties is carried out.
#[derive(Deserialize)]
struct SampleEvidence {
    measure: String,
    title: String,
    source: String,
    checked_at: DateTime<Utc>,
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

/// What an invented workspace has instructed.
#[derive(Deserialize)]
struct SampleWorkspace {
    ai: bool,
    sso: bool,
    instructions: Vec<GivenInstruction>,
    /// The vendors that get no data of it, by name.
    kept_away: BTreeMap<String, KeptAway>,
}

impl SampleWorkspace {
    fn facts(self, vendors: &[Vendor]) -> WorkspaceFacts {
        let here = vendors.iter().map(|vendor| VendorHere::of(vendor, self.kept_away.get(&vendor.legal_name).copied()));
        let vendors = here.collect();
        WorkspaceFacts { ai: self.ai, sso: self.sso, instructions: self.instructions, written: Vec::new(), vendors }
    }
}

/// Whose agreement the sample is: what depends on instructions is there in one of them only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = SampleCase)]
pub enum Case {
    /// Of a customer who has a workspace, with everything switched on.
    #[default]
    Workspace,
    /// Of a customer who asked without one.
    WithoutWorkspace,
}

impl Case {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Workspace, Self::WithoutWorkspace];

    /// The word in an address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::WithoutWorkspace => "without-workspace",
        }
    }
}

const SAMPLE: &str = include_str!("../../../templates/legal/dpa/sample.toml");

impl Sample {
    fn read() -> anyhow::Result<(Self, Vec<Vendor>)> {
        let vendors = subprocessors::read_register(SAMPLE);
        Ok((toml::from_str(SAMPLE)?, vendors.map_err(|wrong| anyhow::anyhow!("the sample's vendors: {:?}", wrong.fields()))?))
    }

    /// The duties of the release; of one of them something is shown.
    fn undertakings(&self) -> Result<Vec<Undertaking>, String> {
        let SampleEvidence { measure, title, source, checked_at } = &self.evidence;
        let mut all = measures::defaults().map_err(|error| error.cause())?;
        let shown = all.iter_mut().find(|one| one.code == *measure);
        let shown = shown.ok_or_else(|| format!("sample.toml: there is no duty “{measure}”"))?;
        shown.evidence = vec![Evidence { title: title.clone(), source: source.clone(), public: false }];
        shown.checked_at = Some(*checked_at);
        Ok(all)
    }
}

/// The content of an agreement that nobody made.
///
/// # Errors
/// In words, when the sample lacks something that the text asks for.
pub fn content(
    template: &Template,
    (locale, case): (Locale, Case),
    base_url: &str,
    now: DateTime<Utc>,
) -> Result<Content, String> {
    let (sample, vendors) = Sample::read().map_err(|error| format!("sample.toml: {error}"))?;
    let language = locale.code();
    let missing = || format!("sample.toml: something is missing in {language}");
    let (theirs, ours) = sample.controller.get(language).zip(sample.processor.get(language)).ok_or_else(missing)?;
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
    let undertakings = sample.undertakings()?;
    let number = sample.number.get(language).ok_or_else(missing)?.clone();
    let workspace = (case == Case::Workspace).then(|| sample.workspace.facts(&vendors));
    Content::freeze(Sources {
        template,
        registers: Registers::current()?,
        undertakings: &undertakings,
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
        number,
        language: locale,
        verification_url: format!("{base_url}/verify"),
        return_choice: Some(ReturnChoice::default()),
        workspace: workspace.as_ref(),
        now,
    })
}

/// Draws the sample: number and parties say on every page what it is.
///
/// # Errors
/// In words, when the text cannot be filled in.
pub fn draw(template: &Template, content: &Content, at: DateTime<Utc>) -> Result<Vec<u8>, String> {
    let json = content.canonical().map_err(|error| error.to_string())?;
    paper::draw(template, content, &json, IDENTIFIER.to_owned(), at)
}

/// In which language, and whose agreement.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Wish {
    /// `en` or `de`; `en` when absent.
    language: Option<Locale>,
    /// `workspace` or `without-workspace`; `workspace` when absent.
    #[param(inline)]
    case: Case,
}

fn unfilled(wrong: String) -> Error {
    anyhow::anyhow!("a checked text cannot be filled in: {wrong}").into()
}

#[utoipa::path(tag = "agreement templates", params(Wish), responses((status = 200, content_type = "application/pdf"), (status = 404, body = Problem)))]
#[get("/api/v1/operator/dpa-templates/{id}/preview")]
async fn load(caller: Authorized<ReadTemplates>, id: web::Path<Uuid>, wish: Query<Wish>) -> Result<HttpResponse, Error> {
    let (template, locale) = (templates::text(&caller, *id).await?, wish.0.language.unwrap_or_default());
    let kernel = caller.kernel().clone();
    let case = wish.0.case;
    let file = format!("sample-{}-{locale}-{}.pdf", template.version(), case.as_str());
    let drawn = tokio::task::spawn_blocking(move || {
        let now = kernel.clock.now();
        let content = content(&template, (locale, case), &kernel.base_url, now)?;
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
    title: String,
    crumb: String,
    crumb_address: String,
    /// The page for each language and case: address, name, and whether it is this one.
    others: Vec<(String, String, bool)>,
    load_address: String,
    /// Who carries out which clause: it is approved with the text.
    clauses: Placed,
    blocks: Vec<Printed>,
    lang: &'static str,
}

fn case_name(shell: &Shell, case: Case) -> String {
    shell.t(if case == Case::Workspace { "templates-preview-workspace" } else { "templates-preview-without" })
}

#[get("/operator/templates/{id}/preview")]
async fn show(
    caller: Authorized<ReadTemplates>,
    shell: Shell,
    id: web::Path<Uuid>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Error> {
    let template = templates::text(&caller, *id).await?;
    let locale = wish.0.language.unwrap_or(shell.texts.locale());
    let kernel = caller.kernel();
    let case = wish.0.case;
    let content = content(&template, (locale, case), &kernel.base_url, kernel.clock.now()).map_err(unfilled)?;
    let version = [("version", template.version())];
    let query = |locale: Locale, case: Case| format!("preview?language={locale}&case={}", case.as_str());
    let pairs = Locale::ALL.into_iter().flat_map(|language| Case::ALL.map(|one| (language, one)));
    let others = pairs.map(|(language, one)| {
        let name = format!("{}, {}", shell.t(&format!("dpa-language-{language}")), case_name(&shell, one));
        (format!("/operator/templates/{id}/{}", query(language, one)), name, (language, one) == (locale, case))
    });
    let blocks = render(&template, &content).map_err(|wrong| unfilled(wrong.to_string()))?;
    let page = PreviewPage {
        clauses: Placed::of(&blocks, ClauseMap::of(&template, &Conditions::now(kernel).await?, shell.texts)),
        others: others.collect(),
        load_address: format!("/api/v1/operator/dpa-templates/{id}/{}", query(locale, case)),
        title: shell.ta("templates-preview-of", &version),
        crumb_address: format!("/operator/templates/{id}"),
        crumb: shell.ta("templates-title", &version),
        blocks,
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
