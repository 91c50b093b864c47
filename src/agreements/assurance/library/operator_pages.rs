//! The answers of the operator's own as pages: which questions wait for words, and one answer with its second person.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::embedded::library;
use super::model::{self, NewAnswer};
use super::own::{OwnAnswer, State};
use crate::agreements::assurance::policy::{ReadLibrary, WriteLibrary};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::web::{Form, Query};

/// Where the answers stand.
const LIBRARY: &str = "/operator/library";

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config
        .service(show_own)
        .service(show_new)
        .service(send_new)
        .service(show_one)
        .service(send_one)
        .service(approve)
        .service(retire);
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/operator_library.html")]
struct OwnPage {
    shell: Shell,
    rows: Vec<OwnShown>,
    waiting: Vec<(String, String)>,
    count: String,
}

struct OwnShown {
    id: Uuid,
    question: String,
    tone: Tone,
    state: String,
    until: String,
}

#[get("/operator/library")]
async fn show_own(caller: Authorized<ReadLibrary>, shell: Shell) -> Result<HttpResponse, Error> {
    let (own, now, locale) = (actions::list(&caller).await?, caller.kernel().clock.now(), shell.texts.locale());
    let has_answer = |id: &str| own.iter().any(|own| own.entry.as_deref() == Some(id) && own.state != State::Retired);
    let waiting: Vec<(String, String)> = library()?
        .for_the_operator(locale)
        .filter(|(id, _)| !has_answer(id))
        .map(|(id, question)| (id.to_owned(), question.to_owned()))
        .collect();
    let row = |own: &OwnAnswer| {
        let (tone, key) = state_of(own, own.is_given(now));
        OwnShown {
            id: own.id,
            question: if locale == Locale::De { own.question_de.clone() } else { own.question_en.clone() },
            tone,
            state: shell.t(key),
            until: own.review_at.map_or_else(|| shell.t("word-none"), |at| shell.date(at)),
        }
    };
    let rows = own.iter().map(row).collect();
    respond(&OwnPage { rows, count: shell.tn("library-waiting", waiting.len()), waiting, shell })
}

