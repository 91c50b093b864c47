//! The operator's board of agreements: who is waited for and for how long, and for each agreement its way and what to decide.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Utc};
use entity::agreement;
use serde::Deserialize;
use uuid::Uuid;

use super::super::actions;
use super::super::content::ReturnChoice;
use super::super::model::Status;
use super::super::policy::ManageAgreements;
use super::super::states::{State, WaitsFor};
use super::board::{self, Board, Late, shown_state, waits_for, waits_since};
use super::decision::Decision;
use super::ending::{FormerHolder, Said, Termination};
use super::force::{self, Confirmation};
use super::routes::Reason;
use super::timeline::{Step, icon, signed_how, steps, tone};
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
    config.service(let_in).service(turn_down);
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
    icon: &'static str,
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
    let measured = board
        .median_seal_ms
        .map_or_else(|| texts.t("operator-dpa-median-none"), |ms| texts.ta("operator-dpa-median", &[("time", &span(texts, ms))]));
    let list = ListPage {
        promise: texts.tn("operator-dpa-promise", i64::from(board.promised_business_days)),
        measured,
        stopped: count(State::Failed),
        is_filtered: !(state.is_empty() && word.is_empty() && search.is_empty()),
        next: page.next.map(|cursor| format!("{address}&after={cursor}")).unwrap_or_default(),
        rows: page.items.into_iter().map(|row| row_shown(texts, now, board.promised_business_days, row)).collect(),
        waits: word,
        shell,
        board,
        states,
        state,
        search,
    };
    respond(&list)
}

/// A time in the unit that fits it: what takes less than a second is told in milliseconds.
fn span(texts: Texts, ms: i64) -> String {
    if ms < 1000 { format!("{}\u{a0}ms", ms.max(0)) } else { texts.duration(ms / 1000) }
}

/// How long somebody is waited for; of what is finished, how long the operator took.
fn age(texts: Texts, now: DateTime<Utc>, row: &agreement::Model) -> String {
    if waits_for(row) != WaitsFor::Nobody {
        return texts.duration((now - waits_since(row)).num_seconds());
    }
    let took = row.sealed_at.map(|sealed| span(texts, (sealed - row.requested_at).num_milliseconds()));
    took.map(|time| texts.ta("operator-dpa-sealed-in", &[("time", &time)])).unwrap_or_default()
}

