//! Queries of the mail list.

use entity::list_subscriber;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::GOOD_FOR;
use crate::kernel::db::{Scoped, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::people::users::Email;

/// Enters an address unless it is there; gives its row, held until the end of the transaction.
pub async fn entered(tx: &TenantTx, email: &Email, locale: Locale) -> Result<list_subscriber::Model, Error> {
    let row = list_subscriber::ActiveModel {
        id: Set(tx.new_id()?),
        email: Set(email.as_str().to_owned()),
        locale: Set(locale.code().to_owned()),
        state: Set("pending".to_owned()),
        asked_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_new(row).await?;
    let rows = tx.rows::<list_subscriber::Entity>().filter(list_subscriber::Column::Email.eq(email.as_str()));
    rows.locked().one().await?.ok_or(Error::NotFound)
}

/// The link by which a pending address is confirmed; an older one no longer works.
pub async fn set_link(tx: &TenantTx, id: Uuid, hash: Vec<u8>, locale: Locale) -> Result<(), Error> {
    tx.update(list_subscriber::ActiveModel {
        id: Set(id),
        locale: Set(locale.code().to_owned()),
        confirm_hash: Set(Some(hash)),
        confirm_until: Set(Some(tx.now() + GOOD_FOR)),
        ..Default::default()
    })
    .await
}

pub async fn by_link(tx: &TenantTx, hash: Vec<u8>) -> Result<list_subscriber::Model, Error> {
    of_link(tx, hash).one().await?.ok_or(Error::NotFound)
}

/// As [`by_link`], held until the end of the transaction.
pub async fn hold_by_link(tx: &TenantTx, hash: Vec<u8>) -> Result<list_subscriber::Model, Error> {
    of_link(tx, hash).locked().one().await?.ok_or(Error::NotFound)
}

fn of_link(tx: &TenantTx, hash: Vec<u8>) -> Scoped<'_, list_subscriber::Entity> {
    tx.rows::<list_subscriber::Entity>().filter(list_subscriber::Column::ConfirmHash.eq(hash))
}

/// The address is confirmed, and its link is used up; says whether nobody was faster.
pub async fn confirm(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<list_subscriber::Entity>().filter(list_subscriber::Column::Id.eq(id));
    let pending = rows.filter(list_subscriber::Column::State.eq("pending"));
    let none: Option<Vec<u8>> = None;
    let changed = pending
        .set([
            (list_subscriber::Column::State, Expr::value("confirmed")),
            (list_subscriber::Column::ConfirmedAt, Expr::value(tx.now())),
            (list_subscriber::Column::ConfirmHash, Expr::value(none)),
        ])
        .await?;
    Ok(changed > 0)
}

/// The address leaves; says whether it was there.
pub async fn remove(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<list_subscriber::Entity>().filter(list_subscriber::Column::Id.eq(id));
    Ok(rows.delete().await? > 0)
}

/// The confirmed addresses after one, in order.
pub async fn confirmed_after(tx: &TenantTx, after: Option<Uuid>, most: u64) -> Result<Vec<list_subscriber::Model>, Error> {
    let mut rows = tx.rows::<list_subscriber::Entity>().filter(list_subscriber::Column::State.eq("confirmed"));
    if let Some(after) = after {
        rows = rows.filter(list_subscriber::Column::Id.gt(after));
    }
    rows.ascending(list_subscriber::Column::Id).limit(most).all().await
}

/// The workspace that tells these addresses of changes itself, as far as they are on the list.
pub async fn set_workspace(tx: &TenantTx, emails: &[Email], workspace: Uuid) -> Result<(), Error> {
    let rows = of_addresses(tx, emails);
    rows.set([(list_subscriber::Column::WorkspaceId, Expr::value(workspace))]).await.map(|_| ())
}

/// Whether one of these addresses has a row.
pub async fn is_any_there(tx: &TenantTx, emails: &[Email]) -> Result<bool, Error> {
    Ok(of_addresses(tx, emails).count().await? > 0)
}

fn of_addresses<'a>(tx: &'a TenantTx, emails: &[Email]) -> Scoped<'a, list_subscriber::Entity> {
    tx.rows::<list_subscriber::Entity>().among(list_subscriber::Column::Email, emails.iter().map(Email::as_str))
}
