//! A tenant's files by their rows: what each is called, how big it is, and its fingerprint. The bytes lie in
//! [`Files`](super::Files).

use std::sync::Arc;

use entity::stored_file;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::StoredFile;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::keys::TenantKey;
use crate::kernel::tenancy::TenantId;

/// What a file is.
pub struct Label {
    /// A word for the kind of file: `agreement`.
    pub kind: &'static str,
    /// The name it is saved under.
    pub name: String,
    /// Its media type.
    pub content_type: &'static str,
}

impl Label {
    /// A PDF.
    #[must_use]
    pub fn pdf(kind: &'static str, name: String) -> Self {
        Self { kind, name, content_type: "application/pdf" }
    }
}

/// A file that is about to be sent.
pub struct OpenFile {
    /// Whose it is.
    pub tenant: TenantId,
    /// The key it is sealed with.
    pub key: Arc<TenantKey>,
    /// Which one.
    pub id: Uuid,
    /// Bytes.
    pub size: u64,
    /// The name it is saved under.
    pub name: String,
    /// Its media type.
    pub content_type: String,
}

/// Writes the bytes of a whole file whose row follows in another transaction ([`enter`]): the reading one that is given ends
/// first, so that nobody waits for the store. The id is that of what the file shows: done again, the bytes are replaced.
///
/// # Errors
/// When the store or the database fails.
pub async fn put(reading: TenantTx, id: Uuid, bytes: &[u8]) -> Result<StoredFile, Error> {
    let (kernel, tenant, key) = (reading.kernel().clone(), reading.tenant().get(), reading.key().await?);
    drop(reading);
    kernel.files.put(&key, tenant, id, bytes).await
}

/// Adds the row of a file whose bytes are written.
///
/// # Errors
/// When the database fails.
pub async fn enter(tx: &TenantTx, id: Uuid, label: Label, file: &StoredFile) -> Result<(), Error> {
    let row = stored_file::ActiveModel {
        id: Set(id),
        kind: Set(label.kind.to_owned()),
        name: Set(label.name),
        content_type: Set(label.content_type.to_owned()),
        size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
        sha256: Set(file.sha256_hex()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_all(vec![row]).await
}

/// Finds a file, to be sent after the transaction.
///
/// # Errors
/// `NotFound`.
pub async fn open(tx: &TenantTx, id: Uuid) -> Result<OpenFile, Error> {
    let row = tx.rows::<stored_file::Entity>().by_id(id).await?;
    Ok(OpenFile {
        tenant: tx.tenant(),
        key: tx.key().await?,
        id,
        size: u64::try_from(row.size).unwrap_or_default(),
        name: row.name,
        content_type: row.content_type,
    })
}

/// Removes the row and the bytes of a file. When the transaction fails afterwards, the row names a file that is gone, and
/// removing it again is no error.
///
/// # Errors
/// When the store or the database fails.
pub async fn remove(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.rows::<stored_file::Entity>().filter(stored_file::Column::Id.eq(id)).delete().await?;
    tx.kernel().files.delete(tx.tenant().get(), id).await
}

/// Files in the order of their ids, but those of one kind.
///
/// # Errors
/// When the database fails.
pub async fn all_but(tx: &TenantTx, kind: &str, after: Option<Uuid>, most: u64) -> Result<Vec<stored_file::Model>, Error> {
    tx.rows::<stored_file::Entity>()
        .filter(stored_file::Column::Kind.ne(kind))
        .filter(Condition::all().add_option(after.map(|after| stored_file::Column::Id.gt(after))))
        .ascending(stored_file::Column::Id)
        .limit(most)
        .all()
        .await
}