fn row_shown(texts: Texts, now: DateTime<Utc>, current: u32, row: agreement::Model) -> RowShown {
    let state = shown_state(&row);
    let is_late = Late::is(&row, current, now);
    let waits = match waits_for(&row) {
        WaitsFor::Operator => texts.t("operator-dpa-waits-operator"),
        WaitsFor::Customer => texts.t("operator-dpa-waits-customer"),
        WaitsFor::Nobody => texts.t("operator-dpa-waits-nobody"),
    };
    RowShown {
        country: country(&row.country).map_or_else(|| row.country.clone(), |country| country.name(texts.locale()).to_owned()),
        requested: texts.date_time(row.requested_at),
        tone: if is_late { Tone::Bad } else { tone(state) },
        icon: if is_late { Tone::Bad.as_str() } else { icon(state) },
        state: texts.t(&format!("dpa-state-{}", state.as_str().replace('_', "-"))),
        age: age(texts, now, &row),
        due: Late::due(&row, current).map(|due| texts.date_time(due)).unwrap_or_default(),
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
    icon: &'static str,
    state: String,
    steps: Vec<Step>,
    facts: Vec<(String, String)>,
    pdf_groups: Vec<String>,
    countersigned_groups: Vec<String>,
    json_groups: Vec<String>,
    took: String,
    status_page: String,
    has_stopped: bool,
    decision: Option<Decision>,
    may_resend: bool,
    is_in_force: bool,
    is_held: bool,
    /// Whether two members of staff say what became of the data.
    ends_by_two: bool,
    held_before: Vec<String>,
    has_earlier: bool,
    said: Vec<SaidShown>,
    entered: Entered,
    unsent: Vec<(String, String)>,
}

/// A statement before the end, and when it was made.
struct SaidShown {
    said: Said,
    at: String,
}

/// What was written into the forms.
#[derive(Default)]
pub struct Entered {
    /// Why a countersigned agreement is turned down.
    pub refusal_reason: String,
    /// Into that of the end.
    pub ending: Termination,
    /// Into that which takes the agreement from its workspace.
    pub release_reason: String,
}

impl Entered {
    /// Takes out what was written into a form that is not drawn any more, with what is asked there.
    fn unsent(&mut self, texts: Texts, state: State, is_held: bool) -> Vec<(String, String)> {
        let (decides, ends) = (state == State::Countersigned, state == State::InForce);
        let forms = [
            (decides, "operator-dpa-decline-reason", &mut self.refusal_reason),
            (ends, "operator-dpa-end-reason", &mut self.ending.reason),
            (ends, "operator-dpa-end-data", &mut self.ending.data),
            (is_held, "operator-dpa-release-reason", &mut self.release_reason),
        ];
        let gone = forms.into_iter().filter(|(is_drawn, _, text)| !is_drawn && !text.trim().is_empty());
        gone.map(|(_, asked, text)| (texts.t(asked), std::mem::take(text))).collect()
    }
}

impl From<Termination> for Entered {
    fn from(ending: Termination) -> Self {
        Self { ending, ..Self::default() }
    }
}

async fn one_page(
    caller: &Authorized<ManageAgreements>,
    shell: Shell,
    id: Uuid,
    errors: FormErrors,
    mut entered: Entered,
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
        (texts.t("dpa-facts-return"), ReturnChoice::said(status.return_choice, texts)),
        (texts.t("dpa-facts-template"), row.template_version.clone()),
    ];
    let file = board::file(caller, &row).await?;
    let workspace = row.held_by.map(|holder| file.workspace.clone().unwrap_or_else(|| holder.to_string())).unwrap_or_default();
    facts.push((texts.t("operator-dpa-workspace"), workspace.clone()));
    let signed = file.course.signed().map(|signed| signed_how(texts, signed));
    if let Some(signed) = &signed {
        facts.push((texts.t("operator-dpa-signed"), signed.clone()));
    }
    if let Some(number) = &file.course.successor {
        let term = if status.state == State::Expired { "operator-dpa-closed-by" } else { "operator-dpa-successor" };
        facts.push((texts.t(term), number.clone()));
    }
    if let Some(at) = row.released_at {
        let reason = row.release_reason.as_deref().unwrap_or_default();
        facts.push((texts.t("operator-dpa-released"), format!("{}: {reason}", texts.moment(at))));
    }
    if let Some(reason) = &row.reason {
        facts.push((texts.t("operator-dpa-reason"), reason.clone()));
    }
    if let Some(data) = &row.data_statement {
        facts.push((texts.t("operator-dpa-data"), data.clone()));
    }
    facts.retain(|(_, value)| !value.is_empty());
    let decision = (status.state == State::Countersigned).then(|| Decision::of(texts, &status, &file, workspace));
    let took = status.sealed_at.map(|at| (at - status.requested_at).num_milliseconds());
    let hash = |sha256: Option<&String>| groups(sha256.map(String::as_str).unwrap_or_default());
    Ok(OnePage {
        errors,
        title: texts.ta("operator-dpa-detail-title", &[("number", &status.number)]),
        tone: tone(shown_state(&row)),
        icon: icon(shown_state(&row)),
        state: texts.t(&format!("dpa-state-{}", shown_state(&row).as_str().replace('_', "-"))),
        steps: steps(texts, &status, &file.course),
        facts,
        pdf_groups: hash(status.pdf_sha256.as_ref()),
        countersigned_groups: hash(status.countersigned_sha256.as_ref()),
        json_groups: hash(status.json_sha256.as_ref()),
        took: took.map(|ms| texts.ta("operator-dpa-detail-took", &[("time", &span(texts, ms))])).unwrap_or_default(),
        status_page,
        has_stopped: status.stopped,
        decision,
        may_resend: may_resend(&status),
        is_in_force: status.state == State::InForce,
        is_held: row.held_by.is_some(),
        ends_by_two: file.ending.by_two,
        held_before: file.ending.former_holders.into_iter().map(|one| held_before(texts, one)).collect(),
        has_earlier: file.ending.statements.iter().any(|one| !one.waits),
        said: file.ending.statements.into_iter().map(|said| SaidShown { at: texts.moment(said.at), said }).collect(),
        unsent: entered.unsent(texts, status.state, row.held_by.is_some()),
        entered,
        shell,
        row,
    })
}

/// Which workspace an agreement was taken from, and whether it is there still.
fn held_before(texts: Texts, holder: FormerHolder) -> String {
    match holder.name {
        Some(name) => texts.ta("operator-dpa-held-before-lives", &[("workspace", &name)]),
        None => texts.ta("operator-dpa-held-before-gone", &[("workspace", &holder.workspace.to_string())]),
    }
}

/// A mail is sent again while it says something: to sign, that it waits or counts; how it ended only where that did not arrive.
fn may_resend(status: &Status) -> bool {
    let has_mail = status.state.is_open() || matches!(status.state, State::Countersigned | State::InForce);
    has_mail || (status.mail_failed_at.is_some() && status.declined_by.as_deref() != Some("customer"))
}

#[get("/operator/dpa-requests/{id}")]
async fn show_one(caller: Authorized<ManageAgreements>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, *id, FormErrors::none(), Entered::default()).await?)
}

/// The page again, with what was wrong and what was written.
///
/// # Errors
/// When the page cannot be made, or what was wrong is not the reader's to mend.
pub async fn again(
    caller: &Authorized<ManageAgreements>,
    shell: Shell,
    id: Uuid,
    error: Error,
    entered: impl Into<Entered>,
) -> Result<HttpResponse, Error> {
    let status = error.status_code();
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    respond_with(status, &one_page(caller, shell, id, errors, entered.into()).await?)
}

#[post("/operator/dpa-requests/{id}/retry")]
async fn set_going(caller: Authorized<ManageAgreements>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::retry(&caller, *id).await?;
    Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-retried"))
}

#[post("/operator/dpa-requests/{id}/mail")]
async fn send_again(caller: Authorized<ManageAgreements>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match actions::resend(&caller, *id).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-resent")),
        Err(error) => again(&caller, shell, *id, error, Termination::default()).await,
    }
}

#[post("/operator/dpa-requests/{id}/confirmation")]
async fn let_in(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Confirmation>,
) -> Result<HttpResponse, Error> {
    match force::confirm(&caller, *id, form.0).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-confirmed")),
        Err(error) => again(&caller, shell, *id, error, Termination::default()).await,
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
        Err(error) => {
            let entered = Entered { refusal_reason: form.0.reason, ..Entered::default() };
            again(&caller, shell, *id, error, entered).await
        }
    }
}
