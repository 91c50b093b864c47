//! The settings of a workspace as one page: name and colour, language and time, the AI switch with its history.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;

use super::actions::{self, Overview};
use super::model::Instruction;
use super::policy::{ManageSettings, ReadSettings};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell, Tone};
use crate::kernel::i18n::Locale;
use crate::kernel::web::Form;
use crate::people::tenants::{self, Accent, Branding, BrandingChange, Language, LanguageChange, ManageWorkspace};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show).service(brand).service(regulate).service(switch_ai);
}

/// The colour of a workspace that has chosen none, as in the stylesheet's tokens.
const STANDARD_ACCENT: &str = "#0f5d73";

#[derive(Template)]
#[template(path = "pages/settings/show.html")]
struct SettingsPage {
    shell: Shell,
    errors: FormErrors,
    /// Whether somebody else has changed the settings since the form was made.
    is_stale: bool,
    values: Values,
    slug: String,
    tenant: String,
    languages: Vec<(String, String)>,
    zones: Vec<&'static str>,
    link_contrast: String,
    button_contrast: String,
    is_readable: bool,
    ai: bool,
    given: String,
    instructions: Vec<Row>,
    may_manage: bool,
}

/// What stands in the forms, and which state each is based on.
struct Values {
    name: String,
    accent: String,
    branding: String,
    locale: String,
    zone: String,
    language: String,
}

/// An instruction in words.
struct Row {
    what: String,
    who: String,
    when: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AiForm {
    enabled: bool,
    confirmed: bool,
}

#[get("/settings")]
async fn show(caller: Authorized<ReadSettings>, shell: Shell) -> Result<HttpResponse, Error> {
    let overview = actions::overview(&caller).await?;
    html::respond(&page(&caller, shell, FormErrors::none(), overview))
}

fn page(caller: &SignedIn, shell: Shell, errors: FormErrors, overview: Overview) -> SettingsPage {
    let Overview { tenant, ai, instructions, names } = overview;
    let (branding, language) = (Branding::from(&tenant).revision, Language::from(&tenant).revision);
    let accent = tenant.accent.clone().or_else(|| Accent::parse(STANDARD_ACCENT).ok());
    let contrast = accent.map(|accent| accent.contrast());
    let name_of = |id| names.get(&id).cloned().unwrap_or_else(|| shell.t("word-none"));
    let given = match (ai.changed_at, ai.changed_by) {
        (Some(at), Some(by)) => {
            let key = if ai.enabled { "settings-ai-given-on" } else { "settings-ai-given-off" };
            shell.ta(key, &[("name", &name_of(by)), ("date", &shell.date(at))])
        }
        _ => shell.t("settings-ai-given-never"),
    };
    let row = |given: &Instruction| Row {
        what: super::words::said(shell.texts, given),
        who: name_of(given.given_by),
        when: shell.texts.moment(given.given_at),
    };
    SettingsPage {
        errors,
        is_stale: false,
        instructions: instructions.iter().map(row).collect(),
        link_contrast: contrast.map(|contrast| ratio(&shell, contrast.on_paper)).unwrap_or_default(),
        button_contrast: contrast.map(|contrast| ratio(&shell, contrast.button_label)).unwrap_or_default(),
        is_readable: contrast.is_none_or(|contrast| contrast.is_enough()),
        languages: Locale::ALL
            .map(|locale| (locale.code().to_owned(), shell.t(&format!("settings-locale-{}", locale.code()))))
            .into(),
        zones: tenants::zones(),
        ai: ai.enabled,
        given,
        slug: tenant.slug,
        tenant: tenant.name.clone(),
        values: Values {
            branding,
            language,
            name: tenant.name,
            accent: tenant.accent.map(|accent| accent.as_str().to_owned()).unwrap_or_default(),
            locale: tenant.locale.code().to_owned(),
            zone: tenant.zone.name().to_owned(),
        },
        may_manage: caller.may::<ManageSettings>(),
        shell,
    }
}

/// A ratio with one digit, as the language writes it.
fn ratio(shell: &Shell, ratio: f64) -> String {
    let text = format!("{ratio:.1}");
    if shell.texts.locale() == Locale::De { text.replace('.', ",") } else { text }
}

/// The page once more, with what is wrong and what was entered. What was based on an older state is based on this one then:
/// saving it over what somebody else has saved is a decision.
async fn again(
    caller: &SignedIn,
    shell: Shell,
    error: Error,
    enter: impl FnOnce(&mut Values, bool),
) -> Result<HttpResponse, Error> {
    let is_stale = error.code() == "changed-elsewhere";
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let overview = actions::overview(&caller.clone().authorize()?).await?;
    let mut page = SettingsPage { is_stale, ..page(caller, shell, errors, overview) };
    enter(&mut page.values, is_stale);
    html::respond_with(status, &page)
}

/// The form of name and colour: what is left empty is empty, not left as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BrandingForm {
    name: String,
    accent: String,
    #[serde(default)]
    revision: Option<String>,
}

#[post("/settings/branding")]
async fn brand(caller: Authorized<ManageWorkspace>, shell: Shell, form: Form<BrandingForm>) -> Result<HttpResponse, Error> {
    let BrandingForm { name, accent, revision } = form.0;
    let change = BrandingChange { name: Some(name.clone()), accent: Some(accent.clone()), revision: revision.clone() };
    match tenants::brand(&caller, change).await {
        Ok(_) => Ok(html::see_other_with("/settings", Tone::Ok, "flash-saved")),
        Err(error) => {
            let enter = |values: &mut Values, is_stale: bool| {
                values.name = name;
                values.accent = accent;
                if let Some(revision) = revision.filter(|_| !is_stale) {
                    values.branding = revision;
                }
            };
            again(&caller, shell, error, enter).await
        }
    }
}

/// The form of language and time zone: what is left empty is empty, not left as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageForm {
    locale: String,
    zone: String,
    #[serde(default)]
    revision: Option<String>,
}

#[post("/settings/language")]
async fn regulate(caller: Authorized<ManageWorkspace>, shell: Shell, form: Form<LanguageForm>) -> Result<HttpResponse, Error> {
    let LanguageForm { locale, zone, revision } = form.0;
    let change = LanguageChange { locale: Some(locale.clone()), zone: Some(zone.clone()), revision: revision.clone() };
    match tenants::regulate(&caller, change).await {
        Ok(_) => Ok(html::see_other_with("/settings", Tone::Ok, "flash-saved")),
        Err(error) => {
            let enter = |values: &mut Values, is_stale: bool| {
                values.locale = locale;
                values.zone = zone;
                if let Some(revision) = revision.filter(|_| !is_stale) {
                    values.language = revision;
                }
            };
            again(&caller, shell, error, enter).await
        }
    }
}

#[post("/settings/ai")]
async fn switch_ai(caller: Authorized<ManageSettings>, shell: Shell, form: Form<AiForm>) -> Result<HttpResponse, Error> {
    let AiForm { enabled, confirmed } = form.0;
    if enabled && !confirmed {
        let error = Error::invalid("confirmed", "ai-confirm", "Tick the box, so that the instruction has somebody who gave it.");
        return again(&caller, shell, error, |_, _| ()).await;
    }
    actions::switch_ai(&caller, enabled).await?;
    Ok(html::see_other_with("/settings", Tone::Ok, if enabled { "flash-ai-on" } else { "flash-ai-off" }))
}
