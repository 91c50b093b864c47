//! Queries of the wishes of workspaces to hold an agreement.

use chrono::{DateTime, Utc};
use entity::{agreement, agreement_attachment};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::Wish;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

pub async fn insert(
    tx: &TenantTx,
    row: &agreement::Model,
    wish: &Wish,
    link_hash: Vec<u8>,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let new = agreement_attachment::ActiveModel {
        id: Set(wish.id),
        agreement_id: Set(row.id),
        workspace: Set(wish.workspace),
        asked_by: Set(wish.asked_by),
        contact_email: Set(row.contact_email.clone()),
        link_hash: Set(link_hash),
        asked_at: Set(tx.now()),
        expires_at: Set(expires_at),
        ..Default::default()
    };
    tx.insert_all(vec![new]).await
}

pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<agreement_attachment::Model>, Error> {
    tx.rows::<agreement_attachment::Entity>().find(id).await
}

/// The wish that this link confirms.
pub async fn by_link(tx: &TenantTx, link_hash: Vec<u8>) -> Result<agreement_attachment::Model, Error> {
    let rows = tx.rows::<agreement_attachment::Entity>().filter(agreement_attachment::Column::LinkHash.eq(link_hash));
    rows.one().await?.ok_or(Error::NotFound)
}

/// Whether the contact can still confirm that this workspace holds the agreement.
pub async fn is_asked(tx: &TenantTx, agreement: Uuid, workspace: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<agreement_attachment::Entity>().filter(agreement_attachment::Column::AgreementId.eq(agreement));
    let rows = rows.filter(agreement_attachment::Column::Workspace.eq(workspace));
    // One that was confirmed was answered: whoever is asked again gets a link of its own.
    let rows = rows.filter(agreement_attachment::Column::RefusedAt.is_null());
    let rows = rows.filter(agreement_attachment::Column::ConfirmedAt.is_null());
    Ok(rows.filter(agreement_attachment::Column::ExpiresAt.gt(tx.now())).count().await? > 0)
}

/// The contact said no to a workspace: to every link that was sent for it so far.
pub async fn refuse(tx: &TenantTx, asked: &agreement_attachment::Model) -> Result<(), Error> {
    let rows = tx.rows::<agreement_attachment::Entity>();
    let rows = rows.filter(agreement_attachment::Column::AgreementId.eq(asked.agreement_id));
    let rows = rows.filter(agreement_attachment::Column::Workspace.eq(asked.workspace));
    let open = rows.filter(agreement_attachment::Column::ConfirmedAt.is_null());
    let open = open.filter(agreement_attachment::Column::RefusedAt.is_null());
    open.set([(agreement_attachment::Column::RefusedAt, Expr::value(tx.now()))]).await.map(|_| ())
}

pub async fn confirm(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    let origin = tx.origin();
    let change = agreement_attachment::ActiveModel {
        id: Set(id),
        confirmed_at: Set(Some(tx.now())),
        confirmed_ip: Set(origin.ip.map(|ip| ip.to_string())),
        confirmed_agent: Set(origin.user_agent.clone()),
        ..Default::default()
    };
    tx.update(change).await
}
