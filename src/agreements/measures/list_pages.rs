//! The register of measures for staff: everything by aim.

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};

use super::actions;
use super::model::State;
use super::operator_pages::{REGISTER, due, name, state, tone};
use super::policy::{ReadMeasures, WriteMeasures};
use super::release::{Measure, measures};
use super::view::OperatorMeasure;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond};
use crate::kernel::i18n::Texts;

/// The page.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list);
}

#[derive(askama::Template)]
#[template(path = "pages/measures/list.html")]
struct ListPage {
    shell: Shell,
    headings: Vec<HeadingShown>,
    over: Vec<RowShown>,
    may_write: bool,
}

/// An aim with what serves it.
struct HeadingShown {
    id: String,
    name: String,
    rows: Vec<RowShown>,
}

/// A measure in the list.
struct RowShown {
    /// Where it is shown; empty for what the software does.
    address: String,
    name: String,
    by: String,
    tone: Tone,
    state: String,
    evidence: String,
    checked: String,
    due: String,
    due_tone: Tone,
}

#[get("/operator/measures")]
async fn show_list(caller: Authorized<ReadMeasures>, shell: Shell) -> Result<HttpResponse, Error> {
    let (texts, now) = (shell.texts, caller.kernel().clock.now());
    let (release, all) = (measures()?, actions::shown(&caller).await?);
    let (over, standing): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.state == State::Retired);
    let headings = release.headings.iter().map(|heading| {
        let theirs = standing.iter().filter(|one| one.heading == heading.id).map(|one| row(texts, one, now));
        HeadingShown {
            id: heading.id.clone(),
            name: heading.name(texts.locale()).to_owned(),
            rows: release.under(heading).map(|measure| software_row(texts, measure)).chain(theirs).collect(),
        }
    });
    let page = ListPage {
        headings: headings.collect(),
        over: over.iter().map(|one| row(texts, one, now)).collect(),
        may_write: caller.may::<WriteMeasures>(),
        shell,
    };
    respond(&page)
}

fn software_row(texts: Texts, measure: &Measure) -> RowShown {
    let count = i64::try_from(measure.tests.len()).unwrap_or(i64::MAX);
    RowShown {
        address: String::new(),
        name: measure.name.say(texts.locale()).to_owned(),
        by: texts.t("measures-by-software"),
        tone: Tone::Ok,
        state: texts.t("measures-proved"),
        evidence: texts.tn("measures-tests", count),
        checked: measure.proof().map(|proof| texts.date(proof.ran_at)).unwrap_or_default(),
        due: texts.t("measures-each-version"),
        due_tone: Tone::None,
    }
}

fn row(texts: Texts, measure: &OperatorMeasure, now: DateTime<Utc>) -> RowShown {
    let (due_tone, due) = due(texts, measure, now);
    let titles: Vec<&str> = measure.evidence.iter().map(|evidence| evidence.title.as_str()).collect();
    let (state, missing) = (state(texts, measure), texts.t("measures-evidence-missing"));
    RowShown {
        address: format!("{REGISTER}/{}", measure.id),
        name: name(texts.locale(), measure).to_owned(),
        by: texts.t("measures-by-operator"),
        tone: tone(measure),
        evidence: match titles.is_empty() {
            // Its state says so.
            true if state == missing => texts.t("word-none"),
            true => missing,
            false => titles.join("; "),
        },
        state,
        checked: last_in_order(texts, measure),
        due,
        due_tone,
    }
}

/// On which day a check last found the measure in order as it is worded now; else what is known instead.
fn last_in_order(texts: Texts, measure: &OperatorMeasure) -> String {
    match (measure.checked_at, measure.shortcoming_at) {
        (Some(at), _) => texts.date(at),
        (None, Some(at)) => texts.ta("measures-not-in-order", &[("date", &texts.date(at))]),
        // A check of other words says nothing of these.
        (None, None) if measure.version > 1 => texts.t("measures-not-in-these-words"),
        (None, None) => texts.t("measures-never-checked"),
    }
}
