//! Writing a question: one form per kind, by keyboard and without JavaScript.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::actions;
use super::draft::{Draft, MOST_OPTIONS, OptionDraft};
use super::model::{QuestionView, SlotForAttempt, Step};
use super::policy::ManageQuizzes;
use super::question::{Body, Kind};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other, see_other_with};
use crate::kernel::markdown::markdown;
use crate::kernel::web::{Form, Query};

/// Rows a new choice offers.
const USUAL_ROWS: usize = 4;

/// The pages of this capability. The quiz itself is edited as a unit of its module.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(new).service(create).service(edit).service(save).service(step).service(remove);
}

/// A question in the editor of its quiz: rendered, with the right answers.
pub struct QuestionCard {
    /// The question.
    pub id: Uuid,
    /// Its kind.
    pub kind: Kind,
    /// What is asked, as harmless HTML.
    pub stem_html: String,
    /// What it is worth.
    pub points: i32,
    /// Each answer as harmless HTML, and whether it is right.
    pub answers: Vec<(String, bool)>,
    /// What learners read afterwards, as harmless HTML.
    pub feedback_html: String,
}

/// The card of a question.
#[must_use]
pub fn card(shell: &Shell, slot: &SlotForAttempt) -> QuestionCard {
    let question = &slot.question;
    let text = |text: &str| askama::filters::escape(text, askama::filters::Html).map(|safe| safe.to_string()).unwrap_or_default();
    let answers = match &question.body {
        Body::SingleChoice { options } | Body::MultipleResponse { options } => {
            let shown = question.shown().options;
            shown.into_iter().zip(options).map(|(shown, option)| (shown.text_html, option.correct)).collect()
        }
        Body::TrueFalse { answer, .. } => {
            vec![(shell.t("modules-question-true"), *answer), (shell.t("modules-question-false"), !*answer)]
        }
        Body::ShortText { accepted, .. } => accepted.iter().map(|spelling| (text(spelling), true)).collect(),
        Body::Number { value, tolerance } if tolerance.is_zero() => vec![(value.to_string(), true)],
        Body::Number { value, tolerance } => {
            let (value, tolerance) = (value.to_string(), tolerance.to_string());
            vec![(shell.ta("modules-question-plus-minus", &[("value", &value), ("tolerance", &tolerance)]), true)]
        }
    };
    QuestionCard {
        id: slot.question_id,
        kind: question.kind(),
        stem_html: markdown(&question.stem_md),
        points: question.points,
        answers,
        feedback_html: question.feedback_html(),
    }
}

/// A question as the form has it: numbers as they were typed, one entry per row of an option.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct QuestionForm {
    kind: String,
    stem_md: String,
    points: String,
    feedback_md: String,
    option_row: Vec<String>,
    option_text: Vec<String>,
    correct: Vec<String>,
    truth: String,
    accepted: String,
    case_sensitive: Option<String>,
    value: String,
    tolerance: String,
    /// The version that was changed; of a new question none.
    version: Option<i32>,
    then: String,
}

impl QuestionForm {
    fn empty(kind: Kind) -> Self {
        Self { kind: kind.as_str().to_owned(), points: "1".to_owned(), tolerance: "0".to_owned(), ..Self::default() }
    }

    fn of(view: &QuestionView) -> Self {
        let mut form = Self::empty(view.kind);
        form.stem_md.clone_from(&view.stem_md);
        form.version = Some(view.version);
        form.points = view.points.to_string();
        form.feedback_md.clone_from(&view.feedback_md);
        for (at, option) in view.options.iter().flatten().enumerate() {
            form.option_row.push(at.to_string());
            form.option_text.push(option.text_md.clone());
            form.correct.extend(option.correct.then(|| at.to_string()));
        }
        form.truth = view.correct.map(|correct| correct.to_string()).unwrap_or_default();
        form.accepted = view.accepted.clone().unwrap_or_default().join("\n");
        form.case_sensitive = view.case_sensitive.filter(|on| *on).map(|_| "true".to_owned());
        form.value = view.value.map(|value| value.to_string()).unwrap_or_default();
        form.tolerance = view.tolerance.map(|value| value.to_string()).unwrap_or_default();
        form
    }

    /// The rows that say something: an empty one that is not marked is none.
    fn options(&self) -> Vec<OptionDraft> {
        let rows = self.option_row.iter().zip(&self.option_text);
        let read = |(row, text): (&String, &String)| OptionDraft {
            id: None,
            text_md: text.trim().to_owned(),
            correct: self.correct.contains(row),
        };
        rows.map(read).filter(|option| option.correct || !option.text_md.is_empty()).collect()
    }

    /// The rows to show: those that say something, and some to fill in.
    fn rows(&self) -> Vec<OptionDraft> {
        let mut rows = self.options();
        let wanted = USUAL_ROWS.max(rows.len() + 1).min(MOST_OPTIONS).max(rows.len());
        rows.resize_with(wanted, OptionDraft::default);
        rows
    }

