//! Queries of certificates.

use entity::certificate;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use crate::kernel::authz::Session;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};
use crate::learning::modules::Publication;
use crate::people::groups;

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

/// The certificates of a person, the last period of a module last.
pub async fn all_of(tx: &TenantTx, user: Uuid) -> Result<Vec<certificate::Model>, Error> {
    let rows = tx.rows::<certificate::Entity>().filter(certificate::Column::UserId.eq(user));
    rows.ascending(certificate::Column::Period).all().await
}

pub async fn insert(
    tx: &TenantTx,
    user: Uuid,
    module: &Publication,
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

/// How many certificates of people within reach count now.
pub async fn count_valid(tx: &TenantTx, reader: &Session) -> Result<u64, Error> {
    use certificate::Column;
    let rows = groups::within_reach(tx, reader, tx.rows::<certificate::Entity>(), Column::UserId);
    let counts = Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(tx.now()));
    rows.filter(Column::RevokedAt.is_null()).filter(counts).count().await
}

/// Notes the sealed file.
pub async fn set_sealed(tx: &TenantTx, id: Uuid, file_id: Uuid) -> Result<(), Error> {
    tx.update(certificate::ActiveModel { id: Set(id), file_id: Set(Some(file_id)), ..Default::default() }).await
}

pub async fn set_revoked(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(certificate::ActiveModel { id: Set(id), revoked_at: Set(Some(tx.now())), ..Default::default() }).await
}

/// The name a certificate is saved under.
pub fn file_name(row: &certificate::Model) -> String {
    format!("certificate-{}.pdf", row.code.chars().take(8).collect::<String>())
}
