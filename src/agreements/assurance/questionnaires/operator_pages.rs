//! The pages for the operator's staff: what was handed in with its age, and one questionnaire question by question.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Acceptances, NewDecision, State, Step, Verdict};
use super::{operator, shown};
use crate::agreements::assurance::policy::AnswerQuestionnaires;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// Where questionnaires that were handed in stand.
const DESK: &str = "/operator/questionnaires";
/// A questionnaire that waits for so many days is shown as late: a controller's own deadline is mostly two weeks.
const LATE_DAYS: i64 = 10;

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_desk).service(show_handed_in).service(take).service(decide).service(accept).service(finish);
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/operator_questionnaires.html")]
struct DeskPage {
    shell: Shell,
    rows: Vec<RowShown>,
}

struct RowShown {
    id: Uuid,
    tenant: String,
    tone: Tone,
    state: String,
    questions: String,
    submitted: String,
    age: String,
    is_late: bool,
}

#[get("/operator/questionnaires")]
async fn show_desk(caller: Authorized<AnswerQuestionnaires>, shell: Shell) -> Result<HttpResponse, Error> {
    let rows = operator::list(&caller).await?.into_iter().map(|one| {
        let (tone, state) = shown::state(shell.texts, one.state);
        RowShown {
            id: one.id,
            tenant: one.tenant,
            tone,
            state,
            questions: shell.number(one.questions),
            submitted: one.submitted_at.map(|at| shell.date(at)).unwrap_or_default(),
            age: shell.tn("count-days", one.age_days),
            is_late: !one.state.has_answers() && one.age_days >= LATE_DAYS,
        }
    });
    respond(&DeskPage { rows: rows.collect(), shell })
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/operator_questionnaire.html")]
struct HandedInPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    title: String,
    tenant: String,
    tone: Tone,
    state: String,
    facts: Vec<(String, String)>,
    stats: Vec<(String, i64)>,
    progress: String,
    reviewed: i64,
    all: i64,
    items: Vec<shown::ItemShown>,
    /// The questions of the library that have an answer.
    entries: Vec<(String, String)>,
    takes: bool,
    decides: bool,
    /// Whether an answer can be ticked.
    accepts: bool,
    finishes: bool,
    only_open: bool,
    /// Where in the questionnaire this is, for the forms: after a fault the same part is shown again.
    all_shown: bool,
    after: String,
    first: String,
    next: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    all: bool,
}

#[get("/operator/questionnaires/{id}")]
async fn show_handed_in(
    caller: Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let looked = Looked { id: *id, all: filter.0.all, paging: paging.0, ..Looked::default() };
    respond(&page(&caller, shell, &processor, FormErrors::none(), looked).await?)
}

/// Which part of a questionnaire is looked at, and what was entered there.
#[derive(Default)]
struct Looked {
    id: Uuid,
    all: bool,
    paging: Paging,
    typed: Option<(Uuid, shown::Typed)>,
    ticked: Vec<Uuid>,
}

impl Looked {
    fn at(id: Uuid, all: bool, after: String) -> Self {
        let after = Some(after).filter(|after| !after.is_empty());
        Self { id, all, paging: Paging { after, ..Paging::default() }, ..Self::default() }
    }
}

