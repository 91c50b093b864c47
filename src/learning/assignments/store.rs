//! Queries of assignments and enrolments.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::{assignment, assignment_group, enrolment};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Asked, Draft, Enrolled};
use crate::kernel::authz::{Role, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::{groups, users};

/// Ids in one `IN (…)`.
const AT_ONCE: usize = 5_000;

pub async fn insert(tx: &TenantTx, draft: &Draft, assigned_by: Uuid) -> Result<Uuid, Error> {
    let id = tx.new_id()?;
    let row = assignment::ActiveModel {
        id: Set(id),
        module_id: Set(draft.module_id),
        due_at: Set(draft.due_at),
        assigned_by: Set(assigned_by),
        assigned_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await?;
    let mut groups = Vec::with_capacity(draft.groups.len());
    for group in &draft.groups {
        groups.push(assignment_group::ActiveModel {
            id: Set(tx.new_id()?),
            assignment_id: Set(id),
            group_id: Set(*group),
            ..Default::default()
        });
    }
    tx.insert_all(groups).await?;
    Ok(id)
}

pub async fn enrol(
    tx: &TenantTx,
    assignment: Uuid,
    module: Uuid,
    people: &[Uuid],
    due: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let mut rows = Vec::with_capacity(people.len());
    for person in people {
        rows.push(enrolment::ActiveModel {
            id: Set(tx.new_id()?),
            assignment_id: Set(assignment),
            module_id: Set(module),
            user_id: Set(*person),
            due_at: Set(due),
            created_at: Set(tx.now()),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await
}

/// Gives people who have the module another assignment, with its due date.
pub async fn reassign(
    tx: &TenantTx,
    assignment: Uuid,
    module: Uuid,
    people: &[Uuid],
    due: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    for some in people.chunks(AT_ONCE) {
        tx.rows::<enrolment::Entity>()
            .filter(enrolment::Column::ModuleId.eq(module))
            .among(enrolment::Column::UserId, some.iter().copied())
            .set([(enrolment::Column::AssignmentId, Expr::value(assignment)), (enrolment::Column::DueAt, Expr::value(due))])
            .await?;
    }
    Ok(())
}

/// Which of some people have the module.
pub async fn enrolled_in(tx: &TenantTx, module: Uuid, people: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
    let mut found = HashSet::new();
    for some in people.chunks(AT_ONCE) {
        let rows: Vec<(Uuid,)> = tx
            .rows::<enrolment::Entity>()
            .filter(enrolment::Column::ModuleId.eq(module))
            .among(enrolment::Column::UserId, some.iter().copied())
            .columns([Expr::col(enrolment::Column::UserId)])
            .await?;
        found.extend(rows.into_iter().map(|(user,)| user));
    }
    Ok(found)
}

pub async fn enrolment(tx: &TenantTx, user: Uuid, module: Uuid) -> Result<Option<enrolment::Model>, Error> {
    tx.rows::<enrolment::Entity>()
        .filter(enrolment::Column::UserId.eq(user))
        .filter(enrolment::Column::ModuleId.eq(module))
        .one()
        .await
}

pub async fn enrolments_of(tx: &TenantTx, user: Uuid) -> Result<Vec<enrolment::Model>, Error> {
    tx.rows::<enrolment::Entity>().filter(enrolment::Column::UserId.eq(user)).all().await
}

pub async fn enrolments(tx: &TenantTx, people: &[Uuid], modules: &[Uuid]) -> Result<Vec<Enrolled>, Error> {
    if people.is_empty() || modules.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tx
        .rows::<enrolment::Entity>()
        .among(enrolment::Column::UserId, people.iter().copied())
        .among(enrolment::Column::ModuleId, modules.iter().copied())
        .all()
        .await?;
    Ok(rows.iter().map(enrolled).collect())
}

/// Which modules open accounts within reach have, and until when. An assignment counts while somebody has the module by it:
/// of the many enrolments, one is looked up for each of the few assignments.
pub async fn given(tx: &TenantTx, reader: &Session) -> Result<HashMap<Uuid, Asked>, Error> {
    use assignment::Column;
    type Columns = (Uuid, Option<DateTime<Utc>>, Option<DateTime<Utc>>, i64, i64);
    let by_it = Expr::col((enrolment::Entity, enrolment::Column::AssignmentId)).equals((assignment::Entity, Column::Id));
    let enrolled = groups::within_reach(tx, reader, tx.rows::<enrolment::Entity>().filter(by_it), enrolment::Column::UserId);
    let enrolled = users::among_open(tx, enrolled, enrolment::Column::UserId);
    let rows: Vec<Columns> = tx
        .rows::<assignment::Entity>()
        .with_any(enrolled)
        .group_by(Column::ModuleId)
        .columns([
            Expr::col(Column::ModuleId),
            Column::DueAt.min(),
            Column::DueAt.max(),
            Column::DueAt.count(),
            Column::Id.count(),
        ])
        .await?;
    let asked = |(module, first, last, dated, all)| (module, Asked::new(first, last, dated < all));
    Ok(rows.into_iter().map(asked).collect())
}

/// How many people within reach have a module by this assignment.
pub async fn reached(tx: &TenantTx, reader: &Session, assignment: Uuid) -> Result<u64, Error> {
    let rows = tx.rows::<enrolment::Entity>().filter(enrolment::Column::AssignmentId.eq(assignment));
    groups::within_reach(tx, reader, rows, enrolment::Column::UserId).count().await
}

/// How many assignments were made; for an instructor, those that reached somebody of their groups.
pub async fn count(tx: &TenantTx, reader: &Session) -> Result<u64, Error> {
    let rows = tx.rows::<assignment::Entity>();
    if reader.role != Role::Instructor {
        return rows.count().await;
    }
    let reached = groups::within_reach(tx, reader, tx.rows::<enrolment::Entity>(), enrolment::Column::UserId);
    rows.among_rows(assignment::Column::Id, reached, enrolment::Column::AssignmentId).count().await
}

pub async fn by_ids(tx: &TenantTx, ids: &[Uuid]) -> Result<HashMap<Uuid, assignment::Model>, Error> {
    let rows = tx.rows::<assignment::Entity>().among(assignment::Column::Id, ids.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The groups of assignments, as pairs of assignment and group.
pub async fn groups_of(tx: &TenantTx, assignments: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, Error> {
    let rows = tx
        .rows::<assignment_group::Entity>()
        .among(assignment_group::Column::AssignmentId, assignments.iter().copied())
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| (row.assignment_id, row.group_id)).collect())
}

/// The assignments that were made to a group.
pub async fn made_to(tx: &TenantTx, group: Uuid) -> Result<Vec<assignment::Model>, Error> {
    let rows = tx.rows::<assignment_group::Entity>().filter(assignment_group::Column::GroupId.eq(group)).all().await?;
    let ids = rows.into_iter().map(|row| row.assignment_id);
    tx.rows::<assignment::Entity>().among(assignment::Column::Id, ids).descending(assignment::Column::Id).all().await
}

pub fn enrolled(row: &enrolment::Model) -> Enrolled {
    Enrolled { user_id: row.user_id, module_id: row.module_id, due_at: row.due_at, assigned_at: row.created_at }
}
