//! Queries of contacts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{notice_contact, notice_term};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, FromQueryResult, Set};
use uuid::Uuid;

use super::model::{Agreed, Contact, Draft, Reader};
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::people::sessions::Secret;

/// Those who were not struck out, the oldest first.
pub async fn all(tx: &TenantTx) -> Result<Vec<notice_contact::Model>, Error> {
    let rows = tx.rows::<notice_contact::Entity>().filter(notice_contact::Column::RemovedAt.is_null());
    rows.ascending(notice_contact::Column::Id).all().await
}

pub async fn insert(
    tx: &TenantTx,
    draft: Draft,
    secret: &Secret,
    expires: DateTime<Utc>,
) -> Result<notice_contact::Model, Error> {
    let row = notice_contact::ActiveModel {
        id: Set(tx.new_id()?),
        name: Set(draft.name),
        email: Set(draft.email),
        locale: Set(draft.locale.code().to_owned()),
        token_hash: Set(secret.fingerprint()),
        added_by: Set(tx.person()?),
        added_at: Set(tx.now()),
        expires_at: Set(expires),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Enters the contact of an agreement: it is confirmed, and its link was never given out.
pub async fn insert_agreed(tx: &TenantTx, agreed: &Agreed, secret: &Secret) -> Result<notice_contact::Model, Error> {
    let row = notice_contact::ActiveModel {
        id: Set(tx.new_id()?),
        name: Set(agreed.name.clone()),
        email: Set(agreed.email.clone()),
        locale: Set(agreed.locale.code().to_owned()),
        token_hash: Set(secret.fingerprint()),
        added_by: Set(agreed.named_by),
        added_at: Set(tx.now()),
        expires_at: Set(tx.now()),
        confirmed_at: Set(Some(tx.now())),
        agreement_id: Set(Some(agreed.agreement_id)),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Enters the days of an agreement, or lets those that had ended hold again; says whether they did not hold.
pub async fn begin_term(tx: &TenantTx, agreed: &Agreed) -> Result<bool, Error> {
    let row = notice_term::ActiveModel {
        id: Set(tx.new_id()?),
        agreement_id: Set(agreed.agreement_id),
        notice_days: Set(agreed.notice_days.into()),
        in_force_at: Set(agreed.in_force_at),
        ..Default::default()
    };
    if tx.insert_new(row).await? {
        return Ok(true);
    }
    let rows = tx.rows::<notice_term::Entity>().filter(notice_term::Column::AgreementId.eq(agreed.agreement_id));
    let ended = rows.filter(notice_term::Column::EndedAt.is_not_null());
    Ok(ended.set([(notice_term::Column::EndedAt, Expr::value(None::<DateTime<Utc>>))]).await? > 0)
}

/// The days of an agreement hold no longer; says whether they did.
pub async fn end_term(tx: &TenantTx, agreement: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<notice_term::Entity>().filter(notice_term::Column::AgreementId.eq(agreement));
    let open = rows.filter(notice_term::Column::EndedAt.is_null());
    Ok(open.set([(notice_term::Column::EndedAt, Expr::value(tx.now()))]).await? > 0)
}

#[derive(FromQueryResult)]
struct Term {
    tenant_id: Uuid,
    notice_days: i32,
    in_force_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// The days of the newest agreement of each tenant, of those that hold.
pub async fn agreed_days(survey: &Survey) -> Result<HashMap<Uuid, u16>, Error> {
    let mut terms: Vec<Term> = survey.of::<notice_term::Entity, Term>(|all| all).await?;
    terms.retain(|term| term.ended_at.is_none());
    terms.sort_by_key(|term| term.in_force_at);
    let days = |term: Term| (term.tenant_id, u16::try_from(term.notice_days).unwrap_or(u16::MAX));
    Ok(terms.into_iter().map(days).collect())
}

/// Strikes one out; says whether it was there. A job that takes back what an agreement brought is nobody.
pub async fn remove(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<notice_contact::Entity>().filter(notice_contact::Column::Id.eq(id));
    let values = [
        (notice_contact::Column::RemovedAt, Expr::value(tx.now())),
        (notice_contact::Column::RemovedBy, Expr::value(tx.actor().id())),
    ];
    Ok(rows.filter(notice_contact::Column::RemovedAt.is_null()).set(values).await? > 0)
}

/// The contact of a link that is still good.
pub async fn by_secret(tx: &TenantTx, secret: &Secret) -> Result<Option<notice_contact::Model>, Error> {
    let rows = tx.rows::<notice_contact::Entity>().filter(notice_contact::Column::TokenHash.eq(secret.fingerprint()));
    let open = rows.filter(notice_contact::Column::RemovedAt.is_null()).filter(notice_contact::Column::ConfirmedAt.is_null());
    open.filter(notice_contact::Column::ExpiresAt.gt(tx.now())).one().await
}

/// Confirms the address; says whether nobody was faster.
pub async fn confirm(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<notice_contact::Entity>().filter(notice_contact::Column::Id.eq(id));
    let open = rows.filter(notice_contact::Column::RemovedAt.is_null()).filter(notice_contact::Column::ConfirmedAt.is_null());
    Ok(open.set([(notice_contact::Column::ConfirmedAt, Expr::value(tx.now()))]).await? > 0)
}

pub async fn reader(tx: &TenantTx, id: Uuid) -> Result<Option<Reader>, Error> {
    let row = tx.rows::<notice_contact::Entity>().filter(notice_contact::Column::RemovedAt.is_null()).find(id).await?;
    Ok(row.map(|row| Reader { name: row.name, email: row.email, locale: Locale::of(&row.locale).unwrap_or_default() }))
}

/// Every contact, also those that were struck out.
pub async fn ever(tx: &TenantTx) -> Result<Vec<notice_contact::Model>, Error> {
    tx.rows::<notice_contact::Entity>().all().await
}

/// The row as its readers see it.
pub fn view(row: notice_contact::Model) -> Contact {
    Contact {
        id: row.id,
        name: row.name,
        email: row.email,
        locale: Locale::of(&row.locale).unwrap_or_default(),
        added_at: row.added_at,
        confirmed_at: row.confirmed_at,
        agreement_id: row.agreement_id,
    }
}
