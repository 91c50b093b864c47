//! The public directory of sealed documents: which tenant holds the file with this fingerprint, or with this code on paper.
//! It says nothing of what stands in them (M-1.4).

use entity::document;
use sea_orm::{ColumnTrait as _, Condition, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set};
use uuid::Uuid;

use super::db::{Register, TenantTx};
use super::error::Error;
use super::tenancy::TenantId;

/// A document in the directory.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The document: the id of what it is about.
    pub id: Uuid,
    /// A word for the kind of document: `dpa`.
    pub kind: &'static str,
    /// The code on paper.
    pub code: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Enters a document of the transaction's tenant.
///
/// # Errors
/// `Taken` when it stands there already.
pub async fn enter(tx: &TenantTx, entry: Entry) -> Result<(), Error> {
    tx.enter(document::ActiveModel {
        id: Set(entry.id),
        owner_id: Set(tx.tenant().get()),
        kind: Set(entry.kind.to_owned()),
        object_id: Set(entry.id),
        code: Set(entry.code),
        sha256: Set(entry.sha256),
        sealed_at: Set(tx.now()),
    })
    .await
}

/// The document whose file has this SHA-256.
///
/// # Errors
/// When the database fails.
pub async fn by_fingerprint(register: &Register, sha256: &str) -> Result<Option<document::Model>, Error> {
    first(register, document::Column::Sha256.eq(sha256)).await
}

/// The first document that is one of these.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(register: &Register, ids: Vec<Uuid>) -> Result<Option<document::Model>, Error> {
    if ids.is_empty() { Ok(None) } else { first(register, document::Column::Id.is_in(ids)).await }
}

/// The document with this code on paper.
///
/// # Errors
/// When the database fails.
pub async fn by_code(register: &Register, code: &str) -> Result<Option<document::Model>, Error> {
    first(register, document::Column::Code.eq(code)).await
}

/// Whether this document of the transaction's tenant stands in the directory.
///
/// # Errors
/// When the database fails.
pub async fn is_entered(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    let (this, mine) = (document::Column::Id.eq(id), document::Column::OwnerId.eq(tx.tenant().get()));
    Ok(!tx.register::<document::Entity>(|all| all.filter(this).filter(mine).limit(1)).await?.is_empty())
}

/// At most so many documents of the transaction's tenant after an id, in the order of ids.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &TenantTx, after: Option<Uuid>, most: u64) -> Result<Vec<document::Model>, Error> {
    let mine = document::Column::OwnerId.eq(tx.tenant().get());
    let later = Condition::all().add_option(after.map(|after| document::Column::Id.gt(after)));
    tx.register::<document::Entity>(|all| all.filter(mine).filter(later).order_by_asc(document::Column::Id).limit(most)).await
}

/// Whether any document was ever sealed.
///
/// # Errors
/// When the database fails.
pub async fn any(register: &Register) -> Result<bool, Error> {
    Ok(!register.rows::<document::Entity>(|all| all.limit(1)).await?.is_empty())
}

/// Who holds a document.
#[must_use]
pub fn holder(row: &document::Model) -> TenantId {
    TenantId::trusted(row.owner_id)
}

async fn first(register: &Register, which: impl sea_orm::sea_query::IntoCondition) -> Result<Option<document::Model>, Error> {
    Ok(register.rows::<document::Entity>(|all| all.filter(which)).await?.into_iter().next())
}