/// The tone and the text of how far an answer is.
const fn state_of(own: &OwnAnswer, is_given: bool) -> (Tone, &'static str) {
    match (own.state, is_given) {
        (State::Draft, _) => (Tone::Warn, "library-state-draft"),
        (State::Approved, true) => (Tone::Ok, "library-state-approved"),
        (State::Approved, false) => (Tone::Bad, "library-state-overdue"),
        (State::Retired, _) => (Tone::None, "library-state-retired"),
    }
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/operator_answer.html")]
struct AnswerPage {
    shell: Shell,
    errors: FormErrors,
    title: String,
    /// Where the form posts to.
    address: String,
    entered: NewAnswer,
    /// Which revision is shown; none of what is new.
    revision: Option<i32>,
    entry: String,
    topics: Vec<(String, String)>,
    tone: Tone,
    state: String,
    facts: Vec<(String, String)>,
    edits: bool,
    approves: bool,
    /// It waits for somebody who wrote none of it.
    waits: bool,
    retires: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    entry: String,
}

#[get("/operator/library/new")]
async fn show_new(_caller: Authorized<WriteLibrary>, shell: Shell, wish: Query<Wish>) -> Result<HttpResponse, Error> {
    let entered = NewAnswer { entry: Some(wish.0.entry).filter(|entry| !entry.is_empty()), ..NewAnswer::default() };
    respond(&new_page(shell, FormErrors::none(), entered)?)
}

fn new_page(shell: Shell, errors: FormErrors, entered: NewAnswer) -> Result<AnswerPage, Error> {
    let locale = shell.texts.locale();
    let known = entered.entry.as_deref().and_then(|id| library().ok()?.for_the_operator(locale).find(|(known, _)| *known == id));
    Ok(AnswerPage {
        title: known.map_or_else(|| shell.t("library-new"), |(_, question)| question.to_owned()),
        address: LIBRARY.to_owned(),
        revision: None,
        entry: known.map(|(id, _)| id.to_owned()).unwrap_or_default(),
        topics: model::topics(locale)?,
        tone: Tone::None,
        state: String::new(),
        facts: Vec::new(),
        edits: true,
        approves: false,
        waits: false,
        retires: false,
        errors,
        entered,
        shell,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AnswerForm {
    entry: String,
    topic: String,
    question_en: String,
    question_de: String,
    answer_en: String,
    answer_de: String,
    revision: Option<i32>,
}

impl AnswerForm {
    fn read(self) -> NewAnswer {
        let Self { entry, topic, question_en, question_de, answer_en, answer_de, revision } = self;
        let entry = Some(entry).filter(|entry| !entry.is_empty());
        NewAnswer { entry, topic, question_en, question_de, answer_en, answer_de, revision }
    }
}

#[post("/operator/library")]
async fn send_new(caller: Authorized<WriteLibrary>, shell: Shell, form: Form<AnswerForm>) -> Result<HttpResponse, Error> {
    let entered = form.0.read();
    match actions::write(&caller, entered.clone()).await {
        Ok(written) => Ok(see_other_with(&format!("{LIBRARY}/{}", written.id), Tone::Ok, "flash-answer-written")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::of_form(shell.texts, "answer", error)?;
            respond_with(status, &new_page(shell, errors, entered)?)
        }
    }
}

#[get("/operator/library/{id}")]
async fn show_one(caller: Authorized<ReadLibrary>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, FormErrors::none(), *id, None).await?)
}

async fn one_page(
    caller: &SignedIn,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    entered: Option<NewAnswer>,
) -> Result<AnswerPage, Error> {
    let reader: Authorized<ReadLibrary> = caller.clone().authorize()?;
    let own = actions::get(&reader, id).await?;
    let names = actions::names(&reader, &own).await?;
    let (texts, now) = (shell.texts, caller.kernel().clock.now());
    let (tone, key) = state_of(&own, own.is_given(now));
    let may = caller.may::<WriteLibrary>() && own.state != State::Retired;
    let is_theirs = own.is_by(caller.session().user_id);
    Ok(AnswerPage {
        title: if texts.locale() == Locale::De { own.question_de.clone() } else { own.question_en.clone() },
        address: format!("{LIBRARY}/{id}"),
        entry: own.entry.clone().unwrap_or_default(),
        topics: model::topics(texts.locale())?,
        tone,
        state: texts.t(key),
        facts: facts(texts, &own, |id| names.get(&id).cloned().unwrap_or_else(|| texts.t("changes-contact-gone"))),
        edits: may,
        // Beside what was typed nobody sees what they would approve.
        approves: may && entered.is_none() && !is_theirs,
        waits: is_theirs && own.state == State::Draft,
        revision: entered.as_ref().and_then(|entered| entered.revision).or(Some(own.revision)),
        retires: may,
        entered: entered.unwrap_or_else(|| entered_of(&own)),
        errors,
        shell,
    })
}

fn entered_of(own: &OwnAnswer) -> NewAnswer {
    NewAnswer {
        entry: own.entry.clone(),
        topic: own.topic.clone(),
        question_en: own.question_en.clone(),
        question_de: own.question_de.clone(),
        answer_en: own.answer_en.clone(),
        answer_de: own.answer_de.clone(),
        revision: Some(own.revision),
    }
}

fn facts(texts: Texts, own: &OwnAnswer, name: impl Fn(Uuid) -> String) -> Vec<(String, String)> {
    let mut facts = vec![
        (texts.t("library-written-by"), name(own.written_by)),
        (texts.t("library-written-at"), texts.moment(own.written_at)),
    ];
    if let Some(first) = own.drafted_by.filter(|first| *first != own.written_by) {
        facts.insert(0, (texts.t("library-drafted-by"), name(first)));
    }
    if let (Some(by), Some(at)) = (own.approved_by, own.approved_at) {
        facts.push((texts.t("library-approved-by"), name(by)));
        facts.push((texts.t("library-approved-at"), texts.moment(at)));
    }
    facts.extend(own.review_at.map(|at| (texts.t("library-review-at"), texts.date(at))));
    facts
}

#[post("/operator/library/{id}")]
async fn send_one(
    caller: Authorized<WriteLibrary>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, Error> {
    let entered = form.0.read();
    let written = actions::rewrite(&caller, *id, entered.clone()).await;
    done(&caller, shell, *id, written, "flash-answer-written", Some(entered)).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ApprovalForm {
    revision: i32,
}

#[post("/operator/library/{id}/approval")]
async fn approve(
    caller: Authorized<WriteLibrary>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ApprovalForm>,
) -> Result<HttpResponse, Error> {
    let approved = actions::approve(&caller, *id, form.0.revision).await;
    done(&caller, shell, *id, approved, "flash-answer-approved", None).await
}

#[post("/operator/library/{id}/retirement")]
async fn retire(caller: Authorized<WriteLibrary>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let retired = actions::retire(&caller, *id).await;
    done(&caller, shell, *id, retired, "flash-answer-retired", None).await
}

async fn done(
    caller: &SignedIn,
    shell: Shell,
    id: Uuid,
    result: Result<OwnAnswer, Error>,
    flash: &'static str,
    entered: Option<NewAnswer>,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(_) => Ok(see_other_with(&format!("{LIBRARY}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            // Whoever was told that it is another text decides on that one; a wrong field changes nothing about what was read.
            let is_stale = error.code() == "changed-elsewhere";
            let entered = entered.map(|entered| NewAnswer { revision: entered.revision.filter(|_| !is_stale), ..entered });
            let errors = FormErrors::of_form(shell.texts, "answer", error)?;
            respond_with(status, &one_page(caller, shell, errors, id, entered).await?)
        }
    }
}
