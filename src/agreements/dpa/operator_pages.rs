//! The operator's console of agreements: what was asked, how far it is, and what to do when one has stopped.

use actix_web::{HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use entity::agreement;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::State;
use super::pages::{Step, steps};
use super::policy::ManageAgreements;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, encode, groups, respond, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::page::Paging;
use crate::kernel::web::Query;
use crate::vendors::subprocessors::country;

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(show_one).service(set_going).service(send_again);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    state: String,
    q: String,
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/operator_list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<RowShown>,
    states: Vec<(String, String)>,
    state: String,
    search: String,
    stopped: i64,
    is_filtered: bool,
    next: String,
}

struct RowShown {
    row: agreement::Model,
    country: String,
    requested: String,
    tone: Tone,
    state: String,
    took: String,
}

#[get("/operator/dpa-requests")]
async fn show_list(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let Filter { state, q: search } = filter.0;
    let page = actions::list(&caller, State::parse(&state), &search, &paging.0).await?;
    let stopped = actions::stopped(&caller).await?;
    let now = caller.kernel().clock.now();
    let mut states = vec![(String::new(), texts.t("operator-dpa-filter-all"))];
    states.extend(State::ALL.iter().map(|state| (state.as_str().to_owned(), texts.t(&format!("dpa-state-{}", state.as_str())))));
    let next = page
        .next
        .map(|cursor| format!("/operator/dpa-requests?state={state}&q={}&after={cursor}", encode(&search)))
        .unwrap_or_default();
    let rows = page.items.into_iter().map(|row| row_shown(texts, now, row)).collect();
    respond(&ListPage { is_filtered: !state.is_empty() || !search.is_empty(), shell, rows, states, state, search, stopped, next })
}

fn tone(state: &str) -> Tone {
    match State::parse(state) {
        Some(State::Sent) => Tone::Ok,
        Some(State::Failed) | None => Tone::Bad,
        Some(_) => Tone::Info,
    }
}

fn row_shown(texts: Texts, now: DateTime<Utc>, row: agreement::Model) -> RowShown {
    // How old it is counts while it is under way; how long it took counts afterwards.
    let took = row.sent_at.unwrap_or(now) - row.requested_at;
    RowShown {
        country: country(&row.country).map_or_else(|| row.country.clone(), |country| country.name(texts.locale()).to_owned()),
        requested: texts.date_time(row.requested_at),
        tone: tone(&row.state),
        state: texts.t(&format!("dpa-state-{}", row.state)),
        took: texts.duration(took.num_seconds()),
        row,
    }
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/operator_one.html")]
struct OnePage {
    shell: Shell,
    title: String,
    row: agreement::Model,
    steps: Vec<Step>,
    facts: Vec<(String, String)>,
    pdf_groups: Vec<String>,
    json_groups: Vec<String>,
    took: String,
    status_page: String,
    has_stopped: bool,
}

#[get("/operator/dpa-requests/{id}")]
async fn show_one(caller: Authorized<ManageAgreements>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let (status, row, status_page) = actions::get(&caller, *id).await?;
    let facts = vec![
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
    let took = status.sealed_at.map(|at| (at - status.requested_at).num_milliseconds());
    let page = OnePage {
        title: texts.ta("operator-dpa-detail-title", &[("number", &status.number)]),
        steps: steps(texts, &status, &row),
        facts,
        pdf_groups: groups(status.pdf_sha256.as_deref().unwrap_or_default()),
        json_groups: groups(status.json_sha256.as_deref().unwrap_or_default()),
        took: took
            .map(|ms| texts.ta("operator-dpa-detail-took", &[("seconds", &format!("{:.1}", ms as f64 / 1000.0))]))
            .unwrap_or_default(),
        status_page,
        has_stopped: status.state == State::Failed,
        shell,
        row,
    };
    respond(&page)
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
