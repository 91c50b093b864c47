//! Queries of the public directory of sealed documents.

use entity::document;
use sea_orm::{ColumnTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::model::Known;
use crate::kernel::db::Register;
use crate::kernel::error::Error;

pub async fn by_fingerprint(register: &Register, sha256: &str) -> Result<Option<Known>, Error> {
    let rows = register.rows::<document::Entity>(|all| all.filter(document::Column::Sha256.eq(sha256))).await?;
    Ok(rows.into_iter().next().map(known))
}

pub async fn by_ids(register: &Register, ids: Vec<Uuid>) -> Result<Option<Known>, Error> {
    if ids.is_empty() {
        return Ok(None);
    }
    let rows = register.rows::<document::Entity>(|all| all.filter(document::Column::Id.is_in(ids))).await?;
    Ok(rows.into_iter().next().map(known))
}

pub async fn by_code(register: &Register, code: &str) -> Result<Option<Known>, Error> {
    let rows = register.rows::<document::Entity>(|all| all.filter(document::Column::Code.eq(code))).await?;
    Ok(rows.into_iter().next().map(known))
}

fn known(row: document::Model) -> Known {
    Known { kind: row.kind, code: row.code, sealed_at: row.sealed_at, sha256: row.sha256 }
}
