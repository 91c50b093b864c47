//! One question of an attempt. Answers are saved while they are given; without a script, with the buttons.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::words::{self, Clock};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell};
use crate::kernel::web::{Form, Query};
use crate::learning::attempts::model::{Given, State};
use crate::learning::attempts::policy::Learn;
use crate::learning::attempts::study::{self, Names};
use crate::learning::attempts::view::{Attempt, SlotView};
use crate::learning::attempts::{answer, start};
use crate::learning::quizzes::{Kind, ShownOption};

#[derive(Template)]
#[template(path = "pages/learn/question.html")]
struct Page {
    shell: Shell,
    attempt: Attempt,
    names: Names,
    at: usize,
    now: DateTime<Utc>,
    errors: FormErrors,
    stale: bool,
    typed: Option<String>,
}

/// Which question is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    q: Option<usize>,
}

/// An answer out of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The number of the newest answer when the form was made.
    seen: i64,
    option_ids: Vec<Uuid>,
    text: Option<String>,
    boolean: Option<bool>,
    flagged: bool,
    /// Set by browsers without a script.
    plain: bool,
    /// The question to go to, or `review`.
    go: String,
}

impl Page {
    fn slot(&self) -> Option<&SlotView> {
        self.attempt.slots.get(self.at)
    }

    fn number(&self) -> usize {
        self.at + 1
    }

    fn total(&self) -> usize {
        self.attempt.slots.len()
    }

    fn head(&self, slot: &SlotView) -> String {
        let (n, total) = (self.number().to_string(), self.total().to_string());
        let place = self.shell.ta("learn-quiz-question-of", &[("n", n.as_str()), ("total", total.as_str())]);
        let kind = match slot.kind {
            Kind::SingleChoice => "learn-quiz-kind-single-choice",
            Kind::MultipleResponse => "learn-quiz-kind-multiple-response",
            Kind::TrueFalse => "learn-quiz-kind-true-false",
            Kind::ShortText => "learn-quiz-kind-short-text",
            Kind::Number => "learn-quiz-kind-number",
        };
        format!("{place} · {} · {}", self.shell.tn("learn-quiz-points", slot.points), self.shell.t(kind))
    }

    fn place(&self) -> String {
        let (n, total) = (self.number().to_string(), self.total().to_string());
        self.shell.ta("learn-quiz-question-of", &[("n", n.as_str()), ("total", total.as_str())])
    }

    fn attempt_number(&self) -> String {
        self.shell.ta("learn-quiz-attempt-number", &[("n", self.attempt.number.to_string().as_str())])
    }

    fn is_picked(&self, slot: &SlotView, option: &ShownOption) -> bool {
        let answer = slot.answer.as_ref().and_then(|answer| answer.answer.option_ids.as_ref());
        answer.is_some_and(|picked| picked.contains(&option.id))
    }

    fn says(&self, slot: &SlotView, word: bool) -> bool {
        let answer = slot.answer.as_ref().map(|answer| &answer.answer);
        let by_option =
            answer.and_then(|answer| answer.only_option()).and_then(|id| slot.options.iter().position(|option| option.id == id));
        answer.and_then(|answer| answer.boolean).or_else(|| by_option.map(|at| at == 0)) == Some(word)
    }

    fn text(&self, slot: &SlotView) -> String {
        if let Some(typed) = &self.typed {
            return typed.clone();
        }
        let Some(answer) = slot.answer.as_ref().map(|answer| &answer.answer) else { return String::new() };
        answer.text.clone().or_else(|| answer.number.map(|number| number.to_string())).unwrap_or_default()
    }

    fn letter(&self, at: &usize) -> String {
        u8::try_from(*at).ok().filter(|at| *at < 26).map(|at| char::from(b'A' + at).to_string()).unwrap_or_default()
    }

    /// What a screen reader hears of a question in the map.
    fn heard(&self, at: &usize, slot: &SlotView) -> String {
        let mut words = Vec::with_capacity(3);
        if *at == self.at {
            words.push(self.shell.t("learn-map-current"));
        }
        words.push(self.shell.t(if slot.is_answered() { "learn-map-answered" } else { "learn-map-open" }));
        if slot.is_flagged() {
            words.push(self.shell.t("learn-map-flagged"));
        }
        words.join(", ")
    }

