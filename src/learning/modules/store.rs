//! Queries of modules, units and publications.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{module, publication, unit};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::draft::{Draft, ModuleChange, UnitChange, UnitDraft};
use super::model::{Filter, State, UnitKind};
use super::publication::Content;
use crate::kernel::db::{Scoped, TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// What a list says of a version: module, version, id, and when it was published.
pub type Version = (Uuid, i32, Uuid, DateTime<Utc>);

pub async fn insert(tx: &TenantTx, draft: Draft) -> Result<module::Model, Error> {
    let row = module::ActiveModel {
        id: Set(tx.new_id()?),
        title: Set(draft.title),
        language: Set(draft.language),
        summary: Set(draft.summary),
        state: Set(State::Draft.as_str().to_owned()),
        created_by: Set(tx.person()?),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<module::Model, Error> {
    tx.rows::<module::Entity>().by_id(id).await
}

pub async fn by_ids(tx: &TenantTx, ids: &[Uuid]) -> Result<Vec<module::Model>, Error> {
    tx.rows::<module::Entity>().among(module::Column::Id, ids.iter().copied()).all().await
}

/// The module, held until the end of the transaction, so that two authors change it one after the other.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<module::Model, Error> {
    tx.rows::<module::Entity>().locked().by_id(id).await
}

pub async fn page(tx: &TenantTx, filter: &Filter, paging: &Paging) -> Result<Page<module::Model>, Error> {
    let mut rows = tx.rows::<module::Entity>();
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        rows = rows.filter(holds(module::Column::Title, text));
    }
    if let Some(state) = filter.state.as_deref().and_then(State::parse) {
        rows = rows.filter(module::Column::State.eq(state.as_str()));
    }
    page::read(
        tx,
        rows,
        Sort::Text(module::Column::Title, |row: &module::Model| &row.title),
        paging,
        &format!("modules {filter:?}"),
    )
    .await
}

pub async fn change(tx: &TenantTx, id: Uuid, change: &ModuleChange, at: DateTime<Utc>) -> Result<(), Error> {
    let mut row = module::ActiveModel { id: Set(id), updated_at: Set(at), ..Default::default() };
    if let Some(title) = &change.title {
        row.title = Set(title.clone());
    }
    if let Some(language) = &change.language {
        row.language = Set(language.clone());
    }
    if let Some(summary) = &change.summary {
        row.summary = Set(summary.clone());
    }
    tx.update(row).await
}

/// Says that the draft has changed.
pub async fn touch(tx: &TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    tx.update(module::ActiveModel { id: Set(id), updated_at: Set(at), ..Default::default() }).await
}

/// Says that the draft was published at a moment: every later change is later than that.
pub async fn set_published(tx: &TenantTx, id: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    let state = Set(State::Published.as_str().to_owned());
    tx.update(module::ActiveModel { id: Set(id), state, updated_at: Set(at), ..Default::default() }).await
}

/// The quiz units of drafts, as pairs of module and unit.
pub async fn quiz_units(tx: &TenantTx, modules: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, Error> {
    tx.rows::<unit::Entity>()
        .among(unit::Column::ModuleId, modules.iter().copied())
        .filter(unit::Column::RemovedAt.is_null())
        .filter(unit::Column::Kind.eq(UnitKind::Quiz.as_str()))
        .columns([Expr::col(unit::Column::ModuleId), Expr::col(unit::Column::Id)])
        .await
}

/// How many units the drafts have; a module without any is absent.
pub async fn unit_counts(tx: &TenantTx, modules: &[Uuid]) -> Result<HashMap<Uuid, u64>, Error> {
    let counted: Vec<(Uuid, i64)> = tx
        .rows::<unit::Entity>()
        .among(unit::Column::ModuleId, modules.iter().copied())
        .filter(unit::Column::RemovedAt.is_null())
        .group_by(unit::Column::ModuleId)
        .columns([Expr::col(unit::Column::ModuleId), unit::Column::Id.count()])
        .await?;
    Ok(counted.into_iter().map(|(module, count)| (module, u64::try_from(count).unwrap_or_default())).collect())
}

/// The units of the draft in their order.
pub async fn units(tx: &TenantTx, module: Uuid) -> Result<Vec<unit::Model>, Error> {
    tx.rows::<unit::Entity>()
        .filter(unit::Column::ModuleId.eq(module))
        .filter(unit::Column::RemovedAt.is_null())
        .ascending(unit::Column::Position)
        .ascending(unit::Column::Id)
        .all()
        .await
}

/// A unit of the draft.
pub async fn unit(tx: &TenantTx, module: Uuid, id: Uuid) -> Result<unit::Model, Error> {
    tx.rows::<unit::Entity>().filter(unit::Column::ModuleId.eq(module)).filter(unit::Column::RemovedAt.is_null()).by_id(id).await
}

/// The module of a unit, also of one that was removed from the draft: a published version may still have it.
pub async fn module_of(tx: &TenantTx, unit: Uuid) -> Result<Option<Uuid>, Error> {
    let found: Vec<(Uuid,)> =
        tx.rows::<unit::Entity>().filter(unit::Column::Id.eq(unit)).columns([Expr::col(unit::Column::ModuleId)]).await?;
    Ok(found.first().map(|(module,)| *module))
}

/// Whether a unit was once in the draft of this module and was taken out.
pub async fn was_removed(tx: &TenantTx, module: Uuid, id: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<unit::Entity>().filter(unit::Column::ModuleId.eq(module)).filter(unit::Column::Id.eq(id));
    Ok(rows.filter(unit::Column::RemovedAt.is_not_null()).count().await? > 0)
}

/// A unit of whatever module, if it is in the draft.
pub async fn unit_anywhere(tx: &TenantTx, id: Uuid) -> Result<unit::Model, Error> {
    tx.rows::<unit::Entity>().filter(unit::Column::RemovedAt.is_null()).by_id(id).await
}

pub async fn insert_unit(tx: &TenantTx, module: Uuid, position: i32, draft: UnitDraft) -> Result<unit::Model, Error> {
    let row = unit::ActiveModel {
        id: Set(tx.new_id()?),
        module_id: Set(module),
        position: Set(position),
        kind: Set(draft.kind.as_str().to_owned()),
        title: Set(draft.title),
        body_md: Set(draft.body_md),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn change_unit(tx: &TenantTx, id: Uuid, change: &UnitChange, at: DateTime<Utc>) -> Result<(), Error> {
    let mut row = unit::ActiveModel { id: Set(id), updated_at: Set(at), ..Default::default() };
    if let Some(title) = &change.title {
        row.title = Set(title.clone());
    }
    if let Some(body) = &change.body_md {
        row.body_md = Set(body.clone());
    }
    tx.update(row).await
}

pub async fn remove_unit(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(unit::ActiveModel { id: Set(id), removed_at: Set(Some(tx.now())), ..Default::default() }).await
}

/// Puts the units of a draft into this order, in one statement.
pub async fn order(tx: &TenantTx, module: Uuid, units: &[Uuid]) -> Result<(), Error> {
    let mut positions = CaseStatement::new();
    for (position, unit) in (1i32..).zip(units) {
        positions = positions.case(unit::Column::Id.eq(*unit), position);
    }
    let positions = positions.finally(Expr::col(unit::Column::Position));
    let rows = tx.rows::<unit::Entity>().filter(unit::Column::ModuleId.eq(module)).filter(unit::Column::RemovedAt.is_null());
    rows.set([(unit::Column::Position, positions.into())]).await?;
    Ok(())
}

/// Keeps a version.
pub async fn insert_publication(
    tx: &TenantTx,
    module: &module::Model,
    version: i32,
    content: &Content,
    published_at: DateTime<Utc>,
) -> Result<Uuid, Error> {
    let id = tx.new_id()?;
    let row = publication::ActiveModel {
        id: Set(id),
        module_id: Set(module.id),
        version: Set(version),
        title: Set(module.title.clone()),
        content: Set(serde_json::to_value(content)?),
        published_by: Set(tx.person()?),
        published_at: Set(published_at),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await?;
    Ok(id)
}

/// Everything of the versions of a module but their content, the latest first.
pub async fn publications(tx: &TenantTx, module: Uuid) -> Result<Vec<super::model::PublicationSummary>, Error> {
    use publication::Column;
    let rows: Vec<(Uuid, i32, String, Uuid, DateTime<Utc>)> = tx
        .rows::<publication::Entity>()
        .filter(Column::ModuleId.eq(module))
        .descending(Column::Version)
        .columns([Column::Id, Column::Version, Column::Title, Column::PublishedBy, Column::PublishedAt].map(Expr::col))
        .await?;
    let turn = |(id, version, title, published_by, published_at)| super::model::PublicationSummary {
        id,
        version,
        title,
        published_by,
        published_at,
    };
    Ok(rows.into_iter().map(turn).collect())
}

/// The latest version of a module, without its content.
pub async fn latest_version(tx: &TenantTx, module: Uuid) -> Result<Option<Version>, Error> {
    let rows = tx
        .rows::<publication::Entity>()
        .filter(publication::Column::ModuleId.eq(module))
        .descending(publication::Column::Version)
        .limit(1);
    Ok(rows.columns::<Version>(version_columns()).await?.into_iter().next())
}

/// One version of a module, without its content.
pub async fn version(tx: &TenantTx, module: Uuid, number: i32) -> Result<Option<Version>, Error> {
    let rows = tx.rows::<publication::Entity>().filter(publication::Column::ModuleId.eq(module));
    let rows = rows.filter(publication::Column::Version.eq(number));
    Ok(rows.columns::<Version>(version_columns()).await?.into_iter().next())
}

/// The latest version of each of the modules, without its content.
pub async fn latest_versions(tx: &TenantTx, modules: &[Uuid]) -> Result<HashMap<Uuid, Version>, Error> {
    let rows = latest(tx, modules).columns::<Version>(version_columns()).await?;
    Ok(rows.into_iter().map(|version| (version.0, version)).collect())
}

/// The published titles of the modules.
pub async fn published_titles(tx: &TenantTx, modules: &[Uuid]) -> Result<HashMap<Uuid, String>, Error> {
    use publication::Column;
    let rows: Vec<(Uuid, String)> = latest(tx, modules).columns([Expr::col(Column::ModuleId), Expr::col(Column::Title)]).await?;
    Ok(rows.into_iter().collect())
}

/// The latest version of each of the modules: there is none of the same module with a higher number.
fn latest<'tx>(tx: &'tx TenantTx, modules: &[Uuid]) -> Scoped<'tx, publication::Entity> {
    use publication::Column;
    let newer = Alias::new("newer");
    let own = |column: Column| Expr::col((publication::Entity, column));
    let later = Query::select()
        .expr(Expr::val(1))
        .from_as(publication::Entity, newer.clone())
        .and_where(own(Column::TenantId).equals((newer.clone(), Column::TenantId)))
        .and_where(own(Column::ModuleId).equals((newer.clone(), Column::ModuleId)))
        .and_where(own(Column::Version).lt(Expr::col((newer, Column::Version))))
        .take();
    tx.rows::<publication::Entity>().among(Column::ModuleId, modules.iter().copied()).filter(Expr::exists(later).not())
}

fn version_columns() -> [sea_orm::sea_query::SimpleExpr; 4] {
    use publication::Column;
    [Column::ModuleId, Column::Version, Column::Id, Column::PublishedAt].map(Expr::col)
}

/// These versions with their content.
pub async fn with_content(tx: &TenantTx, ids: &[Uuid]) -> Result<Vec<publication::Model>, Error> {
    tx.rows::<publication::Entity>().among(publication::Column::Id, ids.iter().copied()).all().await
}

/// How many modules learners can be given.
pub async fn count_published(tx: &TenantTx) -> Result<u64, Error> {
    tx.rows::<module::Entity>().filter(module::Column::State.eq(State::Published.as_str())).count().await
}

/// Modules that learners can be given, by title.
pub async fn published_modules(tx: &TenantTx, most: u64) -> Result<Vec<module::Model>, Error> {
    tx.rows::<module::Entity>()
        .filter(module::Column::State.eq(State::Published.as_str()))
        .ascending(module::Column::Title)
        .ascending(module::Column::Id)
        .limit(most)
        .all()
        .await
}