    /// What it asks for. What is no number becomes one that is refused, so that all errors come at once.
    fn draft(&self) -> Draft {
        let kind = Kind::parse(&self.kind);
        let choice = matches!(kind, Some(Kind::SingleChoice | Kind::MultipleResponse));
        let lines = || self.accepted.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let typed = |text: &str, otherwise: &str| Value::String(if text.trim().is_empty() { otherwise } else { text }.to_owned());
        Draft {
            kind: Some(self.kind.clone()),
            stem_md: Some(self.stem_md.clone()),
            points: Some(self.points.trim().parse().unwrap_or_default()),
            feedback_md: Some(self.feedback_md.clone()),
            options: choice.then(|| self.options()),
            accepted: (kind == Some(Kind::ShortText)).then(lines),
            case_sensitive: (kind == Some(Kind::ShortText)).then_some(self.case_sensitive.is_some()),
            value: (kind == Some(Kind::Number)).then(|| typed(&self.value, "")),
            tolerance: (kind == Some(Kind::Number)).then(|| typed(&self.tolerance, "0")),
            correct: (kind == Some(Kind::TrueFalse)).then(|| self.truth.parse().ok()).flatten(),
            version: self.version,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/quizzes/question.html")]
struct Editor {
    shell: Shell,
    quiz_id: Uuid,
    /// The question, when it is not a new one.
    question_id: Option<Uuid>,
    kind: Kind,
    form: QuestionForm,
    errors: FormErrors,
}

impl Editor {
    fn kind_key(&self) -> String {
        format!("modules-question-kind-{}", self.kind.as_str().replace('_', "-"))
    }

    fn action(&self) -> String {
        let base = format!("/quizzes/{}/questions", self.quiz_id);
        self.question_id.map_or(base.clone(), |id| format!("{base}/{id}"))
    }

    fn most_options(&self) -> usize {
        MOST_OPTIONS
    }

    /// What is wrong with single options, each with its number.
    fn option_errors(&self) -> Vec<(&str, String)> {
        let number = |field: &str| field.strip_prefix("options.")?.split('.').next()?.parse::<usize>().ok();
        let said = |at: usize, text: &str| format!("{}: {text}", self.shell.tn("modules-question-option-short", at + 1));
        self.errors.list().filter_map(|(field, text)| number(field).map(|at| (field, said(at, text)))).collect()
    }

    fn number(&self, at: usize) -> String {
        self.shell.tn("modules-question-option-text", at + 1)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    kind: String,
}

#[get("/quizzes/{id}/questions/new")]
async fn new(
    caller: Authorized<ManageQuizzes>,
    shell: Shell,
    id: web::Path<Uuid>,
    which: Query<Which>,
) -> Result<HttpResponse, Error> {
    actions::check(&caller, *id).await?;
    let kind = Kind::parse(&which.0.kind).unwrap_or(Kind::SingleChoice);
    let form = QuestionForm::empty(kind);
    respond(&Editor { shell, quiz_id: *id, question_id: None, kind, form, errors: FormErrors::none() })
}

#[post("/quizzes/{id}/questions")]
async fn create(
    caller: Authorized<ManageQuizzes>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<QuestionForm>,
) -> Result<HttpResponse, Error> {
    let error = match actions::add(&caller, *id, form.0.draft()).await {
        Ok(view) => return Ok(go_on(*id, view.id, &form.0)),
        Err(error) => error,
    };
    again(shell, *id, None, form.0, error)
}

#[get("/quizzes/{id}/questions/{question_id}")]
async fn edit(caller: Authorized<ManageQuizzes>, shell: Shell, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let view = actions::question_in(&caller, ids.0, ids.1).await?;
    let form = QuestionForm::of(&view);
    respond(&Editor { shell, quiz_id: ids.0, question_id: Some(ids.1), kind: view.kind, form, errors: FormErrors::none() })
}

#[post("/quizzes/{id}/questions/{question_id}")]
async fn save(
    caller: Authorized<ManageQuizzes>,
    shell: Shell,
    ids: web::Path<(Uuid, Uuid)>,
    mut form: Form<QuestionForm>,
) -> Result<HttpResponse, Error> {
    if let Err(error) = actions::question_in(&caller, ids.0, ids.1).await {
        return removed(&caller, shell, *ids, form.0, error).await;
    }
    let error = match actions::reword(&caller, ids.1, form.0.draft()).await {
        Ok(_) => return Ok(go_on(ids.0, ids.1, &form.0)),
        Err(error) => error,
    };
    if matches!(error, Error::Refused { .. }) {
        // The text stays here; saving it over the newer version is then a decision.
        form.0.version = Some(actions::question_in(&caller, ids.0, ids.1).await?.version);
    }
    again(shell, ids.0, Some(ids.1), form.0, error)
}

/// The editor of a question that somebody removed meanwhile: what was typed can be added as a new one.
async fn removed(
    caller: &Authorized<ManageQuizzes>,
    shell: Shell,
    (quiz_id, question_id): (Uuid, Uuid),
    form: QuestionForm,
    error: Error,
) -> Result<HttpResponse, Error> {
    if !matches!(error, Error::NotFound) {
        return Err(error);
    }
    actions::check_both(caller, quiz_id, question_id).await?;
    let said = Error::refused("question-removed", "This question was removed in another window or by somebody else meanwhile.");
    again(shell, quiz_id, None, QuestionForm { version: None, ..form }, said)
}

/// Back to the quiz, or on to the next question of the same kind.
fn go_on(quiz: Uuid, question: Uuid, form: &QuestionForm) -> HttpResponse {
    let address = match form.then.as_str() {
        "another" => format!("/quizzes/{quiz}/questions/new?kind={}", form.kind),
        _ => format!("/quizzes/{quiz}#question-{question}"),
    };
    see_other_with(&address, Tone::Ok, "flash-question-saved")
}

fn again(
    shell: Shell,
    quiz_id: Uuid,
    question_id: Option<Uuid>,
    form: QuestionForm,
    error: Error,
) -> Result<HttpResponse, Error> {
    let error = match error {
        Error::Invalid(fields) => Error::Invalid(fields.into_iter().map(as_in_form).collect()),
        other => other,
    };
    let status = if matches!(error, Error::Refused { .. }) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let kind = Kind::parse(&form.kind).unwrap_or(Kind::SingleChoice);
    respond_with(status, &Editor { shell, quiz_id, question_id, kind, form, errors })
}

/// The form's name of a wrong field: all accepted answers stand in one box.
fn as_in_form(mut field: FieldError) -> FieldError {
    if field.field.starts_with("accepted.") {
        field.field = "accepted".to_owned();
    }
    if field.field == "correct" {
        field.field = "truth".to_owned();
    }
    field
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepForm {
    step: Step,
}

#[post("/quizzes/{id}/questions/{question_id}/step")]
async fn step(
    caller: Authorized<ManageQuizzes>,
    ids: web::Path<(Uuid, Uuid)>,
    form: Form<StepForm>,
) -> Result<HttpResponse, Error> {
    actions::step(&caller, ids.0, ids.1, form.0.step).await?;
    Ok(see_other(&format!("/quizzes/{}#question-{}", ids.0, ids.1)))
}

#[post("/quizzes/{id}/questions/{question_id}/removal")]
async fn remove(caller: Authorized<ManageQuizzes>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    actions::remove(&caller, ids.0, ids.1).await?;
    Ok(see_other_with(&format!("/quizzes/{}", ids.0), Tone::Ok, "flash-question-removed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(query: &str) -> QuestionForm {
        serde_html_form::from_str(query).unwrap()
    }

    #[test]
    fn rows_are_matched_by_their_number_and_empty_ones_are_left_out() {
        let form = form(
            "kind=single_choice&stem_md=Q&points=1&option_row=0&option_text=a&option_row=7&option_text=&option_row=9&option_text=b&correct=9",
        );
        let options = form.options();
        assert_eq!(
            options.iter().map(|option| (option.text_md.as_str(), option.correct)).collect::<Vec<_>>(),
            [("a", false), ("b", true)]
        );
        assert!(form.draft().question().is_ok());
        assert_eq!(form.rows().len(), 4);
    }

    #[test]
    fn every_kind_survives_its_form() {
        for json in [
            serde_json::json!({"kind": "single_choice", "stem_md": "?", "options": [{"text_md": "a", "correct": true}, {"text_md": "b"}]}),
            serde_json::json!({"kind": "multiple_response", "stem_md": "?", "points": 3, "options": [{"text_md": "a", "correct": true}, {"text_md": "b", "correct": true}]}),
            serde_json::json!({"kind": "true_false", "stem_md": "?", "correct": false, "feedback_md": "See unit 1."}),
            serde_json::json!({"kind": "short_text", "stem_md": "?", "accepted": ["a b", "c"], "case_sensitive": true}),
            serde_json::json!({"kind": "number", "stem_md": "?", "value": "0.5", "tolerance": 1}),
        ] {
            let question = serde_json::from_value::<Draft>(json).unwrap().question().unwrap();
            let view = QuestionView::new(Uuid::nil(), 1, &question);
            assert_eq!(QuestionForm::of(&view).draft().reworded(&question).unwrap(), question);
        }
    }

    #[test]
    fn a_form_left_empty_names_everything() {
        let draft = form("kind=number&points=&tolerance=").draft();
        let error = draft.question().unwrap_err();
        let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["stem_md", "points", "value"]);
        assert!(form("kind=true_false&stem_md=Q&points=1").draft().question().is_err());
    }
}
