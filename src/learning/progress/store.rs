//! Queries of the overview: who was asked and who has finished, counted by the database, so that a large workspace costs no
//! memory. They join what `assignments` and `records` keep.

use chrono::{DateTime, Utc};
use entity::{enrolment, module_progress};
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SimpleExpr, SubQueryStatement};
use uuid::Uuid;

use crate::kernel::authz::Session;
use crate::kernel::db::{Scoped, TenantTx};
use crate::kernel::error::Error;
use crate::people::{groups, users};

/// Modules finished last of which the median is taken, at most.
const MOST_FOR_MEDIAN: u64 = 10_000;

/// A person, a module and until when it was asked.
pub type Late = (Uuid, Uuid, DateTime<Utc>);

/// What open accounts within reach were asked and have not finished.
fn open<'tx>(tx: &'tx TenantTx, session: &Session) -> Scoped<'tx, enrolment::Entity> {
    use enrolment::Column;
    let own = |column: Column| (enrolment::Entity, column);
    let theirs = |column: module_progress::Column| Expr::col((module_progress::Entity, column));
    let finished = Query::select()
        .expr(Expr::val(1))
        .from(module_progress::Entity)
        .and_where(theirs(module_progress::Column::TenantId).equals(own(Column::TenantId)))
        .and_where(theirs(module_progress::Column::UserId).equals(own(Column::UserId)))
        .and_where(theirs(module_progress::Column::ModuleId).equals(own(Column::ModuleId)))
        .and_where(theirs(module_progress::Column::CompletedAt).is_not_null())
        .take();
    let rows = tx.rows::<enrolment::Entity>().filter(Expr::exists(finished).not());
    users::among_open(tx, groups::within_reach(tx, session, rows, Column::UserId), Column::UserId)
}

fn late<'tx>(tx: &'tx TenantTx, session: &Session, before: DateTime<Utc>) -> Scoped<'tx, enrolment::Entity> {
    open(tx, session).filter(enrolment::Column::DueAt.lt(before))
}

/// How many modules of people were due before a moment and are open, and of how many people.
pub async fn count_late(tx: &TenantTx, session: &Session, before: DateTime<Utc>) -> Result<(usize, usize), Error> {
    let people = Expr::col(enrolment::Column::UserId).count_distinct();
    let rows: Vec<(i64, i64)> = late(tx, session, before).columns([enrolment::Column::Id.count(), people]).await?;
    let (modules, people) = rows.into_iter().next().unwrap_or_default();
    Ok((count(modules), count(people)))
}

/// What has been late the longest.
pub async fn longest_late(tx: &TenantTx, session: &Session, most: u64) -> Result<Vec<Late>, Error> {
    use enrolment::Column;
    late(tx, session, tx.now())
        .ascending(Column::DueAt)
        .ascending(Column::UserId)
        .ascending(Column::ModuleId)
        .limit(most)
        .columns([Expr::col(Column::UserId), Expr::col(Column::ModuleId), Expr::col(Column::DueAt)])
        .await
}

/// The next due dates before a moment, one line for each module and date: how many have not finished.
pub async fn coming(
    tx: &TenantTx,
    session: &Session,
    until: DateTime<Utc>,
    most: u64,
) -> Result<Vec<(Uuid, DateTime<Utc>, usize)>, Error> {
    use enrolment::Column;
    let rows: Vec<(Uuid, DateTime<Utc>, i64)> = open(tx, session)
        .filter(Column::DueAt.gte(tx.now()))
        .filter(Column::DueAt.lt(until))
        .group_by(Column::DueAt)
        .group_by(Column::ModuleId)
        .ascending(Column::DueAt)
        .ascending(Column::ModuleId)
        .limit(most)
        .columns([Expr::col(Column::ModuleId), Expr::col(Column::DueAt), Column::Id.count()])
        .await?;
    Ok(rows.into_iter().map(|(module, due, open)| (module, due, count(open))).collect())
}

fn finished<'tx>(tx: &'tx TenantTx, session: &Session, since: DateTime<Utc>) -> Scoped<'tx, module_progress::Entity> {
    let rows = tx.rows::<module_progress::Entity>().filter(module_progress::Column::CompletedAt.gte(since));
    groups::within_reach(tx, session, rows, module_progress::Column::UserId)
}

/// How many modules people within reach have finished since a moment.
pub async fn finished_since(tx: &TenantTx, session: &Session, since: DateTime<Utc>) -> Result<usize, Error> {
    Ok(usize::try_from(finished(tx, session, since).count().await?).unwrap_or(usize::MAX))
}

/// When people within reach were asked and when they finished, for what was finished last.
pub async fn asked_and_finished(tx: &TenantTx, session: &Session) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, Error> {
    use module_progress::Column;
    let own = |column: Column| (module_progress::Entity, column);
    let theirs = |column: enrolment::Column| Expr::col((enrolment::Entity, column));
    let asked = Query::select()
        .expr(theirs(enrolment::Column::CreatedAt))
        .from(enrolment::Entity)
        .and_where(theirs(enrolment::Column::TenantId).equals(own(Column::TenantId)))
        .and_where(theirs(enrolment::Column::UserId).equals(own(Column::UserId)))
        .and_where(theirs(enrolment::Column::ModuleId).equals(own(Column::ModuleId)))
        .take();
    let asked = SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(asked)));
    let rows: Vec<(Option<DateTime<Utc>>, DateTime<Utc>)> =
        users::among_open(tx, finished(tx, session, DateTime::UNIX_EPOCH), Column::UserId)
            .descending(Column::CompletedAt)
            .descending(Column::Id)
            .limit(MOST_FOR_MEDIAN)
            .columns([asked, Expr::col(Column::CompletedAt)])
            .await?;
    Ok(rows.into_iter().filter_map(|(asked, finished)| Some((asked?, finished))).collect())
}

fn count(rows: i64) -> usize {
    usize::try_from(rows).unwrap_or_default()
}
