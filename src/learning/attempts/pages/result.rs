//! How an attempt ended, question by question.

use actix_web::{HttpResponse, get, web};
use askama::Template;
use uuid::Uuid;

use super::words;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::learning::attempts::policy::Learn;
use crate::learning::attempts::result;
use crate::learning::attempts::review::{Answered, Mark, Reviewed};
use crate::learning::attempts::study::{self, Names};
use crate::learning::quizzes::{Kind, ShownOption};

#[derive(Template)]
#[template(path = "pages/learn/result.html")]
struct Page {
    shell: Shell,
    reviewed: Reviewed,
    names: Names,
}

impl Page {
    fn tone(&self) -> &'static str {
        if self.reviewed.result.passed { "ok" } else { "warn" }
    }

    fn sentence(&self) -> String {
        let result = &self.reviewed.result;
        let key = if result.passed { "learn-result-passed-text" } else { "learn-result-failed-text" };
        self.shell.ta(
            key,
            &[
                ("percent", self.shell.percent(result.percent).as_str()),
                ("pass", self.shell.percent(result.pass_percent).as_str()),
            ],
        )
    }

    fn score(&self) -> String {
        let result = &self.reviewed.result;
        self.of("learn-result-question-points", "points", result.score, result.max_score)
    }

    fn of(&self, key: &str, name: &str, some: f64, all: f64) -> String {
        let (some, all) = (words::points(&self.shell, some), words::points(&self.shell, all));
        self.shell.ta(key, &[(name, some.as_str()), ("max", all.as_str())])
    }

    fn points(&self, answered: &Answered) -> String {
        self.of("learn-result-question-points", "points", answered.score, f64::from(answered.question.points))
    }

    fn handed_in(&self) -> String {
        let at = self.reviewed.result.finished_at;
        let key = if self.reviewed.result.ran_out { "learn-result-expired" } else { "learn-result-handed-in" };
        let (date, time) = (self.shell.due_date(at), words::time(&self.shell, at));
        self.shell.ta(key, &[("date", date.as_str()), ("time", time.as_str())])
    }

    fn took(&self) -> String {
        let result = &self.reviewed.result;
        self.shell.duration((result.finished_at - result.started_at).num_seconds())
    }

    fn may_try_again(&self) -> bool {
        !self.reviewed.result.passed && self.reviewed.running_id.is_none() && self.reviewed.attempts_left != Some(0)
    }

    /// What comes after an attempt that was not passed.
    fn what_now(&self) -> Option<String> {
        match self.reviewed.attempts_left {
            _ if self.reviewed.result.passed => None,
            _ if self.reviewed.running_id.is_some() => Some(self.shell.t("learn-result-running")),
            Some(0) => Some(self.shell.t("refused-no-attempts-left")),
            Some(left) => Some(self.shell.tn("learn-quiz-intro-attempts-left", left)),
            None => Some(self.shell.t("learn-quiz-intro-attempts-free")),
        }
    }

    fn mark(&self, answered: &Answered) -> (&'static str, String) {
        let (tone, key) = match answered.mark {
            Mark::Right => ("ok", "learn-result-question-right"),
            Mark::Partly => ("warn", "learn-result-question-partly"),
            Mark::Wrong => ("bad", "learn-result-question-wrong"),
            Mark::Empty => ("none", "learn-result-question-empty"),
        };
        (tone, self.shell.t(key))
    }

    fn is_choice(&self, answered: &Answered) -> bool {
        matches!(answered.question.kind, Kind::SingleChoice | Kind::MultipleResponse)
    }

    fn is_picked(&self, answered: &Answered, option: &ShownOption) -> bool {
        let picked = answered.question.answer.as_ref().and_then(|answer| answer.answer.option_ids.as_ref());
        picked.is_some_and(|picked| picked.contains(&option.id))
    }

    fn is_right(&self, answered: &Answered, option: &ShownOption) -> bool {
        answered.right.as_ref().and_then(|right| right.option_ids.as_ref()).is_some_and(|right| right.contains(&option.id))
    }

    fn word(&self, yes: bool) -> String {
        self.shell.t(if yes { "learn-quiz-true" } else { "learn-quiz-false" })
    }

    /// What was answered, of a question without options of its own.
    fn given(&self, answered: &Answered) -> Option<String> {
        let question = &answered.question;
        let answer = &question.answer.as_ref()?.answer;
        let by_option =
            answer.only_option().and_then(|id| question.options.iter().position(|option| option.id == id)).map(|at| at == 0);
        match question.kind {
            Kind::TrueFalse => answer.boolean.or(by_option).map(|yes| self.word(yes)),
            _ => answer.text.clone().or_else(|| answer.number.map(|number| number.to_string())),
        }
    }

    /// What would have been right, of a question without options of its own.
    fn right(&self, answered: &Answered) -> Option<String> {
        let right = answered.right.as_ref()?;
        let accepted = right.accepted.as_ref().map(|accepted| accepted.join(" / "));
        right.boolean.map(|yes| self.word(yes)).or(accepted).or_else(|| right.value.map(|value| value.to_string()))
    }
}

#[get("/attempts/{id}/result")]
pub async fn page(caller: Authorized<Learn>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    match result(&caller, *id).await {
        Ok(reviewed) => {
            let names = study::names(&caller, reviewed.result.module_id, reviewed.result.unit_id).await?;
            html::respond(&Page { shell, reviewed, names })
        }
        Err(Error::Refused { code: "attempt-open", .. }) => Ok(html::see_other(&format!("/attempts/{id}"))),
        Err(error) => Err(error),
    }
}