async fn page(
    caller: &Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: &Processor,
    errors: FormErrors,
    looked: Looked,
) -> Result<HandedInPage, Error> {
    let Looked { id, all, paging, mut typed, ticked } = looked;
    let (tenant, one, counts) = operator::get(caller, id).await?;
    let only_open = !all && one.state == State::InReview;
    let (found, given) = operator::items(caller, processor, id, only_open, &paging).await?;
    let texts = shell.texts;
    let (tone, state) = shown::state(texts, one.state);
    let address = format!("{DESK}/{id}?all={all}");
    let reviewed = [("reviewed", counts.reviewed.to_string()), ("all", counts.all.to_string())];
    let reviewed: Vec<(&str, &str)> = reviewed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut entries = vec![(String::new(), texts.t("questionnaires-choose-none"))];
    entries.extend(given.into_iter().filter(|given| given.answer.is_some()).map(|given| (given.id, given.question)));
    let items: Vec<shown::ItemShown> = found
        .items
        .into_iter()
        .map(|item| {
            let (is_ticked, typed) = (ticked.contains(&item.id), typed.take_if(|(of, _)| *of == item.id));
            shown::ItemShown { is_ticked, typed: typed.map(|(_, typed)| typed), ..shown::item(texts, item, true) }
        })
        .collect();
    let decides = one.state.may(Step::Decide);
    Ok(HandedInPage {
        errors,
        id,
        title: one.name.clone(),
        tenant: tenant.name,
        tone,
        state,
        facts: shown::facts(texts, &one),
        stats: shown::stats(texts, counts, one.state.has_answers()),
        progress: texts.ta("questionnaires-reviewed", &reviewed),
        reviewed: counts.reviewed,
        all: counts.all,
        accepts: decides && items.iter().any(|item| item.can_accept),
        items,
        all_shown: all,
        after: paging.after.clone().unwrap_or_default(),
        entries,
        takes: one.state.may(Step::Take),
        decides,
        finishes: one.state.may(Step::Finish) && counts.reviewed == counts.all,
        only_open,
        first: if paging.after.is_some() { address.clone() } else { String::new() },
        next: found.next.map(|after| format!("{address}&after={}", encode(&after))).unwrap_or_default(),
        shell,
    })
}

#[post("/operator/questionnaires/{id}/taking")]
async fn take(
    caller: Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let taken = operator::take(&caller, *id).await;
    done(&caller, shell, &processor, Looked { id: *id, ..Looked::default() }, taken, "flash-questionnaire-taken").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DecisionForm {
    decision: String,
    entry: String,
    answer: String,
    reason: String,
    all: bool,
    after: String,
}

#[post("/operator/questionnaires/{id}/items/{item_id}/decision")]
async fn decide(
    caller: Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    ids: web::Path<(Uuid, Uuid)>,
    form: Form<DecisionForm>,
) -> Result<HttpResponse, Error> {
    let ids = ids.into_inner();
    let DecisionForm { decision, entry, answer, reason, all, after } = form.0;
    let typed = shown::Typed { entry: entry.clone(), answer: answer.clone(), reason: reason.clone() };
    let decided = match Verdict::parse(&decision) {
        Some(decision) => operator::decide(&caller, &processor, ids, NewDecision { decision, entry, answer, reason }).await,
        None => Err(Error::invalid("decision", "required", "Say what is decided.")),
    };
    let looked = Looked { typed: Some((ids.1, typed)), ..Looked::at(ids.0, all, after) };
    done(&caller, shell, &processor, looked, decided, "flash-questionnaire-decided").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AcceptForm {
    item_ids: Vec<Uuid>,
    all: bool,
    after: String,
}

#[post("/operator/questionnaires/{id}/acceptances")]
async fn accept(
    caller: Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    form: Form<AcceptForm>,
) -> Result<HttpResponse, Error> {
    let AcceptForm { item_ids, all, after } = form.0;
    let accepted = operator::accept(&caller, &processor, *id, Acceptances { item_ids: item_ids.clone() }).await;
    let looked = Looked { ticked: item_ids, ..Looked::at(*id, all, after) };
    done(&caller, shell, &processor, looked, accepted, "flash-questionnaire-decided").await
}

#[post("/operator/questionnaires/{id}/answers")]
async fn finish(
    caller: Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let finished = operator::finish(&caller, *id).await;
    done(&caller, shell, &processor, Looked { id: *id, ..Looked::default() }, finished, "flash-questionnaire-answered").await
}

/// Goes on to the questionnaire, or shows its page once more with what is wrong and what was typed.
async fn done(
    caller: &Authorized<AnswerQuestionnaires>,
    shell: Shell,
    processor: &Processor,
    looked: Looked,
    result: Result<(), Error>,
    flash: &'static str,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(()) => Ok(see_other_with(&format!("{DESK}/{}", looked.id), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &page(caller, shell, processor, errors, looked).await?)
        }
    }
}
