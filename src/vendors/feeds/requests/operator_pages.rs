//! The pages for the operator's staff: who asks for the list by name, and what is decided.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::{GRANTED_DAYS, ListRequest, ListRequestState};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};
use crate::vendors::feeds::policy::{DecideListRequests, ReadListRequests};

/// Where requests stand.
const BOARD: &str = "/operator/list-requests";

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config
        .service(show_board)
        .service(show_request)
        .service(send_grant)
        .service(send_refusal)
        .service(send_revocation)
        .service(send_again);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    state: String,
}

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/requests.html")]
struct BoardPage {
    shell: Shell,
    rows: Vec<RowShown>,
    states: Vec<(String, String)>,
    state: String,
    first: String,
    next: String,
}

/// A request on the board.
struct RowShown {
    id: Uuid,
    company: String,
    name: String,
    tone: Tone,
    state: String,
    asked: String,
    /// How long it waits, or waited.
    age: String,
}

#[get("/operator/list-requests")]
async fn show_board(
    caller: Authorized<ReadListRequests>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let wanted = ListRequestState::parse(&filter.0.state);
    let found = actions::list(&caller, wanted, &paging.0).await?;
    let now = caller.kernel().clock.now();
    let state = wanted.map(ListRequestState::as_str).unwrap_or_default();
    let mut states = vec![(String::new(), shell.t("feeds-board-all"))];
    let decided = ListRequestState::ALL.into_iter().filter(|state| *state != ListRequestState::Requested);
    states.extend(decided.map(|state| (state.as_str().to_owned(), shell.t(&state_key(state)))));
    let first = format!("{BOARD}?state={state}");
    respond(&BoardPage {
        rows: found.items.into_iter().map(|request| row_shown(&shell, request, now)).collect(),
        states,
        next: found.next.map(|after| format!("{first}&after={}", encode(&after))).unwrap_or_default(),
        first: if paging.0.after.is_some() { first } else { String::new() },
        state: state.to_owned(),
        shell,
    })
}

fn row_shown(shell: &Shell, request: ListRequest, now: DateTime<Utc>) -> RowShown {
    RowShown {
        tone: tone(request.state),
        state: shell.t(&state_key(request.state)),
        asked: shell.due_date(request.requested_at),
        age: age(shell, &request, now),
        id: request.id,
        company: request.company,
        name: request.name,
    }
}

/// For how many days it waits to be decided; until when a grant lasts.
fn age(shell: &Shell, request: &ListRequest, now: DateTime<Utc>) -> String {
    match (request.state, request.confirmed_at, request.expires_at) {
        (ListRequestState::Confirmed, Some(at), _) => {
            shell.ta("feeds-board-waits", &[("days", &shell.tn("count-days", (now - at).num_days()))])
        }
        (ListRequestState::Granted, _, Some(until)) => shell.ta("feeds-board-until", &[("date", &shell.due_date(until))]),
        (_, _, _) => request.decided_at.map(|at| shell.due_date(at)).unwrap_or_default(),
    }
}

fn state_key(state: ListRequestState) -> String {
    format!("feeds-state-{}", state.as_str())
}

const fn tone(state: ListRequestState) -> Tone {
    match state {
        ListRequestState::Requested | ListRequestState::Expired | ListRequestState::Revoked => Tone::None,
        ListRequestState::Confirmed => Tone::Warn,
        ListRequestState::Granted => Tone::Ok,
        ListRequestState::Refused => Tone::Bad,
    }
}

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/request_one.html")]
struct RequestPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    company: String,
    reason: String,
    tone: Tone,
    state: String,
    facts: Vec<(String, String)>,
    may_decide: bool,
    /// The grant holds: its link may be sent once more, and it may be taken back.
    may_revoke: bool,
    /// The contact has not heard of the decision.
    is_undelivered: bool,
    revoke_address: String,
    entered: Entered,
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entered {
    days: String,
    reason: String,
}

#[get("/operator/list-requests/{id}")]
async fn show_request(caller: Authorized<ReadListRequests>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let entered = Entered { days: GRANTED_DAYS.to_string(), ..Entered::default() };
    respond(&one_page(&caller, shell, FormErrors::none(), *id, entered).await?)
}

