//! The pages for customers: their meetings, and one with its times, its minutes and what was agreed.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Datelike as _, SecondsFormat, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::{NewRequest, State, Step};
use super::shown::{ActionShown, EarlierShown, agreed, earlier, facts, state_of};
use super::view::Meeting;
use crate::agreements::assurance::policy::{AskForReviews, ReadAssurance};
use crate::agreements::assurance::questionnaires::attached;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// Where meetings stand.
const REVIEWS: &str = "/settings/reviews";

/// The pages for customers.
pub fn pages(config: &mut web::ServiceConfig) {
    config
        .service(show_list)
        .service(request)
        .service(show_one)
        .service(choose)
        .service(ask_again)
        .service(comment)
        .service(approve);
    config.service(cancel).service(finish_action).service(take_invitation);
}

/// Sends an invitation to be saved.
pub fn calendar(text: String) -> HttpResponse {
    attached("meeting.ics".to_owned(), "text/calendar; charset=utf-8", text.into_bytes())
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/reviews.html")]
struct ListPage {
    shell: Shell,
    errors: FormErrors,
    rows: Vec<RowShown>,
    /// What can be asked for this year, in a sentence.
    offer: String,
    has_asked: bool,
    may_ask: bool,
    wishes: String,
    reason: String,
    first: String,
    next: String,
}

struct RowShown {
    id: Uuid,
    title: String,
    tone: Tone,
    state: String,
    at: String,
}

#[get("/settings/reviews")]
async fn show_list(caller: Authorized<ReadAssurance>, shell: Shell, paging: Query<Paging>) -> Result<HttpResponse, Error> {
    respond(&list_page(&caller, shell, FormErrors::none(), &paging.0, NewRequest::default()).await?)
}

async fn list_page(
    caller: &SignedIn,
    shell: Shell,
    errors: FormErrors,
    paging: &Paging,
    entered: NewRequest,
) -> Result<ListPage, Error> {
    let reader: Authorized<ReadAssurance> = caller.clone().authorize()?;
    let found = actions::list(&reader, paging).await?;
    let has_asked = actions::has_asked(&reader).await?;
    let year = caller.kernel().clock.now().year().to_string();
    let row = |meeting: &Meeting| {
        let (tone, state) = state_of(shell.texts, meeting.state);
        RowShown {
            id: meeting.id,
            title: shell.ta("reviews-title", &[("year", &meeting.year.to_string())]),
            tone,
            state,
            at: meeting.starts_at.map_or_else(|| shell.t("reviews-not-set"), |at| shell.moment_here(at)),
        }
    };
    Ok(ListPage {
        rows: found.items.iter().map(row).collect(),
        offer: shell.ta(if has_asked { "reviews-offer-second" } else { "reviews-offer-first" }, &[("year", &year)]),
        has_asked,
        may_ask: caller.may::<AskForReviews>(),
        wishes: entered.wishes,
        reason: entered.reason,
        first: if paging.after.is_some() { REVIEWS.to_owned() } else { String::new() },
        next: found.next.map(|after| format!("{REVIEWS}?after={}", encode(&after))).unwrap_or_default(),
        errors,
        shell,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RequestForm {
    wishes: String,
    reason: String,
}

#[post("/settings/reviews")]
async fn request(caller: Authorized<AskForReviews>, shell: Shell, form: Form<RequestForm>) -> Result<HttpResponse, Error> {
    let new = NewRequest { wishes: form.0.wishes, reason: form.0.reason };
    match actions::request(&caller, new.clone()).await {
        Ok(meeting) => Ok(see_other_with(&format!("{REVIEWS}/{}", meeting.id), Tone::Ok, "flash-review-requested")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &list_page(&caller, shell, errors, &Paging::default(), new).await?)
        }
    }
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/review.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    title: String,
    tone: Tone,
    state: String,
    sentence: String,
    times: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    minutes: String,
    /// By which the minutes that are shown are told from others.
    minuted_at: String,
    participants: Vec<String>,
    remarks: String,
    agreed: Vec<ActionShown>,
    /// There is nothing but the facts: no times to choose from, no minutes.
    is_bare: bool,
    earlier: Vec<EarlierShown>,
    chooses: bool,
    asks_again: bool,
    approves: bool,
    cancels: bool,
    has_invitation: bool,
    entered: Entered,
}

/// What stands in the forms.
#[derive(Default)]
struct Entered {
    at: String,
    comment: String,
    reason: String,
}

const fn sentence(state: State) -> &'static str {
    match state {
        State::Requested => "reviews-next-requested",
        State::Proposed => "reviews-next-proposed",
        State::Scheduled => "reviews-next-scheduled",
        State::Held => "reviews-next-held",
        State::Minuted => "reviews-next-minuted",
        State::Approved => "reviews-next-approved",
        State::Cancelled => "reviews-next-cancelled",
    }
}

#[get("/settings/reviews/{id}")]
async fn show_one(caller: Authorized<ReadAssurance>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, FormErrors::none(), *id, Entered::default()).await?)
}

