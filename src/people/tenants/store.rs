//! Queries of the register of tenants.

use entity::tenant;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait as _, Condition, QueryFilter as _, QueryOrder as _, QuerySelect as _, Set};
use uuid::Uuid;

use super::model::{Accent, Branding, Draft, Language, Tenant};
use crate::kernel::authz::Realm;
use crate::kernel::db::{Register, TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::tenancy::TenantId;

/// The tenant with this short name.
///
/// # Errors
/// When the database fails.
pub async fn find_by_slug(register: &Register, slug: &str) -> Result<Option<Tenant>, Error> {
    let rows = register.rows::<tenant::Entity>(|all| all.filter(tenant::Column::Slug.eq(slug)).limit(1)).await?;
    Ok(rows.into_iter().next().map(tenant))
}

/// The operator's own realm, if it has been made: the oldest one.
///
/// # Errors
/// When the database fails.
pub async fn operator_realm(register: &Register) -> Result<Option<Tenant>, Error> {
    let rows = register
        .rows::<tenant::Entity>(|all| {
            all.filter(tenant::Column::Kind.eq("operator")).order_by_asc(tenant::Column::CreatedAt).limit(1)
        })
        .await?;
    Ok(rows.into_iter().next().map(tenant))
}

/// The row of the transaction's tenant.
pub async fn own(tx: &TenantTx) -> Result<Option<Tenant>, Error> {
    let id = tx.tenant().get();
    let rows = tx.register::<tenant::Entity>(|all| all.filter(tenant::Column::Id.eq(id)).limit(1)).await?;
    Ok(rows.into_iter().next().map(tenant))
}

/// The row of the transaction's tenant, held until its end, so that two administrators change it one after the other. What
/// only refers to the tenant does not wait.
pub async fn hold(tx: &TenantTx) -> Result<Tenant, Error> {
    let id = tx.tenant().get();
    let own = tx.register::<tenant::Entity>(|all| all.filter(tenant::Column::Id.eq(id)).lock(LockType::NoKeyUpdate)).await?;
    own.into_iter().next().map(tenant).ok_or(Error::NotFound)
}

pub async fn insert(tx: &TenantTx, draft: Draft, wrapped_key: Vec<u8>) -> Result<(), Error> {
    let row = tenant::ActiveModel {
        id: Set(tx.tenant().get()),
        slug: Set(draft.slug),
        name: Set(draft.name),
        kind: Set(kind(draft.kind).to_owned()),
        accent: Set(draft.accent.map(|accent| accent.as_str().to_owned())),
        locale: Set(draft.locale.code().to_owned()),
        zone: Set(draft.zone),
        wrapped_key: Set(wrapped_key),
        created_at: Set(tx.now()),
    };
    tx.enter(row).await
}

pub async fn set_branding(tx: &TenantTx, branding: &Branding) -> Result<(), Error> {
    let accent = branding.accent.as_ref().map(|accent| accent.as_str().to_owned());
    tx.update_own_entry(tenant::ActiveModel { name: Set(branding.name.clone()), accent: Set(accent), ..Default::default() }).await
}

pub async fn set_language(tx: &TenantTx, language: &Language) -> Result<(), Error> {
    let locale = language.locale.code().to_owned();
    tx.update_own_entry(tenant::ActiveModel { locale: Set(locale), zone: Set(language.zone.clone()), ..Default::default() }).await
}

/// Tenants by name, at most `limit`, whose name or short name holds the text.
pub async fn all(tx: &TenantTx, part: &str, after: Option<&str>, limit: u64) -> Result<Vec<Tenant>, Error> {
    let rows = tx
        .register::<tenant::Entity>(|all| {
            let mut rows = all.filter(tenant::Column::Kind.eq("tenant"));
            if !part.is_empty() {
                let slug = holds(tenant::Column::Slug, part);
                rows = rows.filter(Condition::any().add(holds(tenant::Column::Name, part)).add(slug));
            }
            if let Some(slug) = after {
                rows = rows.filter(tenant::Column::Slug.gt(slug));
            }
            rows.order_by_asc(tenant::Column::Slug).limit(limit)
        })
        .await?;
    Ok(rows.into_iter().map(tenant).collect())
}

/// Every tenant but the operator's realm.
pub async fn customers(tx: &TenantTx) -> Result<Vec<Tenant>, Error> {
    let rows = tx.register::<tenant::Entity>(|all| all.filter(tenant::Column::Kind.eq("tenant"))).await?;
    Ok(rows.into_iter().map(tenant).collect())
}

/// The tenant with this id, unless it is the operator's realm.
pub async fn customer(tx: &TenantTx, id: Uuid) -> Result<Option<Tenant>, Error> {
    let rows = tx
        .register::<tenant::Entity>(|all| {
            all.filter(tenant::Column::Id.eq(id)).filter(tenant::Column::Kind.eq("tenant")).limit(1)
        })
        .await?;
    Ok(rows.into_iter().next().map(tenant))
}

/// The word of a realm in the table.
pub fn kind(realm: Realm) -> &'static str {
    match realm {
        Realm::Tenant => "tenant",
        Realm::Operator => "operator",
    }
}

fn tenant(row: tenant::Model) -> Tenant {
    Tenant {
        id: TenantId::trusted(row.id),
        slug: row.slug,
        name: row.name,
        realm: if row.kind == "operator" { Realm::Operator } else { Realm::Tenant },
        accent: row.accent.as_deref().and_then(|accent| Accent::parse(accent).ok()),
        locale: Locale::of(&row.locale).unwrap_or_default(),
        zone: row.zone.parse().unwrap_or_default(),
        created_at: row.created_at,
    }
}
