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
        objection_id: Set(written.objection_id),
        entered_by: Set(by),
        entered_at: Set(tx.now()),
        ..Default::default()
    };
    Ok(view(tx.insert(row).await?))
}

/// The same instruction, if it was entered: whoever sends the form again enters nothing twice.
pub async fn same(tx: &TenantTx, written: &Written) -> Result<Option<WrittenInstruction>, Error> {
    let rows = tx.rows::<written_instruction::Entity>();
    let rows = rows.filter(written_instruction::Column::ReceivedAt.eq(written.received_at));
    let rows = rows.filter(written_instruction::Column::GivenBy.eq(written.given_by.as_str()));
    let rows = rows.filter(written_instruction::Column::Answer.eq(written.answer.as_str()));
    Ok(rows.filter(written_instruction::Column::Text.eq(written.text.as_str())).one().await?.map(view))
}

/// A page of them, what was entered last first.
pub async fn page(tx: &TenantTx, paging: &Paging) -> Result<Page<WrittenInstruction>, Error> {
    let rows = tx.rows::<written_instruction::Entity>();
    Ok(page::read(tx, rows, Sort::Newest, paging, "instructions in writing").await?.map(view))
}

/// The newest so many in the order in which they arrived; `holding`: only those that are followed and are no objection, which
/// ends with its change.
pub async fn newest(tx: &TenantTx, holding: bool, most: u64) -> Result<Vec<WrittenInstruction>, Error> {
    let mut rows = tx.rows::<written_instruction::Entity>();
    if holding {
        rows = rows.filter(written_instruction::Column::Answer.eq(Answer::Followed.as_str()));
        rows = rows.filter(written_instruction::Column::ObjectionId.is_null());
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
