//! Queries of answers of the operator's own.

use chrono::{DateTime, Utc};
use entity::library_answer;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::NewAnswer;
use super::own::{OwnAnswer, State};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// The answers of the realm; without those that are not given any more unless `all`.
pub async fn all(tx: &TenantTx, all: bool) -> Result<Vec<OwnAnswer>, Error> {
    let mut rows = tx.rows::<library_answer::Entity>();
    if !all {
        rows = rows.filter(library_answer::Column::State.ne(State::Retired.as_str()));
    }
    rows.ascending(library_answer::Column::Id).all().await?.into_iter().map(view).collect()
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<OwnAnswer, Error> {
    view(tx.rows::<library_answer::Entity>().by_id(id).await?)
}

/// The answer, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<OwnAnswer, Error> {
    view(tx.rows::<library_answer::Entity>().locked().by_id(id).await?)
}

pub async fn insert(tx: &TenantTx, new: &NewAnswer) -> Result<Uuid, Error> {
    let id = tx.new_id()?;
    let (entry, drafted_by) = (Set(new.entry.clone()), Set(Some(tx.person()?)));
    tx.insert(library_answer::ActiveModel { id: Set(id), entry, revision: Set(1), drafted_by, ..written(tx, new)? }).await?;
    Ok(id)
}

/// Writes an answer anew: it is a draft again.
pub async fn rewrite(tx: &TenantTx, before: &OwnAnswer, new: &NewAnswer) -> Result<(), Error> {
    let (revision, drafted_by) = (Set(before.revision + 1), Set(Some(before.first_author(tx.person()?))));
    tx.update(library_answer::ActiveModel { id: Set(before.id), revision, drafted_by, ..written(tx, new)? }).await
}

fn written(tx: &TenantTx, new: &NewAnswer) -> Result<library_answer::ActiveModel, Error> {
    Ok(library_answer::ActiveModel {
        topic: Set(new.topic.clone()),
        question_en: Set(new.question_en.clone()),
        question_de: Set(new.question_de.clone()),
        answer_en: Set(new.answer_en.clone()),
        answer_de: Set(new.answer_de.clone()),
        state: Set(State::Draft.as_str().to_owned()),
        written_by: Set(tx.person()?),
        written_at: Set(tx.now()),
        approved_by: Set(None),
        approved_at: Set(None),
        review_at: Set(None),
        ..Default::default()
    })
}

pub async fn set_approved(tx: &TenantTx, id: Uuid, until: DateTime<Utc>) -> Result<(), Error> {
    tx.update(library_answer::ActiveModel {
        id: Set(id),
        state: Set(State::Approved.as_str().to_owned()),
        approved_by: Set(Some(tx.person()?)),
        approved_at: Set(Some(tx.now())),
        review_at: Set(Some(until)),
        ..Default::default()
    })
    .await
}

pub async fn set_retired(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    let state = Set(State::Retired.as_str().to_owned());
    tx.update(library_answer::ActiveModel { id: Set(id), state, ..Default::default() }).await
}

fn view(row: library_answer::Model) -> Result<OwnAnswer, Error> {
    Ok(OwnAnswer {
        id: row.id,
        entry: row.entry,
        topic: row.topic,
        question_en: row.question_en,
        question_de: row.question_de,
        answer_en: row.answer_en,
        answer_de: row.answer_de,
        state: State::parse(&row.state).ok_or_else(|| anyhow::anyhow!("an answer in an unknown state"))?,
        revision: row.revision,
        drafted_by: row.drafted_by,
        written_by: row.written_by,
        written_at: row.written_at,
        approved_by: row.approved_by,
        approved_at: row.approved_at,
        review_at: row.review_at,
    })
}