    fn is_current(&self, at: &usize) -> bool {
        *at == self.at
    }

    fn answered(&self) -> usize {
        self.attempt.slots.iter().filter(|slot| slot.is_answered()).count()
    }

    fn flagged(&self) -> usize {
        self.attempt.slots.iter().filter(|slot| slot.is_flagged()).count()
    }

    fn open(&self) -> usize {
        self.total() - self.answered()
    }

    fn counted(&self, key: &str, n: usize) -> String {
        self.shell.ta(key, &[("n", n.to_string().as_str())])
    }

    fn hint(&self) -> String {
        match self.attempt.deadline {
            Some(end) => self.shell.ta("learn-quiz-hint-until", &[("time", words::time(&self.shell, end).as_str())]),
            None => self.shell.t("learn-quiz-hint"),
        }
    }

    fn clock(&self) -> Option<Clock> {
        words::clock(&self.shell, self.attempt.deadline, self.now)
    }
}

/// Starts an attempt, or opens the one that is running.
#[post("/quizzes/{id}/attempts")]
pub async fn begin(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let (attempt, _) = start(&caller, *id).await?;
    Ok(html::see_other(&format!("/attempts/{}", attempt.id)))
}

#[get("/attempts/{id}")]
pub async fn page(
    caller: Authorized<Learn>,
    shell: Shell,
    id: web::Path<Uuid>,
    place: Query<Place>,
) -> Result<HttpResponse, Error> {
    let attempt = start::get(&caller, *id).await?;
    if attempt.state != State::InProgress {
        return Ok(html::see_other(&format!("/attempts/{id}/result")));
    }
    let now = caller.kernel().clock.now();
    // Without a number: the first question that has no answer.
    let first_open = || attempt.slots.iter().position(|slot| !slot.is_answered()).unwrap_or_default();
    let at = place.0.q.and_then(|q| q.checked_sub(1)).filter(|at| *at < attempt.slots.len()).unwrap_or_else(first_open);
    let names = study::names(&caller, attempt.module_id, attempt.unit_id).await?;
    html::respond(&Page { shell, attempt, names, at, now, errors: FormErrors::none(), stale: false, typed: None })
}

#[post("/attempts/{id}/answers/{slot}")]
pub async fn save(
    caller: Authorized<Learn>,
    shell: Shell,
    place: web::Path<(Uuid, i32)>,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, Error> {
    let (id, slot) = place.into_inner();
    let form = form.0;
    let given = Given {
        option_ids: (!form.option_ids.is_empty()).then_some(form.option_ids),
        text: form.text.clone(),
        boolean: form.boolean,
        flagged: form.flagged,
        ..Given::default()
    };
    let stale = match answer::save_form(&caller, id, slot, given, form.seen, !form.plain).await {
        Ok(()) => return Ok(html::see_other(&next(id, &form.go))),
        Err(Error::Refused { code: "attempt-ended", .. }) => return Ok(html::see_other(&format!("/attempts/{id}/result"))),
        Err(Error::Refused { code: "stale-answer", .. }) => None,
        Err(error) => Some(FormErrors::try_from_error(shell.texts, error)?),
    };
    let attempt = start::get(&caller, id).await?;
    let at = usize::try_from(slot - 1).unwrap_or_default();
    let now = caller.kernel().clock.now();
    let status = if stale.is_none() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let typed = stale.is_some().then_some(form.text).flatten();
    let names = study::names(&caller, attempt.module_id, attempt.unit_id).await?;
    html::respond_with(
        status,
        &Page { shell, attempt, names, at, now, stale: stale.is_none(), errors: stale.unwrap_or_default(), typed },
    )
}

fn next(id: Uuid, go: &str) -> String {
    match go.parse::<usize>() {
        Ok(question) => format!("/attempts/{id}?q={question}"),
        Err(_) => format!("/attempts/{id}/submission"),
    }
}
