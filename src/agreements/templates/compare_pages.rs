//! The page of what differs between two versions: words that are new or gone are marked by more than their colour.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::compare::{Change, ClauseChange, Run, RunKind, TermChange};
use super::pages::{SHELF, language_name};
use super::policy::ReadTemplates;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::web::Query;

/// The page for whoever compares.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_differences);
}

#[derive(askama::Template)]
#[template(path = "pages/templates/differences.html")]
struct DifferencesPage {
    shell: Shell,
    id: Uuid,
    before_id: Uuid,
    title: String,
    crumb: String,
    crumb_address: String,
    language: &'static str,
    other_language: &'static str,
    other_name: String,
    terms: Vec<TermShown>,
    clauses: Vec<ClauseShown>,
    same: String,
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
    let page = DifferencesPage {
        id: *id,
        before_id: against.0.before,
        title: texts.ta("templates-differences-title", &[("before", &found.before), ("after", &found.after)]),
        crumb: texts.ta("templates-title", &[("version", &found.after)]),
        crumb_address: format!("{SHELF}/{id}"),
        language: language.code(),
        other_language: other.code(),
        other_name: language_name(texts, other),
        terms: found.terms.iter().map(|term| term_shown(texts, term)).collect(),
        clauses: found.clauses.into_iter().map(|clause| clause_shown(texts, clause)).collect(),
        same: texts.tn("templates-same", i64::try_from(found.same).unwrap_or(i64::MAX)),
        shell,
    };
    respond(&page)
}

fn term_shown(texts: Texts, term: &TermChange) -> TermShown {
    let number = |value: u32| texts.number(value.into());
    let name = match term.name.as_str() {
        "notice_days" => texts.t("templates-term-notice"),
        "incident_hours" => texts.t("templates-term-incident"),
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
