//! Queries of objections: in the workspace that objects, and what the operator's realm knows of them.

use chrono::{DateTime, Utc};
use entity::{filed_objection, objection};
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::super::model::Outcome;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// An objection as it is filed.
pub struct NewFiling {
    pub grounds: String,
    /// Who objects, or who of the operator's staff enters what came in writing.
    pub by: Uuid,
    /// When it came in writing; absent when it was filed here.
    pub received_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &TenantTx, notice: Uuid, new: NewFiling) -> Result<objection::Model, Error> {
    let row = objection::ActiveModel {
        id: Set(tx.new_id()?),
        notice_id: Set(notice),
        grounds: Set(new.grounds),
        objected_by: Set(new.by),
        objected_at: Set(tx.now()),
        received_at: Set(new.received_at),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The objections to some notices, the oldest first.
pub async fn of_notices(tx: &TenantTx, notices: &[Uuid]) -> Result<Vec<objection::Model>, Error> {
    let rows = tx.rows::<objection::Entity>().among(objection::Column::NoticeId, notices.iter().copied());
    rows.ascending(objection::Column::Id).all().await
}

/// How many objections the workspace filed, and how many of them have an outcome.
pub async fn counted(tx: &TenantTx) -> Result<(u64, u64), Error> {
    let all = || tx.rows::<objection::Entity>();
    Ok((all().count().await?, all().filter(objection::Column::Outcome.is_not_null()).count().await?))
}

/// The objection to this notice.
pub async fn of_notice(tx: &TenantTx, notice: Uuid, id: Uuid) -> Result<objection::Model, Error> {
    tx.rows::<objection::Entity>().filter(objection::Column::NoticeId.eq(notice)).by_id(id).await
}

/// The objection to this notice, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, notice: Uuid, id: Uuid) -> Result<objection::Model, Error> {
    tx.rows::<objection::Entity>().filter(objection::Column::NoticeId.eq(notice)).locked().by_id(id).await
}

pub async fn resolve(tx: &TenantTx, id: Uuid, outcome: Outcome, answer: Option<String>, by: Uuid) -> Result<(), Error> {
    tx.update(objection::ActiveModel {
        id: Set(id),
        outcome: Set(Some(outcome.as_str().to_owned())),
        answer: Set(answer),
        resolved_by: Set(Some(by)),
        resolved_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<objection::Model, Error> {
    tx.rows::<objection::Entity>().by_id(id).await
}

/// What the operator's realm is told of an objection: nothing of what it says.
pub struct Filing {
    pub change_id: Uuid,
    pub customer_id: Uuid,
    pub objection: objection::Model,
}

/// Writes an objection into the operator's list, once; says whether it was not there.
pub async fn file(realm: &TenantTx, filing: &Filing) -> Result<bool, Error> {
    let row = filed_objection::ActiveModel {
        id: Set(realm.new_id()?),
        change_id: Set(filing.change_id),
        objection_id: Set(filing.objection.id),
        customer_id: Set(filing.customer_id),
        filed_at: Set(filing.objection.objected_at),
        ..Default::default()
    };
    realm.insert_new(row).await
}

/// How many lines of a change in the operator's list are open.
pub async fn waiting(realm: &TenantTx, change: Uuid) -> Result<usize, Error> {
    let rows = realm.rows::<filed_objection::Entity>().filter(filed_objection::Column::ChangeId.eq(change));
    let open = rows.filter(filed_objection::Column::EndedAt.is_null()).count().await?;
    Ok(usize::try_from(open).unwrap_or(usize::MAX))
}

/// Writes into the operator's list how an objection ended.
pub async fn close(realm: &TenantTx, filing: &Filing) -> Result<(), Error> {
    let row = filed(realm, filing.objection.id).await?;
    let (outcome, ended_at) = (Set(filing.objection.outcome.clone()), Set(filing.objection.resolved_at));
    realm.update(filed_objection::ActiveModel { id: Set(row.id), outcome, ended_at, ..Default::default() }).await
}

/// The operator's line of an objection.
pub async fn filed(realm: &TenantTx, objection: Uuid) -> Result<filed_objection::Model, Error> {
    let rows = realm.rows::<filed_objection::Entity>().filter(filed_objection::Column::ObjectionId.eq(objection));
    rows.one().await?.ok_or(Error::NotFound)
}

/// The operator's list: those that wait, the oldest first; or those that have ended, the newest first.
pub async fn page(realm: &TenantTx, waiting: bool, paging: &Paging) -> Result<Page<filed_objection::Model>, Error> {
    let rows = realm.rows::<filed_objection::Entity>();
    match waiting {
        true => {
            let rows = rows.filter(filed_objection::Column::EndedAt.is_null());
            page::read(realm, rows, Sort::Oldest, paging, "objections waiting").await
        }
        false => {
            let rows = rows.filter(filed_objection::Column::EndedAt.is_not_null());
            page::read(realm, rows, Sort::Newest, paging, "objections ended").await
        }
    }
}