async fn one_page(caller: &SignedIn, shell: Shell, errors: FormErrors, id: Uuid, entered: Entered) -> Result<RequestPage, Error> {
    let reader = caller.clone().authorize()?;
    let request = actions::get(&reader, id).await?;
    let decider = actions::decider(&reader, &request).await?;
    let decides = caller.may::<DecideListRequests>();
    let facts = facts(&shell, &request, decider);
    Ok(RequestPage {
        errors,
        id,
        tone: tone(request.state),
        state: shell.t(&state_key(request.state)),
        facts,
        may_decide: decides && request.state == ListRequestState::Confirmed,
        may_revoke: decides && request.state == ListRequestState::Granted,
        is_undelivered: request.mail_failed_at.is_some(),
        revoke_address: format!("{BOARD}/{id}/revocation"),
        company: request.company,
        reason: request.reason,
        entered,
        shell,
    })
}

fn facts(shell: &Shell, request: &ListRequest, decider: Option<String>) -> Vec<(String, String)> {
    let moment = |at: DateTime<Utc>| shell.moment_here(at);
    let lines = [
        ("feeds-request-name", Some(request.name.clone())),
        ("feeds-request-email", Some(request.email.clone())),
        ("feeds-request-language", Some(shell.t(&format!("language-{}", request.language)))),
        ("feeds-fact-asked", Some(moment(request.requested_at))),
        ("feeds-fact-confirmed", request.confirmed_at.map(moment)),
        ("feeds-fact-decided", request.decided_at.map(moment)),
        ("feeds-fact-decider", decider),
        ("feeds-fact-answer", request.answer.clone()),
        ("feeds-fact-until", request.expires_at.map(moment)),
        ("feeds-fact-openings", request.expires_at.map(|_| request.openings.to_string())),
        ("feeds-fact-opened", request.opened_at.map(moment)),
        ("feeds-fact-mail-failed", request.mail_failed_at.map(moment)),
    ];
    lines.into_iter().filter_map(|(key, value)| Some((shell.t(key), value?))).collect()
}

#[post("/operator/list-requests/{id}/grant")]
async fn send_grant(
    caller: Authorized<DecideListRequests>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Entered>,
) -> Result<HttpResponse, Error> {
    let days = form.0.days.trim();
    // What is no number of days is refused as one that is too large.
    let days = if days.is_empty() { None } else { Some(days.parse().unwrap_or(u16::MAX)) };
    ended(&caller, shell, *id, actions::grant(&caller, *id, days).await, "flash-list-granted", form.0).await
}

#[post("/operator/list-requests/{id}/refusal")]
async fn send_refusal(
    caller: Authorized<DecideListRequests>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Entered>,
) -> Result<HttpResponse, Error> {
    let refused = actions::refuse(&caller, *id, &form.0.reason).await;
    ended(&caller, shell, *id, refused, "flash-list-refused", form.0).await
}

#[post("/operator/list-requests/{id}/revocation")]
async fn send_revocation(
    caller: Authorized<DecideListRequests>,
    shell: Shell,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let revoked = actions::revoke(&caller, *id).await;
    ended(&caller, shell, *id, revoked, "flash-list-revoked", Entered::default()).await
}

#[post("/operator/list-requests/{id}/repetition")]
async fn send_again(caller: Authorized<DecideListRequests>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let sent = actions::resend(&caller, *id).await;
    ended(&caller, shell, *id, sent, "flash-list-resent", Entered::default()).await
}

/// Back to the request, or the page once more with what is wrong and what was typed.
async fn ended(
    caller: &SignedIn,
    shell: Shell,
    id: Uuid,
    outcome: Result<ListRequest, Error>,
    flash: &'static str,
    entered: Entered,
) -> Result<HttpResponse, Error> {
    match outcome {
        Ok(_) => Ok(see_other_with(&format!("{BOARD}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &one_page(caller, shell, errors, id, entered).await?)
        }
    }
}
