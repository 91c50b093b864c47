//! A measure with its next step, for staff.

use std::collections::HashMap;

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::actions::{self, Known};
use super::draft_pages::form_errors;
use super::evidence::{Document, Evidence};
use super::model::{NewMeasureCheck, Outcome, State, alarm, lead};
use super::policy::{ApproveMeasures, ReadMeasures, WriteMeasures};
use super::release::measures;
use super::view::{MeasureCheck, OperatorMeasure};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::web::Form;

/// Where measures stand.
pub const REGISTER: &str = "/operator/measures";

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_one).service(record);
}

pub(super) fn name(locale: Locale, measure: &OperatorMeasure) -> &str {
    if locale == Locale::De { &measure.name_de } else { &measure.name_en }
}

/// What is in use and falls short, or has nothing to show for it, needs a look; what somebody else proposed, a decision.
pub(super) fn tone(measure: &OperatorMeasure) -> Tone {
    match measure.state {
        State::InUse if measure.shortcoming_at.is_some() => Tone::Bad,
        State::InUse if measure.retirement_by.is_some() => Tone::Info,
        State::InUse if measure.evidence.is_empty() => Tone::Warn,
        State::InUse => Tone::Ok,
        State::Draft => Tone::Info,
        State::Rejected => Tone::Bad,
        State::Replaced | State::Retired => Tone::None,
    }
}

pub(super) fn state(texts: Texts, measure: &OperatorMeasure) -> String {
    match measure.state {
        State::InUse if measure.shortcoming_at.is_some() => texts.t("measures-shortcoming"),
        State::InUse if measure.retirement_by.is_some() => texts.t("measures-retirement-proposed"),
        State::InUse if measure.evidence.is_empty() => texts.t("measures-evidence-missing"),
        state => texts.t(&format!("measures-state-{}", state.as_str().replace('_', "-"))),
    }
}

/// When it is checked next, and how urgent that is.
pub(super) fn due(texts: Texts, measure: &OperatorMeasure, now: DateTime<Utc>) -> (Tone, String) {
    let Some(due_at) = measure.check_due_at.filter(|_| measure.state == State::InUse) else {
        return (Tone::None, texts.t("word-none"));
    };
    let tone = match alarm(due_at, now, lead(measure.check_every_months, measure.shortcoming_at.is_some())) {
        None => Tone::Ok,
        Some(0) => Tone::Bad,
        Some(_) => Tone::Warn,
    };
    let key = if due_at <= now { "measures-overdue" } else { "measures-due" };
    (tone, texts.ta(key, &[("date", &texts.date(due_at))]))
}

#[derive(askama::Template)]
#[template(path = "pages/measures/one.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    revision: i32,
    name: String,
    about: String,
    tone: Tone,
    state: String,
    due: String,
    due_tone: Tone,
    texts_shown: Vec<(&'static str, String, String)>,
    promises: Vec<String>,
    evidence: Vec<Evidence>,
    checks: Vec<CheckShown>,
    steps: Vec<(String, String)>,
    versions: Vec<(String, String)>,
    may: Next,
    address: String,
    end_address: String,
    retirement_note: String,
    retirement_at: String,
    /// Whether another version is being written: it goes with the measure.
    has_draft: bool,
    results: Vec<(String, String)>,
    entered: CheckForm,
    reason: String,
    unsent: Vec<(String, String)>,
}

/// What the person can do with a version as it stands.
struct Next {
    edit: bool,
    revise: bool,
    decide: bool,
    give_up: bool,
    propose: bool,
    decide_retirement: bool,
    take_back_retirement: bool,
    check: bool,
}

struct CheckShown {
    tone: Tone,
    result: String,
    note: String,
    evidence: Document,
    by: String,
}

#[get("/operator/measures/{id}")]
async fn show_one(caller: Authorized<ReadMeasures>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, FormErrors::none(), *id, Entered::Nothing).await?)
}

/// What was written into one of the forms.
pub(super) enum Entered {
    Nothing,
    /// Into that of a check.
    Check(CheckForm),
    /// Why a draft is rejected.
    Rejection(String),
    /// Why a measure is to be retired.
    Retirement(String),
    /// Why it is to stay in use.
    Keeping(String),
}

/// What was written into the forms as the page draws them; and with what is asked there, what was written into one that it does not
/// draw any more.
type Placed = (CheckForm, String, Vec<(String, String)>);

