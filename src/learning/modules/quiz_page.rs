//! The editor of a quiz: its title and rules on one side, its questions with the right answers on the other.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::model::{Module, Unit};
use super::policy::{ManageModules, ReadModules};
use super::quiz_unit::{self, QuizOverview};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::web::Form;
use crate::learning::quizzes::{Kind, QuestionCard, Settings, SettingsChange, card};

/// The rules as a form has them: numbers as they were typed, minutes instead of seconds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RulesForm {
    title: String,
    pass_percent: String,
    attempts_allowed: String,
    time_limit_min: String,
    shuffle_questions: Option<String>,
    shuffle_options: Option<String>,
    /// The title and rules that were changed.
    revision: Option<String>,
}

impl RulesForm {
    fn new(title: &str, settings: &Settings, revision: String) -> Self {
        let tick = |on: bool| on.then(|| "true".to_owned());
        let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
        Self {
            title: title.to_owned(),
            pass_percent: settings.pass_percent.to_string(),
            attempts_allowed: number(settings.attempts_allowed),
            time_limit_min: settings.time_limit_s.map(minutes).unwrap_or_default(),
            shuffle_questions: tick(settings.shuffle_questions),
            shuffle_options: tick(settings.shuffle_options),
            revision: Some(revision),
        }
    }

    /// The change it asks for. What is no number becomes one that no rule allows, so that all errors come at once.
    fn change(&self) -> SettingsChange {
        let number = |text: &str| text.trim().parse::<i64>().unwrap_or(-1);
        let limit = |text: &str| (!text.trim().is_empty()).then(|| number(text));
        let time = self.time_limit_min.trim();
        SettingsChange {
            pass_percent: Some(number(self.pass_percent.trim().trim_end_matches('%').trim_end())),
            attempts_allowed: Some(limit(&self.attempts_allowed)),
            time_limit_s: Some((!time.is_empty()).then(|| seconds(time).unwrap_or(-1))),
            shuffle_questions: Some(self.shuffle_questions.is_some()),
            shuffle_options: Some(self.shuffle_options.is_some()),
        }
    }
}

/// Seconds as minutes: whole ones, or with two places.
fn minutes(seconds: i32) -> String {
    if seconds % 60 == 0 { (seconds / 60).to_string() } else { format!("{:.2}", f64::from(seconds) / 60.0) }
}

/// Minutes, also with a point or a comma, as seconds.
fn seconds(minutes: &str) -> Option<i64> {
    let (whole, part) = minutes.split_once(['.', ',']).unwrap_or((minutes, "0"));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    let hundredths = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    Some((hundredths.checked_mul(60)? + 50) / 100)
}

#[derive(Template)]
#[template(path = "pages/quizzes/quiz.html")]
struct Editor {
    shell: Shell,
    may_manage: bool,
    quiz_id: Uuid,
    module: Module,
    unit: Unit,
    cards: Vec<QuestionCard>,
    points: i32,
    form: RulesForm,
    errors: FormErrors,
}

impl Editor {
    async fn read(caller: &Authorized<ReadModules>, shell: Shell, quiz_id: Uuid) -> Result<Self, Error> {
        let QuizOverview { module, unit, settings, revision, slots } = quiz_unit::overview(caller, quiz_id).await?;
        Ok(Self {
            may_manage: caller.may::<ManageModules>(),
            quiz_id,
            points: slots.iter().map(|slot| slot.points).sum(),
            cards: slots.iter().map(|slot| card(&shell, slot)).collect(),
            form: RulesForm::new(&unit.title, &settings, revision),
            errors: FormErrors::none(),
            shell,
            module,
            unit,
        })
    }

    /// `3 questions, 5 points in all`.
    fn sum(&self) -> String {
        let questions = i64::try_from(self.cards.len()).unwrap_or_default();
        let points = self.shell.tn("modules-question-points-count", self.points);
        self.shell.texts.tna("modules-questions-sum", questions, &[("points", &points)])
    }
}

/// The key of a kind's name: `modules-question-kind-single-choice`.
fn kind_key(kind: Kind) -> String {
    format!("modules-question-kind-{}", kind.as_str().replace('_', "-"))
}

#[get("/quizzes/{id}")]
pub async fn show(caller: Authorized<ReadModules>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&Editor::read(&caller, shell, *id).await?)
}

#[post("/quizzes/{id}")]
pub async fn save(
    caller: Authorized<ManageModules>,
    reader: Authorized<ReadModules>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<RulesForm>,
) -> Result<HttpResponse, Error> {
    let mut form = form.0;
    let changed = quiz_unit::update(&caller, *id, form.title.clone(), &form.change(), form.revision.as_ref()).await;
    let error = match changed {
        Ok(()) => return Ok(see_other_with(&format!("/quizzes/{id}"), Tone::Ok, "flash-quiz-saved")),
        Err(Error::Invalid(fields)) => Error::Invalid(fields.into_iter().map(as_in_form).collect()),
        Err(error) => error,
    };
    let refused = matches!(error, Error::Refused { .. });
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let page = Editor::read(&reader, shell, *id).await?;
    if refused {
        // What was typed stays here; saving it over the other rules is then a decision.
        form.revision.clone_from(&page.form.revision);
        return respond_with(StatusCode::CONFLICT, &Editor { form, errors, ..page });
    }
    respond_with(StatusCode::UNPROCESSABLE_ENTITY, &Editor { form, errors, ..page })
}

/// The form's name of a wrong field.
fn as_in_form(mut field: FieldError) -> FieldError {
    let name = field.field.trim_start_matches("settings.");
    field.field = if name == "time_limit_s" { "time_limit_min".to_owned() } else { name.to_owned() };
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_limit_is_typed_in_minutes() {
        for (typed, kept) in [("10", 600), ("0.5", 30), ("1,5", 90), ("1.67", 100)] {
            assert_eq!(seconds(typed), Some(kept), "{typed}");
        }
        for wrong in ["", "ten", "1.x", "-", "99999999999999999999"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        for kept in [30, 45, 90, 100, 3600, 86_400] {
            assert_eq!(seconds(&minutes(kept)), Some(kept.into()), "a limit survives its form");
        }
    }

    #[test]
    fn every_wrong_rule_of_a_form_is_named_at_once() {
        let form = RulesForm {
            pass_percent: "all".into(),
            attempts_allowed: "x".into(),
            time_limit_min: "y".into(),
            ..RulesForm::default()
        };
        let error = form.change().apply(&Settings::default()).unwrap_err();
        assert_eq!(error.fields().len(), 3);
        let fine = RulesForm { pass_percent: "70 %".into(), ..RulesForm::default() };
        assert_eq!(fine.change().apply(&Settings::default()).unwrap().pass_percent, 70);
    }
}
