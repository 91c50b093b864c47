//! The pages for customers: every notice, and one with its clock, whom it reached, and the way to object.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::dates::Dates;
use super::delivery_shown::DeliveryShown;
use super::model::NewObjection;
use super::policy::{Object, ReadNotices};
use super::ruler::Ruler;
use super::shown::{self, Comparison};
use super::view::{Notice, Objection, Standing};
use super::{customer, objection_pages, operator_pages, reading_pages};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{Count as _, FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// Where customers read notices.
const NOTICES: &str = "/settings/subprocessors/changes";

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(show_one).service(acknowledge).service(object).service(take_back);
    operator_pages::pages(config);
    objection_pages::pages(config);
    reading_pages::pages(config);
}

#[derive(askama::Template)]
#[template(path = "pages/changes/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<RowShown>,
    first: String,
    next: String,
}

/// A notice in a list.
struct RowShown {
    id: Uuid,
    title: String,
    kind: String,
    tone: Tone,
    state: String,
    told: String,
    starts: String,
    objection: String,
}

#[get("/settings/subprocessors/changes")]
async fn show_list(caller: Authorized<ReadNotices>, shell: Shell, paging: Query<Paging>) -> Result<HttpResponse, Error> {
    let found = customer::list(&caller, &paging.0).await?;
    let rows = found.items.iter().map(|notice| row_shown(&shell, notice)).collect();
    let page = ListPage {
        rows,
        first: if paging.0.after.is_some() { NOTICES.to_owned() } else { String::new() },
        next: found.next.map(|after| format!("{NOTICES}?after={}", encode(&after))).unwrap_or_default(),
        shell,
    };
    respond(&page)
}

fn row_shown(shell: &Shell, notice: &Notice) -> RowShown {
    let texts = shell.texts;
    let (tone, state) = standing(notice.state);
    RowShown {
        id: notice.id,
        title: title(texts, notice),
        kind: shown::kind_name(texts, notice.content.kind),
        tone,
        state: texts.t(state),
        told: shell.due_date(notice.noticed_at),
        starts: starts(shell, notice),
        objection: match notice.objections.last() {
            None => texts.t("changes-objection-none"),
            Some(last) => ending(texts, last),
        },
    }
}

fn title(texts: Texts, notice: &Notice) -> String {
    let before = notice.content.before.as_ref().map(|facts| facts.legal_name.as_str());
    let after = notice.content.after.as_ref().map(|facts| facts.legal_name.as_str());
    shown::title(texts, notice.content.kind, before, after)
}

/// The tone and the text of how far a notice has come.
pub(super) const fn standing(state: Standing) -> (Tone, &'static str) {
    match state {
        Standing::Noticed => (Tone::Info, "changes-standing-noticed"),
        Standing::Objected => (Tone::Warn, "changes-standing-objected"),
        Standing::LeftOut => (Tone::None, "changes-standing-left-out"),
        Standing::Active => (Tone::Ok, "changes-standing-active"),
        Standing::Withdrawn => (Tone::None, "changes-standing-withdrawn"),
    }
}

/// When it starts at the earliest, or has started; a word for what does not start here.
fn starts(shell: &Shell, notice: &Notice) -> String {
    match (notice.state, notice.activated_at) {
        (Standing::LeftOut | Standing::Withdrawn, _) => shell.t("word-none"),
        (_, Some(at)) => shell.moment_here(at),
        _ if notice.content.emergency => shell.t("changes-starts-at-once"),
        _ => notice.dates.earliest.map_or_else(|| shell.t("changes-starts-unreached"), |at| shell.moment_here(at)),
    }
}

/// How an objection ended, or that it waits.
fn ending(texts: Texts, objection: &Objection) -> String {
    match objection.outcome {
        None => texts.t("changes-outcome-open"),
        Some(outcome) => texts.t(&format!("changes-outcome-{}", outcome.as_str().replace('_', "-"))),
    }
}

#[derive(askama::Template)]
#[template(path = "pages/changes/one.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    title: String,
    tone: Tone,
    state: String,
    /// When it starts, in a sentence.
    sentence: String,
    clock: Option<ClockShown>,
    /// When the reader said that they have read it.
    acknowledged: String,
    /// That the workspace does not use such a vendor now.
    not_used: String,
    comparison: Comparison,
    facts: Vec<(String, String)>,
    deliveries: Vec<DeliveryShown>,
    objections: Vec<ObjectionShown>,
    may_object: bool,
    may_take_back: bool,
    /// Whether it is said what an objection does: while one can be filed, or is open.
    explains_objecting: bool,
    /// What an objection does, and how, in two texts.
    rail: [String; 2],
    grounds: String,
}