async fn one_page(caller: &SignedIn, shell: Shell, errors: FormErrors, id: Uuid, entered: Entered) -> Result<OnePage, Error> {
    let meeting = actions::get(&caller.clone().authorize()?, id).await?;
    let (tone, state) = state_of(shell.texts, meeting.state);
    let may = caller.may::<AskForReviews>();
    let now = caller.kernel().clock.now();
    let times = meeting.proposals.iter().filter(|at| **at > now);
    Ok(OnePage {
        errors,
        id,
        title: shell.ta("reviews-title", &[("year", &meeting.year.to_string())]),
        tone,
        state,
        sentence: shell.t(sentence(meeting.state)),
        times: times.map(|at| (at.to_rfc3339(), shell.moment_here(*at))).collect(),
        facts: facts(&shell, &meeting),
        agreed: agreed(&shell, &meeting, now, may),
        minutes: meeting.minutes.clone().unwrap_or_default(),
        minuted_at: meeting.minuted_at.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)).unwrap_or_default(),
        participants: meeting.participants.as_deref().unwrap_or_default().lines().map(str::to_owned).collect(),
        remarks: meeting.comment.clone().unwrap_or_default(),
        is_bare: !(may && meeting.state.may(Step::Choose)) && meeting.minutes.as_deref().unwrap_or_default().is_empty(),
        earlier: earlier(&shell, &meeting),
        chooses: may && meeting.state.may(Step::Choose),
        asks_again: may && meeting.state.may(Step::AskAgain),
        approves: may && meeting.state.may(Step::Approve),
        cancels: may && meeting.state.may(Step::Cancel),
        has_invitation: meeting.starts_at.is_some(),
        entered,
        shell,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ChoiceForm {
    at: String,
}

#[post("/settings/reviews/{id}/choice")]
async fn choose(
    caller: Authorized<AskForReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ChoiceForm>,
) -> Result<HttpResponse, Error> {
    let chosen = match DateTime::parse_from_rfc3339(&form.0.at) {
        Ok(at) => actions::choose(&caller, *id, at.to_utc()).await,
        Err(_) => Err(Error::invalid("at", "time-unknown", "Choose one of the times that were proposed.")),
    };
    done(&caller, shell, *id, chosen, "flash-review-scheduled", Entered { at: form.0.at, ..Entered::default() }).await
}

#[post("/settings/reviews/{id}/other-times")]
async fn ask_again(caller: Authorized<AskForReviews>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let asked = actions::ask_again(&caller, *id).await;
    done(&caller, shell, *id, asked, "flash-review-asked-again", Entered::default()).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CommentForm {
    comment: String,
}

#[post("/settings/reviews/{id}/comment")]
async fn comment(
    caller: Authorized<AskForReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<CommentForm>,
) -> Result<HttpResponse, Error> {
    let said = actions::comment(&caller, *id, &form.0.comment).await;
    done(&caller, shell, *id, said, "flash-review-commented", Entered { comment: form.0.comment, ..Entered::default() }).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalForm {
    minuted_at: DateTime<Utc>,
}

#[post("/settings/reviews/{id}/approval")]
async fn approve(
    caller: Authorized<AskForReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ApprovalForm>,
) -> Result<HttpResponse, Error> {
    let approved = actions::approve(&caller, *id, form.0.minuted_at).await;
    done(&caller, shell, *id, approved, "flash-review-approved", Entered::default()).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CancelForm {
    reason: String,
}

#[post("/settings/reviews/{id}/cancellation")]
async fn cancel(
    caller: Authorized<AskForReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<CancelForm>,
) -> Result<HttpResponse, Error> {
    let cancelled = actions::cancel(&caller, *id, &form.0.reason).await;
    done(&caller, shell, *id, cancelled, "flash-review-cancelled", Entered { reason: form.0.reason, ..Entered::default() }).await
}

#[post("/settings/reviews/{id}/actions/{action_id}/completion")]
async fn finish_action(
    caller: Authorized<AskForReviews>,
    shell: Shell,
    ids: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Error> {
    let ids = ids.into_inner();
    let ended = actions::done(&caller, ids).await;
    done(&caller, shell, ids.0, ended, "flash-review-action-done", Entered::default()).await
}

#[get("/settings/reviews/{id}/invitation.ics")]
async fn take_invitation(
    caller: Authorized<ReadAssurance>,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    Ok(calendar(actions::invitation(&caller, &processor, *id).await?))
}

/// Goes on to the meeting, or shows its page once more with what is wrong and what was typed.
async fn done(
    caller: &SignedIn,
    shell: Shell,
    id: Uuid,
    result: Result<Meeting, Error>,
    flash: &'static str,
    entered: Entered,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(_) => Ok(see_other_with(&format!("{REVIEWS}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &one_page(caller, shell, errors, id, entered).await?)
        }
    }
}
