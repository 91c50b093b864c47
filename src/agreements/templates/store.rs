//! Queries of versions. They live in the operator's realm.

use std::collections::HashMap;

use entity::{agreement, agreement_template};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Checked, State};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// A version without its files: which one it is, and which text that is.
pub struct Head {
    pub id: Uuid,
    pub sha256: [String; 3],
}

fn written(checked: &Checked, note: String) -> agreement_template::ActiveModel {
    let [template_toml, en_md, de_md] = checked.files.clone();
    let [template_toml_sha256, en_md_sha256, de_md_sha256] = checked.sha256();
    agreement_template::ActiveModel {
        version: Set(checked.template.version().to_owned()),
        template_toml: Set(template_toml),
        en_md: Set(en_md),
        de_md: Set(de_md),
        template_toml_sha256: Set(template_toml_sha256),
        en_md_sha256: Set(en_md_sha256),
        de_md_sha256: Set(de_md_sha256),
        note: Set(note),
        ..Default::default()
    }
}

pub async fn insert(tx: &TenantTx, checked: &Checked, note: String) -> Result<agreement_template::Model, Error> {
    let (by, at) = (Set(Some(tx.person()?)), Set(tx.now()));
    let row = agreement_template::ActiveModel {
        id: Set(tx.new_id()?),
        state: Set(State::Draft.as_str().to_owned()),
        origin: Set("uploaded".to_owned()),
        revision: Set(1),
        uploaded_by: by.clone(),
        uploaded_at: at.clone(),
        changed_by: by,
        changed_at: at,
        ..written(checked, note)
    };
    tx.insert(row).await
}

/// Enters the version that comes with the product, unless somebody else just did; says whether.
pub async fn insert_shipped(tx: &TenantTx, id: Uuid, checked: &Checked, state: State) -> Result<bool, Error> {
    let at = tx.now();
    let published_at = Set(Some(at).filter(|_| state == State::Published));
    let row = agreement_template::ActiveModel {
        id: Set(id),
        state: Set(state.as_str().to_owned()),
        origin: Set("shipped".to_owned()),
        revision: Set(1),
        uploaded_at: Set(at),
        changed_at: Set(at),
        approved_at: Set(Some(at)),
        published_at,
        ..written(checked, String::new())
    };
    tx.insert_new(row).await
}

/// Writes a draft anew; whoever does is its last author.
pub async fn rewrite(tx: &TenantTx, row: &agreement_template::Model, checked: &Checked, note: String) -> Result<(), Error> {
    tx.update(agreement_template::ActiveModel {
        id: Set(row.id),
        revision: Set(row.revision + 1),
        changed_by: Set(Some(tx.person()?)),
        changed_at: Set(tx.now()),
        ..written(checked, note)
    })
    .await
}

pub async fn set_state(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    let (by, at) = (Set(Some(tx.person()?)), Set(Some(tx.now())));
    let mut row = agreement_template::ActiveModel { id: Set(id), state: Set(state.as_str().to_owned()), ..Default::default() };
    match state {
        State::Approved => (row.approved_by, row.approved_at) = (by, at),
        State::Published => (row.published_by, row.published_at) = (by, at),
        State::Retired => (row.retired_by, row.retired_at) = (by, at),
        State::Withdrawn => (row.withdrawn_by, row.withdrawn_at) = (by, at),
        State::Draft => {}
    }
    tx.update(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<agreement_template::Model, Error> {
    tx.rows::<agreement_template::Entity>().by_id(id).await
}

/// The version, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<agreement_template::Model, Error> {
    tx.rows::<agreement_template::Entity>().locked().by_id(id).await
}

/// The version that agreements are made from, held until the end of the transaction.
pub async fn hold_published(tx: &TenantTx) -> Result<Option<agreement_template::Model>, Error> {
    let rows = tx.rows::<agreement_template::Entity>().locked();
    rows.filter(agreement_template::Column::State.eq(State::Published.as_str())).one().await
}

/// The version with this number, whoever brought it; one that was withdrawn has given its number back.
pub async fn by_version(tx: &TenantTx, version: &str) -> Result<Option<agreement_template::Model>, Error> {
    let rows = tx.rows::<agreement_template::Entity>().filter(agreement_template::Column::Version.eq(version));
    rows.filter(agreement_template::Column::State.ne(State::Withdrawn.as_str())).one().await
}

type Columns = (Uuid, String, String, String);

fn head(row: Columns) -> Head {
    let (id, config, en, de) = row;
    Head { id, sha256: [config, en, de] }
}

fn head_columns() -> [Expr; 4] {
    use agreement_template::Column;
    [Column::Id, Column::TemplateTomlSha256, Column::EnMdSha256, Column::DeMdSha256].map(Expr::col)
}

/// Which version agreements are made from.
pub async fn published(tx: &TenantTx) -> Result<Option<Head>, Error> {
    let rows = tx.rows::<agreement_template::Entity>();
    let rows = rows.filter(agreement_template::Column::State.eq(State::Published.as_str()));
    Ok(rows.columns::<Columns>(head_columns()).await?.pop().map(head))
}

/// Which version has this number and is, or was, one that agreements are made from.
pub async fn ever_published(tx: &TenantTx, version: &str) -> Result<Option<Head>, Error> {
    let rows = tx.rows::<agreement_template::Entity>().filter(agreement_template::Column::Version.eq(version));
    let rows = rows.among(agreement_template::Column::State, [State::Published.as_str(), State::Retired.as_str()]);
    Ok(rows.columns::<Columns>(head_columns()).await?.pop().map(head))
}

/// The numbers of all versions that are, or were, published, the newest first, each with the moment.
pub async fn editions(tx: &TenantTx) -> Result<Vec<agreement_template::Model>, Error> {
    let rows = tx.rows::<agreement_template::Entity>();
    let rows = rows.among(agreement_template::Column::State, [State::Published.as_str(), State::Retired.as_str()]);
    rows.descending(agreement_template::Column::PublishedAt).descending(agreement_template::Column::Id).all().await
}

/// Versions, the newest first.
pub async fn page(tx: &TenantTx, state: Option<State>, paging: &Paging) -> Result<Page<agreement_template::Model>, Error> {
    let mut rows = tx.rows::<agreement_template::Entity>();
    if let Some(state) = state {
        rows = rows.filter(agreement_template::Column::State.eq(state.as_str()));
    }
    page::read(tx, rows, Sort::Newest, paging, &format!("templates {state:?}")).await
}

/// How many agreements were made from each version.
pub async fn made_from(tx: &TenantTx) -> Result<HashMap<String, i64>, Error> {
    let rows = tx.rows::<agreement::Entity>().group_by(agreement::Column::TemplateVersion);
    let counts = rows.columns::<(String, i64)>([Expr::col(agreement::Column::TemplateVersion), agreement::Column::Id.count()]);
    Ok(counts.await?.into_iter().collect())
}
