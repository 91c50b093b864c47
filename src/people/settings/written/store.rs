//! Queries of instructions in writing. The table is append-only.

use entity::written_instruction;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Answer, Written, WrittenInstruction};
use crate::kernel::db::TenantTx;
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
        entered_by: Set(by),
        entered_at: Set(tx.now()),
        ..Default::default()
    };
    Ok(view(tx.insert(row).await?))
}

/// A page of them, what was entered last first.
pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<WrittenInstruction>, Error> {
    let rows = tx.rows::<written_instruction::Entity>();
    Ok(page::read(tx, rows, Sort::Newest, paging, "instructions in writing").await?.map(view))
}

/// The newest so many in the order in which they arrived; only those with this answer, if one is given.
pub async fn newest(tx: &TenantTx, answer: Option<Answer>, most: u64) -> Result<Vec<WrittenInstruction>, Error> {
    let mut rows = tx.rows::<written_instruction::Entity>();
    if let Some(answer) = answer {
        rows = rows.filter(written_instruction::Column::Answer.eq(answer.as_str()));
    }
    let rows = rows
        .descending(written_instruction::Column::ReceivedAt)
        .descending(written_instruction::Column::Id)
        .limit(most)
        .all()
        .await?;
    Ok(rows.into_iter().rev().map(view).collect())
}

fn view(row: written_instruction::Model) -> WrittenInstruction {
    WrittenInstruction {
        id: row.id,
        given_by: row.given_by,
        received_at: row.received_at,
        text: row.text,
        answer: Answer::parse(&row.answer).unwrap_or(Answer::Followed),
        reason: row.reason,
        entered_at: row.entered_at,
    }
}
