//! The page of what differs between two versions: words that are new or gone are marked by more than their colour.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use uuid::Uuid;

use super::compare::{Change, ClauseChange, Comparison, Run, RunKind, TermChange};
use super::pages::{SHELF, language_name};
use super::policy::ReadTemplates;
use super::settings::SettingChange;
use super::{actions, compare, shelf};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, respond_public};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::web::Query;

/// The pages for whoever compares.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_differences).service(show_public);
}

#[derive(askama::Template)]
#[template(path = "pages/templates/differences.html")]
struct DifferencesPage {
    shell: Shell,
    title: String,
    crumbs: Vec<(String, String)>,
    other_address: String,
    other_name: String,
    shown: Shown,
}

/// What differs, for the operator's staff and for everybody.
struct Shown {
    title: String,
    language: &'static str,
    terms: Vec<TermShown>,
    settings: Vec<SettingChange>,
    clauses: Vec<ClauseShown>,
    same: String,
}

impl Shown {
    fn new(texts: Texts, language: Locale, found: Comparison) -> Self {
        Self {
            title: texts.ta("templates-differences-title", &[("before", &found.before), ("after", &found.after)]),
            language: language.code(),
            terms: found.terms.iter().map(|term| term_shown(texts, term)).collect(),
            settings: found.settings,
            clauses: found.clauses.into_iter().map(|clause| clause_shown(texts, clause)).collect(),
            same: texts.tn("templates-same", i64::try_from(found.same).unwrap_or(i64::MAX)),
        }
    }
}

/// A number that differs.
struct TermShown {
    name: String,
    before: String,
    after: String,
}

/// A clause that differs.
struct ClauseShown {
    title: String,
    tone: Tone,
    change: String,
    lines: Vec<Vec<Run>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Against {
    before: Uuid,
    language: Option<Locale>,
}

#[get("/operator/templates/{id}/differences")]
async fn show_differences(
    caller: Authorized<ReadTemplates>,
    shell: Shell,
    id: web::Path<Uuid>,
    against: Query<Against>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let language = against.0.language.unwrap_or(texts.locale());
    let found = actions::differences(&caller, against.0.before, *id, language).await?;
    let other = if language == Locale::En { Locale::De } else { Locale::En };
    let version = texts.ta("templates-title", &[("version", &found.after)]);
    let shown = Shown::new(texts, language, found);
    let page = DifferencesPage {
        title: shown.title.clone(),
        crumbs: vec![(SHELF.to_owned(), texts.t("nav-templates")), (format!("{SHELF}/{id}"), version)],
        other_address: format!("{SHELF}/{id}/differences?before={}&language={other}", against.0.before),
        other_name: language_name(texts, other),
        shown,
        shell,
    };
    respond(&page)
}

#[derive(askama::Template)]
#[template(path = "pages/templates/public_differences.html")]
struct PublicPage {
    shell: Shell,
    title: String,
    lead: String,
    other_address: String,
    other_name: String,
    shown: Shown,
}

/// With which version everybody compares.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgainstEdition {
    before: String,
    language: Option<Locale>,
}

/// For customers and everybody else: both versions are ones that agreements are, or were, made from.
#[get("/dpa/versions/{version}/differences")]
async fn show_public(
    visitor: Visitor,
    shell: Shell,
    version: web::Path<String>,
    against: Query<AgainstEdition>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let language = against.0.language.unwrap_or(texts.locale());
    let (before, after) =
        (shelf::edition(visitor.kernel(), &against.0.before).await?, shelf::edition(visitor.kernel(), &version).await?);
    let other = if language == Locale::En { Locale::De } else { Locale::En };
    let mut found = compare::compare(&before, &after, language);
    found.settings.retain(SettingChange::is_public);
    let shown = Shown::new(texts, language, found);
    let page = PublicPage {
        title: shown.title.clone(),
        lead: texts.t("templates-differences-lead"),
        other_address: format!("/dpa/versions/{}/differences?before={}&language={other}", after.version(), before.version()),
        other_name: language_name(texts, other),
        shown,
        shell,
    };
    respond_public(&page)
}

fn term_shown(texts: Texts, term: &TermChange) -> TermShown {
    let number = |value: u32| texts.number(value.into());
    let name = match term.name.as_str() {
        "notice_days" => texts.t("templates-term-notice"),
        "incident_hours" => texts.t("templates-term-incident"),
        "incident_target_hours" => texts.t("templates-term-incident-target"),
        "request_days" => texts.t("templates-term-request"),
        _ => texts.t("templates-term-return"),
    };
    TermShown { name, before: number(term.before), after: number(term.after) }
}

fn clause_shown(texts: Texts, clause: ClauseChange) -> ClauseShown {
    let (tone, change) = match clause.change {
        Change::Added => (Tone::Ok, texts.t("templates-change-added")),
        Change::Removed => (Tone::Bad, texts.t("templates-change-removed")),
        Change::Changed => (Tone::Warn, texts.t("templates-change-changed")),
        Change::Renumbered => (Tone::Info, texts.t("templates-change-renumbered")),
    };
    let title = match (clause.number_before, clause.number_after) {
        (Some(before), Some(after)) if before != after => {
            texts.ta("templates-number-moved", &[("before", &before), ("after", &after)])
        }
        (Some(number), _) | (None, Some(number)) => number,
        (None, None) => texts.t("templates-number-start"),
    };
    ClauseShown { title, tone, change, lines: clause.lines }
}

impl Run {
    /// Whether the words are new.
    pub(super) fn is_added(&self) -> bool {
        self.kind == RunKind::Added
    }

    /// Whether the words are gone.
    pub(super) fn is_removed(&self) -> bool {
        self.kind == RunKind::Removed
    }
}