impl Entered {
    fn placed(self, texts: Texts, may: &Next) -> Placed {
        let (is_drawn, asked, reason) = match self {
            Self::Nothing => return Placed::default(),
            Self::Check(form) if may.check => return (form, String::new(), Vec::new()),
            Self::Check(form) => return (CheckForm::default(), String::new(), form.in_words(texts)),
            Self::Rejection(reason) => (may.decide, "measures-reason", reason),
            Self::Retirement(reason) => (may.propose, "measures-reason", reason),
            Self::Keeping(reason) => (may.decide_retirement, "measures-retirement-keep-reason", reason),
        };
        if is_drawn {
            return (CheckForm::default(), reason, Vec::new());
        }
        (CheckForm::default(), String::new(), written(vec![(texts.t(asked), reason)]))
    }
}

/// Of what is asked, that to which something was written.
fn written(mut all: Vec<(String, String)>) -> Vec<(String, String)> {
    all.retain(|(_, text)| !text.trim().is_empty());
    all
}

async fn one_page(caller: &SignedIn, shell: Shell, errors: FormErrors, id: Uuid, entered: Entered) -> Result<OnePage, Error> {
    let (texts, now) = (shell.texts, caller.kernel().clock.now());
    let reader: Authorized<ReadMeasures> = caller.clone().authorize()?;
    let Known { measure, checks, versions, names } = actions::get(&reader, id).await?;
    let heading = measures()?.headings.iter().find(|heading| heading.id == measure.heading);
    let (due_tone, due) = due(texts, &measure, now);
    let check_shown = |look: MeasureCheck| {
        let (name, date) = (name_of(texts, &names, Some(look.checked_by)), texts.date(look.checked_at));
        let (tone, result) = result_in_words(look.result);
        CheckShown {
            tone,
            result: texts.t(result),
            note: look.note,
            by: texts.ta("measures-check-by", &[("name", &name), ("date", &date)]),
            evidence: look.evidence,
        }
    };
    let other = |version: &OperatorMeasure| {
        let number = texts.number(version.version.into());
        let words = texts.ta("measures-version", &[("number", &number), ("state", &state(texts, version))]);
        (format!("{REGISTER}/{}", version.id), words)
    };
    let may = next(caller, &measure, &versions);
    let (entered, reason, unsent) = entered.placed(texts, &may);
    Ok(OnePage {
        errors,
        id,
        revision: measure.revision,
        name: name(texts.locale(), &measure).to_owned(),
        about: heading.map(|heading| heading.name(texts.locale()).to_owned()).unwrap_or_default(),
        tone: tone(&measure),
        state: state(texts, &measure),
        due,
        due_tone,
        texts_shown: vec![
            ("en", measure.name_en.clone(), measure.text_en.clone()),
            ("de", measure.name_de.clone(), measure.text_de.clone()),
        ],
        checks: checks.into_iter().map(check_shown).collect(),
        steps: steps(texts, &measure, &names),
        versions: versions.iter().map(other).collect(),
        has_draft: versions.iter().any(|version| version.state.is_open()),
        may,
        evidence: measure.evidence,
        promises: measure.promises,
        address: format!("{REGISTER}/{id}"),
        end_address: format!("{REGISTER}/{id}/end"),
        retirement_note: measure.retirement_note.unwrap_or_default(),
        retirement_at: measure.retirement_at.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)).unwrap_or_default(),
        results: results(texts),
        entered,
        reason,
        unsent,
        shell,
    })
}

const fn result_in_words(result: Outcome) -> (Tone, &'static str) {
    match result {
        Outcome::Holds => (Tone::Ok, "measures-result-holds"),
        Outcome::Shortcoming => (Tone::Bad, "measures-result-shortcoming"),
    }
}

/// What a check can find; nothing is chosen for whoever looked.
fn results(texts: Texts) -> Vec<(String, String)> {
    let all = Outcome::ALL.into_iter().map(|result| (result.as_str().to_owned(), texts.t(result_in_words(result).1)));
    std::iter::once((String::new(), texts.t("measures-choose"))).chain(all).collect()
}

type Names = HashMap<Uuid, String>;

/// Somebody who did something, or the program that brought its own duties.
fn name_of(texts: Texts, names: &Names, person: Option<Uuid>) -> String {
    match person {
        None => texts.t("templates-by-program"),
        Some(person) => names.get(&person).cloned().unwrap_or_else(|| texts.t("templates-person-gone")),
    }
}