/// A clock that runs.
struct ClockShown {
    heading: String,
    left: i64,
    left_said: String,
    /// Which day it is, beside today's mark.
    day: String,
    sent: String,
    /// What happens when it has run.
    end: String,
    date: String,
    /// The moment of that.
    at: String,
    contacts: String,
    /// The picture in a sentence.
    said: String,
    /// The picture, with room and without.
    rulers: [(Ruler, &'static str); 2],
}

/// An objection.
struct ObjectionShown {
    id: Uuid,
    grounds: String,
    at: String,
    tone: Tone,
    ending: String,
    /// When it ended, in words; empty while it is open.
    ended: String,
    answer: String,
    is_open: bool,
}

#[get("/settings/subprocessors/changes/{id}")]
async fn show_one(caller: Authorized<ReadNotices>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let notice = customer::open(&caller, *id).await?;
    respond(&one_page(&caller, shell, FormErrors::none(), &notice, String::new()))
}

fn one_page(caller: &SignedIn, shell: Shell, errors: FormErrors, notice: &Notice, grounds: String) -> OnePage {
    let texts = shell.texts;
    let may_object = notice.may_object && caller.may::<Object>();
    let (tone, state) = standing(notice.state);
    let content = &notice.content;
    let runs = matches!(notice.state, Standing::Noticed | Standing::Objected);
    let mut facts = vec![
        (texts.t("changes-told"), shell.moment_here(notice.noticed_at)),
        shown::days(texts, content.emergency, content.notice_days.into()),
        (texts.t("changes-kind"), shown::kind_name(texts, content.kind)),
    ];
    facts.extend(dates(&shell, &notice.dates, notice.activated_at));
    facts.extend(shown::rests_on(texts, content.loss, content.risk));
    if !content.reason.is_empty() {
        facts.push((texts.t("changes-reason"), content.reason.clone()));
    }
    OnePage {
        errors,
        id: notice.id,
        title: title(texts, notice),
        tone,
        state: texts.t(state),
        sentence: sentence(&shell, notice),
        clock: notice.dates.end().filter(|_| runs).map(|end| clock_shown(&shell, notice, end, caller.kernel().clock.now())),
        rail: rail(texts, notice),
        acknowledged: acknowledged(caller, notice)
            .map(|at| texts.ta("changes-acknowledged", &[("date", &shell.moment_here(at))]))
            .unwrap_or_default(),
        not_used: if notice.is_used { String::new() } else { texts.t("changes-not-used") },
        comparison: Comparison::of(texts, content.before.as_ref(), content.after.as_ref()).since(texts, notice.activated_at),
        facts,
        deliveries: notice.deliveries.iter().map(|one| DeliveryShown::of(&shell, one)).collect(),
        objections: notice.objections.iter().map(|one| objection_shown(&shell, one)).collect(),
        explains_objecting: may_object || notice.objections.iter().any(|one| one.outcome.is_none()),
        may_object,
        may_take_back: caller.may::<Object>(),
        grounds,
        shell,
    }
}

/// When the caller said that they have read the notice.
fn acknowledged(caller: &SignedIn, notice: &Notice) -> Option<DateTime<Utc>> {
    let me = Some(caller.session().user_id);
    notice.deliveries.iter().find(|one| one.user_id == me).and_then(|one| one.acknowledged_at)
}

fn sentence(shell: &Shell, notice: &Notice) -> String {
    let emergency = notice.content.emergency;
    let urges = emergency && notice.may_object;
    let (key, at) = match (notice.state, notice.activated_at, notice.dates.earliest) {
        (Standing::Withdrawn, _, _) => return shell.t("changes-sentence-withdrawn"),
        (Standing::LeftOut, _, _) => return shell.t("changes-sentence-left-out"),
        (Standing::Active, Some(at), _) if !urges => ("changes-sentence-active", at),
        (Standing::Objected, Some(at), _) => ("changes-sentence-objected-active", at),
        (Standing::Objected, None, Some(at)) if !emergency => ("changes-sentence-objected", at),
        (Standing::Objected, None, _) => return shell.t("changes-sentence-objected-open"),
        _ if emergency => return urgent(shell, &notice.dates, notice.activated_at),
        (_, _, Some(at)) => ("changes-sentence-noticed", at),
        (_, _, None) => return shell.t("changes-sentence-unreached"),
    };
    shell.ta(key, &[("date", &shell.moment_here(at))])
}

/// Where an emergency stands that nobody objects to, in a sentence; its dates are facts beside it.
pub(super) fn urgent(shell: &Shell, dates: &Dates, activated_at: Option<DateTime<Utc>>) -> String {
    shell.t(match (activated_at, dates.earliest) {
        (Some(_), _) => "changes-sentence-emergency-active",
        (None, Some(_)) => "changes-sentence-emergency",
        (None, None) => "changes-sentence-emergency-unreached",
    })
}

/// The dates of a notice as facts: since when it is in force or from when it can be, and until when an emergency can be objected
/// to. None is given that nobody can know.
pub(super) fn dates(shell: &Shell, dates: &Dates, activated_at: Option<DateTime<Utc>>) -> Vec<(String, String)> {
    let starts = match (activated_at, dates.earliest) {
        (Some(at), _) => Some(("changes-in-force-since", at)),
        (None, earliest) => earliest.map(|at| ("changes-clock-starts", at)),
    };
    let until = dates.objections_until.map(|at| ("changes-clock-object-until", at));
    starts.into_iter().chain(until).map(|(key, at)| (shell.t(key), shell.moment_here(at))).collect()
}

/// What an objection does: it keeps a change away, or stops what goes to a vendor that is in use already.
fn rail(texts: Texts, notice: &Notice) -> [String; 2] {
    match notice.content.emergency {
        true => ["changes-rail-stop", "changes-rail-stop-text"],
        false => ["changes-rail-lock", "changes-rail-lock-text"],
    }
    .map(|key| texts.t(key))
}

fn clock_shown(shell: &Shell, notice: &Notice, until: DateTime<Utc>, now: DateTime<Utc>) -> ClockShown {
    let days = i64::from(notice.content.notice_days);
    let rest = (until - now).max(Duration::zero());
    // A day that has begun is still left.
    let left = (rest.num_seconds() + 86_399) / 86_400;
    let over = (days - left).clamp(0, days);
    let reached = notice.deliveries.iter().filter(|one| one.state.is_reached()).count().to_string();
    let (heading, end) = match notice.content.emergency {
        true => ("changes-clock-object", "changes-clock-object-until"),
        false => ("changes-clock", "changes-clock-starts"),
    };
    let (day, at, end) = (over.to_string(), shell.moment_here(until), shell.t(end));
    let (days_said, sent) = (days.to_string(), shell.due_day(notice.noticed_at, now));
    let said = [("day", day.as_str()), ("days", &days_said), ("sent", &sent), ("end", &end), ("date", &at)];
    ClockShown {
        heading: shell.t(heading),
        left,
        left_said: shell.tn("changes-clock-left", left),
        day: shell.ta("changes-clock-day", &said),
        said: shell.ta("changes-clock-said", &said),
        date: shell.due_day(until, now),
        contacts: shell.texts.tna("changes-clock-reached", notice.deliveries.len().count(), &[("reached", &reached)]),
        rulers: [(Ruler::wide(over, days), "wide-only"), (Ruler::narrow(over, days), "narrow-only")],
        sent,
        end,
        at,
    }
}

fn objection_shown(shell: &Shell, objection: &Objection) -> ObjectionShown {
    ObjectionShown {
        id: objection.id,
        grounds: objection.grounds.clone(),
        at: shell.moment_here(objection.objected_at),
        tone: if objection.outcome.is_some() { Tone::Ok } else { Tone::Warn },
        ending: ending(shell.texts, objection),
        ended: objection
            .resolved_at
            .map(|at| shell.ta("changes-objection-ended", &[("date", &shell.moment_here(at))]))
            .unwrap_or_default(),
        answer: objection.answer.clone().unwrap_or_default(),
        is_open: objection.outcome.is_none(),
    }
}

#[post("/settings/subprocessors/changes/{id}/acknowledgement")]
async fn acknowledge(caller: Authorized<ReadNotices>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    customer::acknowledge(&caller, *id).await?;
    Ok(see_other_with(&format!("{NOTICES}/{id}"), Tone::Ok, "flash-notice-acknowledged"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ObjectionForm {
    grounds: String,
}

#[post("/settings/subprocessors/changes/{id}/objections")]
async fn object(
    caller: Authorized<Object>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ObjectionForm>,
) -> Result<HttpResponse, Error> {
    let grounds = form.0.grounds;
    match customer::object(&caller, *id, NewObjection { grounds: grounds.clone() }).await {
        Ok(_) => Ok(see_other_with(&format!("{NOTICES}/{id}"), Tone::Ok, "flash-objection-filed")),
        Err(error) => again(&caller, shell, *id, error, grounds).await,
    }
}

#[post("/settings/subprocessors/changes/{id}/objections/{objection_id}/withdrawal")]
async fn take_back(caller: Authorized<Object>, shell: Shell, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (id, objection) = ids.into_inner();
    match customer::take_back(&caller, id, objection).await {
        Ok(_) => Ok(see_other_with(&format!("{NOTICES}/{id}"), Tone::Ok, "flash-objection-withdrawn")),
        Err(error) => again(&caller, shell, id, error, String::new()).await,
    }
}

/// The page once more, with what is wrong and what was typed.
async fn again(caller: &SignedIn, shell: Shell, id: Uuid, error: Error, grounds: String) -> Result<HttpResponse, Error> {
    let status = error.status_code();
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let notice = customer::get(&caller.clone().authorize()?, id).await?;
    respond_with(status, &one_page(caller, shell, errors, &notice, grounds))
}
