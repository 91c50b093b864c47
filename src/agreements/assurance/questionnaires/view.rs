//! What customers and the operator's staff see of a questionnaire.

use chrono::{DateTime, Utc};
use entity::{questionnaire, questionnaire_item};
use serde::Serialize;
use uuid::Uuid;

use super::model::{State, Verdict};
use crate::agreements::assurance::library::{Given, Standing};
use crate::agreements::assurance::matching::Confidence;
use crate::agreements::assurance::sheets::letters;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;

/// A questionnaire.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Questionnaire {
    /// The row.
    pub id: Uuid,
    /// The name of its file.
    pub name: String,
    /// `xlsx` or `csv`.
    pub format: String,
    /// How far it is.
    pub state: State,
    /// The language of its answers.
    pub language: Locale,
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// Where its questions stand.
    pub mapping: Option<Mapping>,
    /// How many questions it has.
    pub questions: i32,
    /// Rows that take no answer, and so were left out: headings that are merged over the column of answers, and formulas.
    pub skipped: i32,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
    /// When it was handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the operator's staff began with it.
    pub taken_at: Option<DateTime<Utc>>,
    /// When every question was looked at.
    pub answered_at: Option<DateTime<Utc>>,
    /// When the file with the answers was last taken.
    pub exported_at: Option<DateTime<Utc>>,
}

/// Where questions stand and answers go.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Mapping {
    /// The sheet, from 0.
    pub sheet: i32,
    /// The row of the first question.
    pub first_row: i32,
    /// The column of the questions.
    pub question_column: String,
    /// The column of the answers.
    pub answer_column: String,
}

impl Questionnaire {
    /// The questionnaire in a row.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(row: questionnaire::Model) -> Result<Self, Error> {
        let name = |column: i32| letters(u32::try_from(column).unwrap_or_default());
        let places = (row.sheet, row.first_row, row.question_column, row.answer_column);
        let mapping = match places {
            (Some(sheet), Some(first_row), Some(question), Some(answer)) => {
                Some(Mapping { sheet, first_row, question_column: name(question), answer_column: name(answer) })
            }
            _ => None,
        };
        Ok(Self {
            id: row.id,
            name: row.name,
            format: row.format,
            state: state(&row.state)?,
            language: Locale::of(&row.language).unwrap_or_default(),
            sheets: serde_json::from_value(row.sheets)?,
            mapping,
            questions: row.questions,
            skipped: row.skipped.unwrap_or_default(),
            uploaded_at: row.uploaded_at,
            submitted_at: row.submitted_at,
            taken_at: row.taken_at,
            answered_at: row.answered_at,
            exported_at: row.exported_at,
        })
    }
}

/// The state in a row.
///
/// # Errors
/// When it is none.
pub fn state(word: &str) -> Result<State, Error> {
    State::parse(word).ok_or_else(|| anyhow::anyhow!("a questionnaire in an unknown state").into())
}

/// A questionnaire that was handed in, with whose it is.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct HandedIn {
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant: String,
    /// The questionnaire.
    pub id: Uuid,
    /// How far it is.
    pub state: State,
    /// How many questions it has.
    pub questions: i32,
    /// When it was handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Whole days since it was handed in, until it was answered.
    pub age_days: i64,
}

/// A question of a questionnaire.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionnaireItem)]
pub struct Item {
    /// The row.
    pub id: Uuid,
    /// Its place in the questionnaire, from 1.
    pub place: i32,
    /// Its row in the file.
    pub row: i32,
    /// The question.
    pub question: String,
    /// The question of the library that was found, or chosen.
    pub entry: Option<String>,
    /// Its words.
    pub entry_question: Option<String>,
    /// Every question of the library that may be meant, the likeliest first.
    pub candidates: Vec<Likely>,
    /// How well it fits, from 0 to 1.
    pub score: f64,
    /// How sure that is.
    pub confidence: Confidence,
    /// By which words it was found.
    pub words: Vec<String>,
    /// Whether the operator's staff has looked at it.
    pub is_reviewed: bool,
    /// What it decided.
    pub decision: Option<Verdict>,
    /// The answer: what was decided, or else what can be answered from the library today.
    pub answer: Option<String>,
    /// On what the answer in the library stands.
    pub standing: Option<Standing>,
    /// Why it stays open.
    pub reason: Option<String>,
}

/// A question of the library that may be meant.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = LikelyQuestion)]
pub struct Likely {
    /// Its id.
    pub entry: String,
    /// Its words.
    pub question: String,
    /// Whether there is an answer to it that can be given.
    pub has_answer: bool,
}

impl Likely {
    fn of(given: &Given) -> Self {
        Self { entry: given.id.clone(), question: given.question.clone(), has_answer: given.answer.is_some() }
    }
}

impl Item {
    /// The question in a row; what was decided is shown to the customer only once `decided` may be.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(row: questionnaire_item::Model, library: &[Given], decided: bool) -> Result<Self, Error> {
        let given = row.entry.as_deref().and_then(|entry| library.iter().find(|given| given.id == entry));
        let confidence = Confidence::parse(&row.confidence).ok_or_else(|| anyhow::anyhow!("an unknown confidence"))?;
        let decision = row.decision.as_deref().and_then(Verdict::parse).filter(|_| decided);
        // Of several that may be meant, none is shown as the answer before a person has chosen.
        let found = given.filter(|_| confidence == Confidence::High || decided).and_then(|given| given.answer.clone());
        let ids: Vec<String> = row.candidates.map(serde_json::from_value).transpose()?.unwrap_or_default();
        let likely = |id: &String| library.iter().find(|given| given.id == *id).map(Likely::of);
        Ok(Self {
            candidates: ids.iter().filter_map(likely).collect(),
            id: row.id,
            place: row.place,
            row: row.row,
            question: row.question,
            entry_question: given.map(|given| given.question.clone()),
            standing: given.map(|given| given.standing),
            entry: row.entry,
            score: f64::from(row.score) / 1000.0,
            confidence,
            words: serde_json::from_value(row.matched)?,
            is_reviewed: decision.is_some(),
            decision,
            answer: if decision.is_some() { row.answer } else { found },
            reason: row.reason.filter(|_| decided),
        })
    }
}

/// How many questions were found how surely, and how many were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// Questions.
    pub all: i64,
    /// Found surely.
    pub high: i64,
    /// Perhaps found.
    pub possible: i64,
    /// Not found.
    pub none: i64,
    /// Looked at by the operator's staff.
    pub reviewed: i64,
    /// Of these, left open.
    pub open: i64,
    /// Of these, no questions.
    pub not_questions: i64,
}