/// Who did what, and when, in the order of time; a reason stands below what it was given for.
fn steps(texts: Texts, measure: &OperatorMeasure, names: &Names) -> Vec<(String, String)> {
    let step = |key: &str, person: Option<Uuid>, at: DateTime<Utc>, note: Option<&String>| {
        let done = (texts.t(key), format!("{}, {}", name_of(texts, names, person), texts.moment(at)));
        let reason = note.map(|note| (texts.t("measures-reason"), note.clone()));
        (at, std::iter::once(done).chain(reason).collect::<Vec<_>>())
    };
    let alone = |key: &str, at: DateTime<Utc>| (at, vec![(texts.t(key), texts.moment(at))]);
    let mut steps = vec![step("measures-written", measure.written_by, measure.written_at, None)];
    if measure.revision > 1 {
        steps.push(step("measures-changed", measure.changed_by, measure.changed_at, None));
    }
    steps.extend(
        measure.rejected_at.map(|at| step("measures-rejected", measure.rejected_by, at, measure.rejection_note.as_ref())),
    );
    steps.extend(measure.approved_at.map(|at| step("measures-approved", measure.approved_by, at, None)));
    steps.extend(measure.replaced_at.map(|at| alone("measures-replaced", at)));
    steps.extend(measure.shortcoming_at.map(|at| alone("measures-shortcoming", at)));
    let proposed = "measures-retirement-proposed";
    for past in &measure.dropped_retirements {
        let how = if past.rejection_note.is_some() { "measures-retirement-rejected" } else { "measures-retirement-taken-back" };
        steps.push(step(proposed, Some(past.proposed_by), past.proposed_at, Some(&past.note)));
        steps.push(step(how, Some(past.dropped_by), past.dropped_at, past.rejection_note.as_ref()));
    }
    steps.extend(measure.retirement_at.map(|at| step(proposed, measure.retirement_by, at, measure.retirement_note.as_ref())));
    steps.extend(measure.retired_at.map(|at| step("measures-retired", measure.retired_by, at, None)));
    steps.sort_by_key(|(at, _)| *at);
    steps.into_iter().flat_map(|(_, lines)| lines).collect()
}

fn next(caller: &SignedIn, measure: &OperatorMeasure, versions: &[OperatorMeasure]) -> Next {
    let (standing, writes) = (measure.standing(), caller.may::<WriteMeasures>());
    let decides = standing.may_be_decided(caller.session().user_id, measure.revision).is_ok();
    let in_use = standing.is_in_use().is_ok();
    let (reader, read) = (caller.session().user_id, measure.retirement_at);
    let writes_versions = writes && versions.iter().chain([measure]).all(|version| version.standing().may_be_replaced().is_ok());
    Next {
        edit: writes_versions && measure.state.is_open(),
        revise: writes_versions && in_use && !versions.iter().any(|version| version.state.is_open()),
        decide: caller.may::<ApproveMeasures>() && decides,
        give_up: writes && measure.state.is_open(),
        propose: writes && standing.retirement_may_be_proposed().is_ok(),
        decide_retirement: caller.may::<ApproveMeasures>() && standing.retirement_may_be_decided(reader, read).is_ok(),
        take_back_retirement: writes && standing.retirement_may_be_taken_back(reader).is_ok(),
        check: writes && in_use,
    }
}

/// The form of a check.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CheckForm {
    result: String,
    note: String,
    title: String,
    source: String,
}

impl CheckForm {
    /// What was written, with what is asked.
    fn in_words(self, texts: Texts) -> Vec<(String, String)> {
        let result = Outcome::parse(&self.result).map(|result| texts.t(result_in_words(result).1)).unwrap_or_default();
        written(vec![
            (texts.t("measures-check-result"), result),
            (texts.t("measures-check-note"), self.note),
            (texts.t("measures-evidence-title"), self.title),
            (texts.t("measures-evidence-source"), self.source),
        ])
    }
}

#[post("/operator/measures/{id}/checks")]
async fn record(
    caller: Authorized<WriteMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<CheckForm>,
) -> Result<HttpResponse, Error> {
    let CheckForm { result, note, title, source } = &form.0;
    let evidence = Document { title: title.clone(), source: source.clone() };
    let look = NewMeasureCheck { result: Outcome::parse(result), note: note.clone(), evidence };
    let mut checked = actions::check(&caller, *id, &look).await;
    if let Err(Error::Invalid(fields)) = &mut checked {
        fields.iter_mut().for_each(|wrong| wrong.field = wrong.field.replace("evidence.", ""));
    }
    done(&caller, shell, *id, checked, ("flash-measure-checked", Entered::Check(form.0))).await
}

/// Goes on to the measure, or shows its page once more with what is wrong and what was typed.
pub(super) async fn done(
    caller: &SignedIn,
    shell: Shell,
    id: Uuid,
    result: Result<OperatorMeasure, Error>,
    (flash, entered): (&'static str, Entered),
) -> Result<HttpResponse, Error> {
    match result {
        Ok(_) => Ok(see_other_with(&format!("{REGISTER}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = form_errors(shell.texts, error)?;
            respond_with(status, &one_page(caller, shell, errors, id, entered).await?)
        }
    }
}
