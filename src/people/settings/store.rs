//! Queries of instructions. The table is append-only.

use chrono::{DateTime, Utc};
use entity::instruction;
use sea_orm::{ColumnTrait as _, Set};

use super::model::{Giver, Instruction, Subject};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

pub async fn last(tx: &TenantTx, subject: &str) -> Result<Option<Instruction>, Error> {
    let row = tx
        .rows::<instruction::Entity>()
        .filter(instruction::Column::Subject.eq(subject))
        .descending(instruction::Column::GivenAt)
        .descending(instruction::Column::Id)
        .limit(1)
        .one()
        .await?;
    Ok(row.map(view))
}

pub async fn insert(tx: &TenantTx, subject: &str, value: serde_json::Value, by: Giver) -> Result<Instruction, Error> {
    let row = instruction::ActiveModel {
        id: Set(tx.new_id()?),
        subject: Set(subject.to_owned()),
        value: Set(value),
        given_by: Set(by.id),
        given_at: Set(tx.now()),
        given_role: Set(Some(by.role)),
        given_initials: Set(Some(by.initials)),
        ..Default::default()
    };
    Ok(view(tx.insert(row).await?))
}

pub async fn page(tx: &TenantTx, subject: Option<Subject>, paging: &Paging) -> Result<Page<Instruction>, Error> {
    let mut rows = tx.rows::<instruction::Entity>();
    if let Some(subject) = subject {
        rows = rows.filter(instruction::Column::Subject.eq(subject.as_str()));
    }
    let list = format!("instructions {subject:?}");
    Ok(page::read(tx, rows, Sort::Newest, paging, &list).await?.map(view))
}

/// The newest instructions, the newest first.
pub async fn newest(tx: &TenantTx, most: u64) -> Result<Vec<Instruction>, Error> {
    let rows = tx.rows::<instruction::Entity>().descending(instruction::Column::Id).limit(most).all().await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Every instruction, the newest first.
pub async fn all(tx: &TenantTx) -> Result<Vec<Instruction>, Error> {
    let rows = tx.rows::<instruction::Entity>().descending(instruction::Column::Id).all().await?;
    Ok(rows.into_iter().map(view).collect())
}

/// How many instructions were given, and when the last one was.
pub async fn given(tx: &TenantTx) -> Result<(u64, Option<DateTime<Utc>>), Error> {
    let last = tx.rows::<instruction::Entity>().descending(instruction::Column::GivenAt).limit(1).one().await?;
    Ok((tx.rows::<instruction::Entity>().count().await?, last.map(|row| row.given_at)))
}

fn view(row: instruction::Model) -> Instruction {
    Instruction {
        id: row.id,
        subject: row.subject,
        value: row.value,
        given_by: row.given_by,
        given_at: row.given_at,
        given_role: row.given_role,
        given_initials: row.given_initials,
    }
}
