//! The operator's board of agreements: who is waited for and for how long, and for each agreement its way and what to decide.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Utc};
use entity::agreement;
use serde::Deserialize;
use uuid::Uuid;

use super::super::actions;
use super::super::policy::ManageAgreements;
use super::super::states::{State, WaitsFor};
use super::board::{self, Board, Late};
use super::force;
use super::routes::Reason;
use super::timeline::{Step, steps, tone};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, groups, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};
use crate::vendors::subprocessors::country;

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(show_one).service(set_going).service(send_again);
    config.service(let_in).service(turn_down).service(end);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    state: String,
    waits: String,
    q: String,
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/operator_list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<RowShown>,
    board: Board,
    promise: String,
    measured: String,
    stopped: i64,
    states: Vec<(String, String)>,
    state: String,
    waits: String,
    search: String,
    is_filtered: bool,
    next: String,
}

struct RowShown {
    row: agreement::Model,
    country: String,
    requested: String,
    tone: Tone,
    state: String,
    age: String,
    waits: String,
    due: String,
    is_late: bool,
}

fn waits(word: &str) -> Option<WaitsFor> {
    match word {
        "operator" => Some(WaitsFor::Operator),
        "customer" => Some(WaitsFor::Customer),
        _ => None,
    }
}

#[get("/operator/dpa-requests")]
async fn show_list(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let Filter { state, waits: word, q: search } = filter.0;
    let page = match waits(&word) {
        Some(who) => board::waiting(&caller, who, &search, &paging.0).await?,
        None => actions::list(&caller, State::parse(&state), &search, &paging.0).await?,
    };
    let board = board::board(&caller).await?;
    let count = |state: State| board.counts.iter().find(|one| one.state == state).map_or(0, |one| one.agreements);
    let now = caller.kernel().clock.now();
    let mut states = vec![(String::new(), texts.t("operator-dpa-filter-all"))];
    states.extend(State::ALL.into_iter().map(|state| {
        let text = texts.t(&format!("dpa-state-{}", state.as_str().replace('_', "-")));
        (state.as_str().to_owned(), format!("{text} ({})", texts.number(count(state))))
    }));
    let address = format!("/operator/dpa-requests?state={}&waits={}&q={}", encode(&state), encode(&word), encode(&search));
    let measured = board.median_seal_ms.map_or_else(
        || texts.t("operator-dpa-median-none"),
        |ms| texts.ta("operator-dpa-median", &[("seconds", &format!("{:.1}", ms as f64 / 1000.0))]),
    );
    let list = ListPage {
        promise: texts.ta("operator-dpa-promise", &[("days", &board.promised_business_days.to_string())]),
        measured,
        stopped: count(State::Failed),
        is_filtered: !(state.is_empty() && word.is_empty() && search.is_empty()),
        next: page.next.map(|cursor| format!("{address}&after={cursor}")).unwrap_or_default(),
        rows: page.items.into_iter().map(|row| row_shown(texts, now, row)).collect(),
        waits: word,
        shell,
        board,
        states,
        state,
        search,
    };
    respond(&list)
}

fn row_shown(texts: Texts, now: DateTime<Utc>, row: agreement::Model) -> RowShown {
    let state = State::parse(&row.state).unwrap_or(State::Failed);
    let is_late = Late::is(&row, now);
    let waits = match state.waits_for() {
        WaitsFor::Operator => texts.t("operator-dpa-waits-operator"),
        WaitsFor::Customer => texts.t("operator-dpa-waits-customer"),
        WaitsFor::Nobody => texts.t("operator-dpa-waits-nobody"),
    };
    RowShown {
        country: country(&row.country).map_or_else(|| row.country.clone(), |country| country.name(texts.locale()).to_owned()),
        requested: texts.date_time(row.requested_at),
        tone: if is_late { Tone::Bad } else { tone(state) },
        state: texts.t(&format!("dpa-state-{}", state.as_str().replace('_', "-"))),
        age: texts.duration((now - row.requested_at).num_seconds()),
        due: Late::due(&row).map(|due| texts.date_time(due)).unwrap_or_default(),
        waits,
        is_late,
        row,
    }
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/operator_one.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    title: String,
    row: agreement::Model,
    tone: Tone,
    state: String,
    steps: Vec<Step>,
    facts: Vec<(String, String)>,
    pdf_groups: Vec<String>,
    countersigned_groups: Vec<String>,
    json_groups: Vec<String>,
    took: String,
    status_page: String,
    has_stopped: bool,
    waits: bool,
    is_in_force: bool,
    entered: String,
}

