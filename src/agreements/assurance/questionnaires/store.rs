//! Queries of questionnaires and their questions.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{questionnaire, questionnaire_item};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set};
use uuid::Uuid;

use super::model::{Asked, Decided, State, Verdict};
use super::view::Counts;
use crate::agreements::assurance::matching::{Confidence, Finding};
use crate::agreements::assurance::sheets::{Book, Columns};
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// So many questionnaires are looked over at once: the open ones come first.
const MOST_SURVEYED: u64 = 300;

/// What is new of an upload.
pub struct Upload<'a> {
    /// The row and the file.
    pub id: Uuid,
    /// The name of the file.
    pub name: String,
    /// What stands in it.
    pub book: &'a Book,
    /// The language of the answers.
    pub language: &'static str,
}

pub async fn insert(tx: &TenantTx, new: Upload<'_>) -> Result<questionnaire::Model, Error> {
    let sheets: Vec<&str> = new.book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let row = questionnaire::ActiveModel {
        id: Set(new.id),
        name: Set(new.name),
        format: Set(new.book.format.as_str().to_owned()),
        state: Set(State::Uploaded.as_str().to_owned()),
        file_id: Set(Some(new.id)),
        sheets: Set(serde_json::to_value(sheets)?),
        language: Set(new.language.to_owned()),
        questions: Set(0),
        uploaded_by: Set(tx.person()?),
        uploaded_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<questionnaire::Model, Error> {
    tx.rows::<questionnaire::Entity>().by_id(id).await
}

/// The questionnaire, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<questionnaire::Model, Error> {
    tx.rows::<questionnaire::Entity>().locked().by_id(id).await
}

/// A questionnaire that was handed in; any other does not exist for the operator's staff.
pub async fn handed_in(tx: &TenantTx, id: Uuid, held: bool) -> Result<questionnaire::Model, Error> {
    let rows = tx.rows::<questionnaire::Entity>();
    let rows = if held { rows.locked() } else { rows };
    rows.among(questionnaire::Column::State, State::HANDED_IN.map(State::as_str)).by_id(id).await
}

/// How many questionnaires of this tenant were answered, and when the last one was.
pub async fn answered(tx: &TenantTx) -> Result<Option<(u64, DateTime<Utc>)>, Error> {
    let rows = || tx.rows::<questionnaire::Entity>().filter(questionnaire::Column::AnsweredAt.is_not_null());
    let last = rows().descending(questionnaire::Column::AnsweredAt).limit(1).one().await?;
    let Some(last) = last.and_then(|row| row.answered_at) else { return Ok(None) };
    Ok(Some((rows().count().await?, last)))
}

/// The questionnaires of this tenant, the newest first, without those that were thrown away.
pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<questionnaire::Model>, Error> {
    let kept = questionnaire::Column::State.ne(State::Discarded.as_str());
    page::read(tx, tx.rows::<questionnaire::Entity>().filter(kept), Sort::Newest, paging, "questionnaires").await
}

/// A step was taken: the state, and the moment that goes with it.
pub async fn set_state(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    let (word, now) = (Set(state.as_str().to_owned()), Set(Some(tx.now())));
    let mut row = questionnaire::ActiveModel { id: Set(id), state: word, ..Default::default() };
    match state {
        State::Submitted => (row.submitted_at, row.submitted_by) = (now, Set(Some(tx.person()?))),
        State::InReview => row.taken_at = now,
        State::Answered => row.answered_at = now,
        State::Exported => row.exported_at = now,
        State::Discarded => row.file_id = Set(None),
        State::Uploaded | State::Mapped | State::Matched => {}
    }
    tx.update(row).await
}

/// Writes down where questions stand, and the questions.
pub async fn set_mapping(tx: &TenantTx, id: Uuid, columns: &Columns, asked: Vec<Asked>, skipped: usize) -> Result<(), Error> {
    let number = |value: u32| Set(Some(i32::try_from(value).unwrap_or(i32::MAX)));
    tx.update(questionnaire::ActiveModel {
        id: Set(id),
        state: Set(State::Mapped.as_str().to_owned()),
        sheet: Set(Some(i32::try_from(columns.sheet).unwrap_or(i32::MAX))),
        first_row: number(columns.first_row),
        question_column: number(columns.question),
        answer_column: number(columns.answer),
        questions: Set(i32::try_from(asked.len()).unwrap_or(i32::MAX)),
        skipped: Set(Some(i32::try_from(skipped).unwrap_or(i32::MAX))),
        ..Default::default()
    })
    .await?;
    remove_items(tx, id).await?;
    let mut rows = Vec::with_capacity(asked.len());
    for (place, asked) in (1..).zip(asked) {
        rows.push(questionnaire_item::ActiveModel {
            id: Set(tx.new_id()?),
            questionnaire_id: Set(id),
            place: Set(place),
            row: Set(i32::try_from(asked.row).unwrap_or(i32::MAX)),
            question: Set(asked.text),
            entry: Set(None),
            score: Set(0),
            confidence: Set(Confidence::None.as_str().to_owned()),
            matched: Set(serde_json::Value::Array(Vec::new())),
            decision: Set(None),
            answer: Set(None),
            reason: Set(None),
            decided_by: Set(None),
            decided_at: Set(None),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await
}

pub async fn remove_items(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    items_of(tx, id).delete().await.map(|_| ())
}

fn items_of(tx: &TenantTx, id: Uuid) -> crate::kernel::db::Scoped<'_, questionnaire_item::Entity> {
    tx.rows::<questionnaire_item::Entity>().filter(questionnaire_item::Column::QuestionnaireId.eq(id))
}

/// Every question, in order.
pub async fn items(tx: &TenantTx, id: Uuid) -> Result<Vec<questionnaire_item::Model>, Error> {
    items_of(tx, id).ascending(questionnaire_item::Column::Place).all().await
}

/// A question of this questionnaire.
pub async fn item(tx: &TenantTx, id: Uuid, item: Uuid) -> Result<questionnaire_item::Model, Error> {
    items_of(tx, id).by_id(item).await
}

/// Some questions, in order; only those that nobody has looked at, if wanted.
pub async fn items_page(
    tx: &TenantTx,
    id: Uuid,
    undecided: bool,
    paging: &Paging,
) -> Result<Page<questionnaire_item::Model>, Error> {
    let mut rows = items_of(tx, id);
    if undecided {
        rows = rows.filter(questionnaire_item::Column::Decision.is_null());
    }
    let sort = Sort::Number(questionnaire_item::Column::Place, |row: &questionnaire_item::Model| row.place.into());
    page::read(tx, rows, sort, paging, &format!("questionnaire {id} {undecided}")).await
}

/// Writes down what was found for each question. The rows are put anew: one statement for 500 instead of one for each.
pub async fn set_found(tx: &TenantTx, items: Vec<questionnaire_item::Model>, found: Vec<Finding>) -> Result<(), Error> {
    let Some(first) = items.first() else { return Ok(()) };
    remove_items(tx, first.questionnaire_id).await?;
    let mut rows = Vec::with_capacity(items.len());
    for (item, finding) in items.into_iter().zip(found) {
        let best = finding.candidates.first();
        let candidates: Vec<&str> = finding.candidates.iter().map(|one| one.id.as_str()).collect();
        let score = best.map_or(0, |best| thousandths(best.score));
        rows.push(questionnaire_item::ActiveModel {
            id: Set(item.id),
            questionnaire_id: Set(item.questionnaire_id),
            place: Set(item.place),
            row: Set(item.row),
            question: Set(item.question),
            entry: Set(best.map(|best| best.id.clone())),
            score: Set(score),
            confidence: Set(finding.confidence.as_str().to_owned()),
            candidates: Set(Some(serde_json::to_value(candidates)?)),
            matched: Set(serde_json::to_value(best.map(|best| best.words.clone()).unwrap_or_default())?),
            decision: Set(None),
            answer: Set(None),
            reason: Set(None),
            decided_by: Set(None),
            decided_at: Set(None),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await
}

fn thousandths(score: f64) -> i32 {
    let whole = (score.clamp(0.0, 1.0) * 1000.0).round();
    (0..=1000).find(|number| f64::from(*number) >= whole).unwrap_or(1000)
}

pub async fn set_decision(tx: &TenantTx, item: Uuid, decided: Decided, by: Uuid) -> Result<(), Error> {
    tx.update(questionnaire_item::ActiveModel {
        id: Set(item),
        entry: Set(decided.entry),
        decision: Set(Some(decided.verdict.as_str().to_owned())),
        answer: Set(decided.answer),
        reason: Set(decided.reason),
        decided_by: Set(Some(by)),
        decided_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

/// How the questions stand.
pub async fn counts(tx: &TenantTx, id: Uuid) -> Result<Counts, Error> {
    use questionnaire_item::Column;
    let rows: Vec<(String, Option<String>, i64)> = items_of(tx, id)
        .group_by(Column::Confidence)
        .group_by(Column::Decision)
        .columns([Expr::col(Column::Confidence), Expr::col(Column::Decision), Column::Id.count()])
        .await?;
    let mut counts = Counts::default();
    for (confidence, decision, number) in rows {
        counts.all += number;
        match Confidence::parse(&confidence) {
            Some(Confidence::High) => counts.high += number,
            Some(Confidence::Possible) => counts.possible += number,
            Some(Confidence::None) | None => counts.none += number,
        }
        counts.reviewed += if decision.is_some() { number } else { 0 };
        counts.not_questions += if decision.as_deref() == Some(Verdict::NotAQuestion.as_str()) { number } else { 0 };
        counts.open += if decision.as_deref() == Some(Verdict::Open.as_str()) { number } else { 0 };
    }
    Ok(counts)
}

/// The answers by the rows of the file.
pub fn answers(items: Vec<questionnaire_item::Model>) -> BTreeMap<u32, String> {
    let answer = |item: questionnaire_item::Model| Some((u32::try_from(item.row).ok()?, item.answer.or(item.reason)?));
    items.into_iter().filter_map(answer).collect()
}

/// What the operator looks over: no word of a customer.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Surveyed {
    pub tenant_id: Uuid,
    pub id: Uuid,
    pub state: String,
    pub questions: i32,
    pub submitted_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
}

/// The questionnaires that were handed in, the longest waiting first.
pub async fn survey(survey: &Survey) -> Result<Vec<Surveyed>, Error> {
    let handed_in = questionnaire::Column::State.is_in(State::HANDED_IN.map(State::as_str));
    survey
        .of::<questionnaire::Entity, _>(|rows| {
            rows.filter(handed_in)
                .order_by_desc(questionnaire::Column::AnsweredAt.is_null())
                .order_by_asc(questionnaire::Column::SubmittedAt)
                .limit(MOST_SURVEYED)
        })
        .await
}

/// Since when each questionnaire waits that was handed in and has no answers yet.
pub async fn unanswered(whole: &Survey) -> Result<Vec<DateTime<Utc>>, Error> {
    Ok(survey(whole).await?.into_iter().filter(|row| row.answered_at.is_none()).filter_map(|row| row.submitted_at).collect())
}

/// Whose questionnaire it is.
pub async fn owner(survey: &Survey, id: Uuid) -> Result<Uuid, Error> {
    let handed_in = questionnaire::Column::State.is_in(State::HANDED_IN.map(State::as_str));
    let rows: Vec<Surveyed> = survey
        .of::<questionnaire::Entity, _>(|rows| rows.filter(questionnaire::Column::Id.eq(id)).filter(handed_in).limit(1))
        .await?;
    rows.first().map(|row| row.tenant_id).ok_or(Error::NotFound)
}
