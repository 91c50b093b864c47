//! Queries of instructions in writing. The table is append-only: what takes one back is another row.

use std::collections::HashMap;

use entity::written_instruction;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Answer, Revocation, Written, WrittenInstruction};
use crate::kernel::db::{Scoped, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

pub async fn insert(tx: &TenantTx, written: Written, by: Uuid) -> Result<WrittenInstruction, Error> {
    let row = written_instruction::ActiveModel {
        id: Set(tx.new_id()?),
        given_by: Set(written.given_by),
        received_at: Set(written.received_at),
        text: Set(written.text),
        answer: Set(written.answer.as_str().to_owned()),
        reason: Set(written.reason),
        objection_id: Set(written.objection_id),
        entered_by: Set(by),
        entered_at: Set(tx.now()),
        revokes: Set(written.revokes),
        ..Default::default()
    };
    Ok(view(tx.insert(row).await?, None))
}

/// The same instruction, if it was entered: whoever sends the form again enters nothing twice. One letter that takes back two
/// is two.
pub async fn same(tx: &TenantTx, written: &Written) -> Result<Option<WrittenInstruction>, Error> {
    let rows = tx.rows::<written_instruction::Entity>();
    let rows = rows.filter(written_instruction::Column::ReceivedAt.eq(written.received_at));
    let rows = rows.filter(written_instruction::Column::GivenBy.eq(written.given_by.as_str()));
    let rows = rows.filter(written_instruction::Column::Answer.eq(written.answer.as_str()));
    let rows = rows.filter(match written.revokes {
        Some(earlier) => written_instruction::Column::Revokes.eq(earlier),
        None => written_instruction::Column::Revokes.is_null(),
    });
    let same = rows.filter(written_instruction::Column::Text.eq(written.text.as_str())).one().await?;
    Ok(views(tx, same.into_iter().collect()).await?.pop())
}

/// One that is followed, as it stands.
pub async fn find_followed(tx: &TenantTx, id: Uuid) -> Result<Option<WrittenInstruction>, Error> {
    let row = tx.rows::<written_instruction::Entity>().find(id).await?;
    let row = row.filter(|row| row.answer == Answer::Followed.as_str() && row.objection_id.is_none());
    Ok(views(tx, row.into_iter().collect()).await?.pop())
}

/// A page of them, what was entered last first.
pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<WrittenInstruction>, Error> {
    let rows = tx.rows::<written_instruction::Entity>();
    let page = page::read(tx, rows, Sort::Newest, paging, "instructions in writing").await?;
    Ok(Page { items: views(tx, page.items).await?, next: page.next })
}

/// Those that are followed and were not taken back, the newest so many in the order in which they arrived; without objections,
/// which end with their change.
pub async fn holding(tx: &TenantTx, most: u64) -> Result<Vec<WrittenInstruction>, Error> {
    let followed = written_instruction::Column::Answer.eq(Answer::Followed.as_str());
    let taking_back = tx.rows::<written_instruction::Entity>().filter(written_instruction::Column::Revokes.is_not_null());
    let rows = tx.rows::<written_instruction::Entity>().filter(followed);
    let rows = rows
        .filter(written_instruction::Column::ObjectionId.is_null())
        .not_among_rows(written_instruction::Column::Id, taking_back, written_instruction::Column::Revokes)
        .descending(written_instruction::Column::ReceivedAt)
        .descending(written_instruction::Column::Id)
        .limit(most)
        .all()
        .await?;
    Ok(rows.into_iter().rev().map(|row| view(row, None)).collect())
}

/// Every one, what was entered last first.
pub async fn all(tx: &TenantTx) -> Result<Vec<WrittenInstruction>, Error> {
    let rows = tx.rows::<written_instruction::Entity>().descending(written_instruction::Column::Id).all().await?;
    let mut taken = taken_back(tx.rows::<written_instruction::Entity>()).await?;
    Ok(rows.into_iter().map(|row| (taken.remove(&row.id), row)).map(|(revocation, row)| view(row, revocation)).collect())
}

/// Rows with what took each of them back: the first that did.
async fn views(tx: &TenantTx, rows: Vec<written_instruction::Model>) -> Result<Vec<WrittenInstruction>, Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let later = tx.rows::<written_instruction::Entity>().among(written_instruction::Column::Revokes, ids);
    let mut taken = taken_back(later).await?;
    Ok(rows.into_iter().map(|row| (taken.remove(&row.id), row)).map(|(revocation, row)| view(row, revocation)).collect())
}

/// What some rows took back, each by the first that did.
async fn taken_back(later: Scoped<'_, written_instruction::Entity>) -> Result<HashMap<Uuid, Revocation>, Error> {
    let later = later.filter(written_instruction::Column::Revokes.is_not_null());
    let mut taken: HashMap<Uuid, Revocation> = HashMap::new();
    for row in later.ascending(written_instruction::Column::Id).all().await? {
        if let Some(earlier) = row.revokes {
            taken.entry(earlier).or_insert(Revocation { by: row.id, given_by: row.given_by, at: row.received_at });
        }
    }
    Ok(taken)
}

fn view(row: written_instruction::Model, revocation: Option<Revocation>) -> WrittenInstruction {
    WrittenInstruction {
        id: row.id,
        given_by: row.given_by,
        received_at: row.received_at,
        text: row.text,
        answer: Answer::parse(&row.answer).unwrap_or(Answer::Followed),
        reason: row.reason,
        entered_at: row.entered_at,
        revokes: row.revokes,
        revocation,
    }
}
