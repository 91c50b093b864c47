//! The pages for the operator's staff: who waits and for how long, and one meeting with its next step.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{NewAction, NewMinutes, NewProposal, Step};
use super::operator;
use super::pages::calendar;
use super::shown::{ActionShown, EarlierShown, agreed, earlier, facts, state_of};
use super::view::Meeting;
use crate::agreements::assurance::policy::HoldReviews;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, local_moment, respond, respond_with, see_other_with};
use crate::kernel::web::Form;

/// Where meetings with customers stand.
const DESK: &str = "/operator/reviews";
/// Whoever waits for so many days is shown as waiting too long.
const LATE_DAYS: i64 = 7;
/// The form has room for so many times, and for so many actions.
const TIMES: usize = 3;
const ACTIONS: usize = 6;

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_desk).service(show_asked).service(propose).service(hold).service(minute).service(call_off);
    config.service(end_action).service(take_theirs);
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/operator_reviews.html")]
struct DeskPage {
    shell: Shell,
    rows: Vec<RowShown>,
}

struct RowShown {
    id: Uuid,
    tenant: String,
    title: String,
    tone: Tone,
    state: String,
    at: String,
    waits: String,
    is_late: bool,
    open: String,
}

#[get("/operator/reviews")]
async fn show_desk(caller: Authorized<HoldReviews>, shell: Shell) -> Result<HttpResponse, Error> {
    let none = "–".to_owned();
    let rows = operator::list(&caller).await?.into_iter().map(|one| {
        let (tone, state) = state_of(shell.texts, one.state);
        RowShown {
            id: one.id,
            tenant: one.tenant,
            title: one.year.to_string(),
            tone,
            state,
            at: one.starts_at.map_or_else(|| shell.t("reviews-not-set"), |at| shell.moment(at)),
            waits: one.waiting_days.map_or_else(|| none.clone(), |days| shell.tn("count-days", days)),
            is_late: one.waiting_days.is_some_and(|days| days >= LATE_DAYS),
            open: match (one.open_actions, one.late_actions) {
                (0, _) => none.clone(),
                (open, 0) => shell.number(open),
                (open, late) => shell.ta("reviews-actions-late", &[("open", &open.to_string()), ("late", &late.to_string())]),
            },
        }
    });
    respond(&DeskPage { rows: rows.collect(), shell })
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/operator_review.html")]
struct AskedPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    title: String,
    tenant: String,
    tone: Tone,
    state: String,
    facts: Vec<(String, String)>,
    times: Vec<String>,
    zone: String,
    minutes: String,
    participants: String,
    remarks: String,
    agreed: Vec<ActionShown>,
    earlier: Vec<EarlierShown>,
    proposes: bool,
    holds: bool,
    minutes_open: bool,
    cancels: bool,
    has_invitation: bool,
    entered: Entered,
}

/// What stands in the forms.
#[derive(Default)]
struct Entered {
    times: Vec<String>,
    minutes_long: String,
    place: String,
    participants: String,
    minutes: String,
    actions: Vec<(String, String, String)>,
    reason: String,
}

impl Entered {
    fn of(meeting: &Meeting) -> Self {
        let action = |one: &super::view::Action| (one.task.clone(), one.owner.clone(), one.due_at.date_naive().to_string());
        Self {
            minutes_long: meeting.minutes_long.to_string(),
            place: meeting.place.clone().unwrap_or_default(),
            participants: meeting.participants.clone().unwrap_or_default(),
            minutes: meeting.minutes.clone().unwrap_or_default(),
            actions: meeting.actions.iter().map(action).collect(),
            ..Self::default()
        }
    }

    /// With empty lines to fill.
    fn roomy(mut self) -> Self {
        self.times.resize(TIMES.max(self.times.len()), String::new());
        let lines = ACTIONS.max(self.actions.len() + 1);
        self.actions.resize(lines, (String::new(), String::new(), String::new()));
        self
    }
}

#[get("/operator/reviews/{id}")]
async fn show_asked(caller: Authorized<HoldReviews>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&page(&caller, shell, FormErrors::none(), *id, None).await?)
}

