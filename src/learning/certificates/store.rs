//! Queries of certificates.

use entity::{certificate, document, publication, stored_file};
use sea_orm::{ColumnTrait as _, QueryFilter as _, Set};
use uuid::Uuid;

use crate::kernel::db::{Register, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::files::StoredFile;
use crate::kernel::page::{self, Page, Paging, Sort};

/// Certificates count from the first passing; a later period comes with renewal.
const FIRST_PERIOD: i32 = 1;

pub async fn of(tx: &TenantTx, user: Uuid, module: Uuid) -> Result<Option<certificate::Model>, Error> {
    tx.rows::<certificate::Entity>()
        .filter(certificate::Column::UserId.eq(user))
        .filter(certificate::Column::ModuleId.eq(module))
        .filter(certificate::Column::Period.eq(FIRST_PERIOD))
        .one()
        .await
}

pub async fn insert(
    tx: &TenantTx,
    user: Uuid,
    module: &publication::Model,
    holder_name: String,
    code: String,
) -> Result<certificate::Model, Error> {
    let row = certificate::ActiveModel {
        id: Set(tx.new_id()?),
        user_id: Set(user),
        module_id: Set(module.module_id),
        period: Set(FIRST_PERIOD),
        code: Set(code),
        holder_name: Set(holder_name),
        module_title: Set(module.title.clone()),
        module_version: Set(module.version),
        issued_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The published version that people see now.
pub async fn published(tx: &TenantTx, module: Uuid) -> Result<Option<publication::Model>, Error> {
    tx.rows::<publication::Entity>()
        .filter(publication::Column::ModuleId.eq(module))
        .descending(publication::Column::Version)
        .one()
        .await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<certificate::Model, Error> {
    tx.rows::<certificate::Entity>().by_id(id).await
}

pub async fn locked(tx: &TenantTx, id: Uuid) -> Result<certificate::Model, Error> {
    tx.rows::<certificate::Entity>().locked().by_id(id).await
}

pub async fn of_person(tx: &TenantTx, user: Uuid, paging: &Paging) -> Result<Page<certificate::Model>, Error> {
    let rows = tx.rows::<certificate::Entity>().filter(certificate::Column::UserId.eq(user));
    page::read(tx, rows, Sort::Newest, paging, &format!("certificates of {user}")).await
}

pub async fn count(tx: &TenantTx) -> Result<u64, Error> {
    tx.rows::<certificate::Entity>().filter(certificate::Column::RevokedAt.is_null()).count().await
}

/// Keeps the sealed file: its row, its entry in the public directory, and the certificate's reference to it.
pub async fn set_sealed(tx: &TenantTx, row: &certificate::Model, file_id: Uuid, file: &StoredFile) -> Result<(), Error> {
    let sha256 = file.sha256_hex();
    let stored = stored_file::ActiveModel {
        id: Set(file_id),
        kind: Set("certificate".to_owned()),
        name: Set(file_name(row)),
        content_type: Set("application/pdf".to_owned()),
        size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
        sha256: Set(sha256.clone()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_all(vec![stored]).await?;
    let entry = document::ActiveModel {
        id: Set(row.id),
        owner_id: Set(tx.tenant().get()),
        kind: Set("certificate".to_owned()),
        object_id: Set(row.id),
        code: Set(row.code.clone()),
        sha256: Set(sha256),
        sealed_at: Set(tx.now()),
    };
    tx.enter(entry).await?;
    tx.update(certificate::ActiveModel { id: Set(row.id), file_id: Set(Some(file_id)), ..Default::default() }).await
}

pub async fn set_revoked(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(certificate::ActiveModel { id: Set(id), revoked_at: Set(Some(tx.now())), ..Default::default() }).await
}

pub async fn size_of(tx: &TenantTx, file_id: Uuid) -> Result<i64, Error> {
    Ok(tx.rows::<stored_file::Entity>().by_id(file_id).await?.size)
}

/// Which tenant holds the certificate with this code.
pub async fn holder_of(register: &Register, code: &str) -> Result<Option<document::Model>, Error> {
    let rows = register
        .rows::<document::Entity>(|all| {
            all.filter(document::Column::Code.eq(code)).filter(document::Column::Kind.eq("certificate"))
        })
        .await?;
    Ok(rows.into_iter().next())
}

/// The name a certificate is saved under.
pub fn file_name(row: &certificate::Model) -> String {
    format!("certificate-{}.pdf", row.code.chars().take(8).collect::<String>())
}