async fn one_page(
    caller: &Authorized<ManageAgreements>,
    shell: Shell,
    id: Uuid,
    errors: FormErrors,
    entered: String,
) -> Result<OnePage, Error> {
    let texts = shell.texts;
    let (status, row, status_page) = actions::get(caller, id).await?;
    let mut facts = vec![
        (texts.t("dpa-field-legal-name"), row.legal_name.clone()),
        (texts.t("dpa-field-register-no"), row.register_no.clone()),
        (texts.t("dpa-field-address"), row.address.clone()),
        (
            texts.t("dpa-field-country"),
            country(&row.country).map_or_else(|| row.country.clone(), |country| country.name(texts.locale()).to_owned()),
        ),
        (texts.t("dpa-field-contact-email"), row.contact_email.clone()),
        (texts.t("dpa-field-signatory-name"), row.signatory_name.clone()),
        (texts.t("dpa-field-signatory-title"), row.signatory_title.clone()),
        (texts.t("dpa-field-language"), texts.t(&format!("dpa-language-{}", row.language))),
        (texts.t("dpa-facts-template"), row.template_version.clone()),
    ];
    if let Some(workspace) = row.held_by {
        let name = actions::name_of_workspace(caller, workspace).await?.unwrap_or_else(|| workspace.to_string());
        facts.push((texts.t("operator-dpa-workspace"), name));
    }
    if let Some(how) = &row.countersigned_how {
        let key = if how == "upload" { "operator-dpa-signed-upload" } else { "operator-dpa-signed-product" };
        facts.push((texts.t("operator-dpa-signed"), texts.t(key)));
    }
    if let Some(reason) = &row.reason {
        facts.push((texts.t("operator-dpa-reason"), reason.clone()));
    }
    let is_stuck = status.state.is_open() && actions::is_being_signed(caller, id).await?;
    let took = status.sealed_at.map(|at| (at - status.requested_at).num_milliseconds());
    let hash = |sha256: Option<&String>| groups(sha256.map(String::as_str).unwrap_or_default());
    Ok(OnePage {
        errors,
        title: texts.ta("operator-dpa-detail-title", &[("number", &status.number)]),
        tone: tone(status.state),
        state: texts.t(&format!("dpa-state-{}", status.state.as_str().replace('_', "-"))),
        steps: steps(texts, &status),
        facts,
        pdf_groups: hash(status.pdf_sha256.as_ref()),
        countersigned_groups: hash(status.countersigned_sha256.as_ref()),
        json_groups: hash(status.json_sha256.as_ref()),
        took: took
            .map(|ms| texts.ta("operator-dpa-detail-took", &[("seconds", &format!("{:.1}", ms as f64 / 1000.0))]))
            .unwrap_or_default(),
        status_page,
        has_stopped: status.state == State::Failed || is_stuck,
        waits: status.state == State::Countersigned,
        is_in_force: status.state == State::InForce,
        entered,
        shell,
        row,
    })
}

#[get("/operator/dpa-requests/{id}")]
async fn show_one(caller: Authorized<ManageAgreements>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, *id, FormErrors::none(), String::new()).await?)
}

async fn again(
    caller: &Authorized<ManageAgreements>,
    shell: Shell,
    id: Uuid,
    error: Error,
    entered: String,
) -> Result<HttpResponse, Error> {
    let status = error.status_code();
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    respond_with(status, &one_page(caller, shell, id, errors, entered).await?)
}

#[post("/operator/dpa-requests/{id}/retry")]
async fn set_going(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::retry(&caller, *id).await?;
    Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-retried"))
}

#[post("/operator/dpa-requests/{id}/mail")]
async fn send_again(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::resend(&caller, *id).await?;
    Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-resent"))
}

#[post("/operator/dpa-requests/{id}/confirmation")]
async fn let_in(caller: Authorized<ManageAgreements>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match force::confirm(&caller, *id).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-confirmed")),
        Err(error) => again(&caller, shell, *id, error, String::new()).await,
    }
}

#[post("/operator/dpa-requests/{id}/refusal")]
async fn turn_down(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Reason>,
) -> Result<HttpResponse, Error> {
    match force::decline(&caller, *id, &form.0.reason).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-turned-down")),
        Err(error) => again(&caller, shell, *id, error, form.0.reason).await,
    }
}

#[post("/operator/dpa-requests/{id}/termination")]
async fn end(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Reason>,
) -> Result<HttpResponse, Error> {
    match force::terminate(&caller, *id, &form.0.reason).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-ended")),
        Err(error) => again(&caller, shell, *id, error, form.0.reason).await,
    }
}