async fn page(
    caller: &Authorized<HoldReviews>,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    entered: Option<Entered>,
) -> Result<AskedPage, Error> {
    let (tenant, meeting) = operator::get(caller, id).await?;
    let (tone, state) = state_of(shell.texts, meeting.state);
    let now = caller.kernel().clock.now();
    let has_started = meeting.starts_at.is_some_and(|at| at <= now);
    Ok(AskedPage {
        errors,
        id,
        title: shell.ta("reviews-title", &[("year", &meeting.year.to_string())]),
        tenant: tenant.name,
        tone,
        state,
        facts: facts(&shell, &meeting),
        times: meeting.proposals.iter().map(|at| shell.moment_here(at)).collect(),
        zone: shell.ta("changes-zone", &[("zone", shell.zone.name())]),
        agreed: agreed(&shell, &meeting, now, true),
        minutes: meeting.minutes.clone().unwrap_or_default(),
        participants: meeting.participants.clone().unwrap_or_default(),
        remarks: meeting.comment.clone().unwrap_or_default(),
        earlier: earlier(&shell, &meeting),
        proposes: meeting.state.may(Step::Propose),
        holds: meeting.state.may(Step::Hold) && has_started,
        minutes_open: meeting.state.may(Step::Minute),
        cancels: meeting.state.may(Step::Cancel),
        has_invitation: meeting.starts_at.is_some(),
        entered: entered.unwrap_or_else(|| Entered::of(&meeting)).roomy(),
        shell,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProposalForm {
    time: Vec<String>,
    minutes_long: String,
    place: String,
}

#[post("/operator/reviews/{id}/proposal")]
async fn propose(
    caller: Authorized<HoldReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ProposalForm>,
) -> Result<HttpResponse, Error> {
    let ProposalForm { time, minutes_long, place } = form.0;
    let zone = shell.zone;
    let written: Vec<&String> = time.iter().filter(|time| !time.trim().is_empty()).collect();
    let times: Vec<_> = written.iter().filter_map(|text| local_moment(text, zone)).collect();
    let proposed = match times.len() == written.len() {
        false => Err(Error::invalid("times", "time-format", "Give each time as a day and a time.")),
        true => {
            let minutes_long = minutes_long.trim().parse().unwrap_or_default();
            operator::propose(&caller, *id, NewProposal { times, minutes_long, place: place.clone() }).await
        }
    };
    let entered = Entered { times: time, minutes_long, place, ..Entered::default() };
    done(&caller, shell, *id, proposed, "flash-review-proposed", entered).await
}

#[post("/operator/reviews/{id}/holding")]
async fn hold(caller: Authorized<HoldReviews>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let held = operator::hold(&caller, *id).await;
    done(&caller, shell, *id, held, "flash-review-held", Entered::default()).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MinutesForm {
    participants: String,
    minutes: String,
    task: Vec<String>,
    owner: Vec<String>,
    due: Vec<String>,
}

#[post("/operator/reviews/{id}/minutes")]
async fn minute(
    caller: Authorized<HoldReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<MinutesForm>,
) -> Result<HttpResponse, Error> {
    let MinutesForm { participants, minutes, task, owner, due } = form.0;
    let get = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
    let lines = (0..task.len().max(owner.len()).max(due.len())).map(|at| (get(&task, at), get(&owner, at), get(&due, at)));
    let is_filled = |(task, owner, due): &(String, String, String)| ![task, owner, due].iter().all(|text| text.trim().is_empty());
    let lines: Vec<_> = lines.filter(is_filled).collect();
    let action = |(task, owner, due): &(String, String, String)| NewAction {
        task: task.clone(),
        owner: owner.clone(),
        due_on: NaiveDate::parse_from_str(due.trim(), "%Y-%m-%d").ok(),
    };
    let new =
        NewMinutes { participants: participants.clone(), minutes: minutes.clone(), actions: lines.iter().map(action).collect() };
    let minuted = operator::minute(&caller, *id, new).await;
    let entered = Entered { participants, minutes, actions: lines, ..Entered::default() };
    done(&caller, shell, *id, minuted, "flash-review-minuted", entered).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CancelForm {
    reason: String,
}

#[post("/operator/reviews/{id}/cancellation")]
async fn call_off(
    caller: Authorized<HoldReviews>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<CancelForm>,
) -> Result<HttpResponse, Error> {
    let reason = form.0.reason;
    let cancelled = operator::cancel(&caller, *id, &reason).await;
    done(&caller, shell, *id, cancelled, "flash-review-cancelled", Entered { reason, ..Entered::default() }).await
}

#[post("/operator/reviews/{id}/actions/{action_id}/completion")]
async fn end_action(caller: Authorized<HoldReviews>, shell: Shell, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let ids = ids.into_inner();
    let ended = operator::done(&caller, ids).await;
    done(&caller, shell, ids.0, ended, "flash-review-action-done", Entered::default()).await
}

#[get("/operator/reviews/{id}/invitation.ics")]
async fn take_theirs(
    caller: Authorized<HoldReviews>,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    Ok(calendar(operator::invitation(&caller, &processor, *id).await?))
}

/// Goes on to the meeting, or shows its page once more with what is wrong and what was typed.
async fn done(
    caller: &Authorized<HoldReviews>,
    shell: Shell,
    id: Uuid,
    result: Result<Meeting, Error>,
    flash: &'static str,
    entered: Entered,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(_) => Ok(see_other_with(&format!("{DESK}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &page(caller, shell, errors, id, Some(entered)).await?)
        }
    }
}
