//! The verbs of workspaces.

use uuid::Uuid;

use super::events::Event;
use super::model::{Branding, BrandingChange, Language, LanguageChange, NewTenant, Tenant};
use super::policy::{ManageWorkspace, ReadTenants, ReadWorkspace};
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::kernel::revision;
use crate::kernel::tenancy::TenantId;
use crate::kernel::{Kernel, ids};

/// Opens a workspace as the product itself: the command line and the demo. The tenant's row is entered from a
/// transaction of the tenant that is being made, so that its log begins with its own creation.
///
/// # Errors
/// `Invalid` with every wrong field, also for a slug that is taken.
pub async fn create(kernel: &Kernel, new: NewTenant) -> Result<TenantId, Error> {
    let draft = new.check()?;
    let id = TenantId::trusted(ids::new_id(&*kernel.random, kernel.clock.now())?);
    let wrapped = kernel.keys.new_tenant_key(id.get())?;
    let kind = store::kind(draft.kind).to_owned();
    let tx = kernel.as_system(id).await?;
    store::insert(&tx, draft, wrapped).await.map_err(|error| {
        error.when_taken("tenant_slug_key", || Error::invalid("slug", "taken", "Another workspace has this short name."))
    })?;
    tx.commit(Event::Created { tenant_id: id.get(), kind }).await?;
    Ok(id)
}

/// Brings the name of the operator's realm, which stands below every mail, in line with what the settings say.
///
/// # Errors
/// `Invalid` for a name that is empty or too long.
pub async fn name_operator(kernel: &Kernel, name: &str) -> Result<(), Error> {
    let register = kernel.register().await?;
    let realm = store::operator_realm(&register).await?;
    drop(register);
    let Some(realm) = realm else { return Ok(()) };
    let after = BrandingChange { name: Some(name.to_owned()), ..BrandingChange::default() }.apply(&realm)?;
    if after.name == realm.name {
        return Ok(());
    }
    let tx = kernel.as_system(realm.id).await?;
    store::set_branding(&tx, &after).await?;
    tx.commit(Event::SettingChanged { tenant_id: realm.id.get(), keys: vec!["name".to_owned()] }).await?;
    kernel.forget_tenant(realm.id);
    Ok(())
}

/// The workspace of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn own(tx: &TenantTx) -> Result<Option<Tenant>, Error> {
    store::own(tx).await
}

/// The caller's workspace with its settings.
///
/// # Errors
/// When the database fails.
pub async fn own_settings(caller: &Authorized<ReadWorkspace>) -> Result<Tenant, Error> {
    store::own(&caller.read().await?).await?.ok_or(Error::NotFound)
}

/// Tenants by their short name, for the operator's staff; `part` is looked for in the names.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ReadTenants>, part: &str, paging: &Paging) -> Result<Page<Tenant>, Error> {
    let tx = caller.read().await?;
    let wanted = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let mut items = store::all(&tx, part.trim(), paging.after.as_deref(), paging.rows() + 1).await?;
    let more = items.len() > wanted;
    items.truncate(wanted);
    // The register holds nothing of a tenant, so the cursor may be what it is: the last short name.
    let next = items.last().filter(|_| more).map(|last| last.slug.clone());
    Ok(Page { items, next })
}

/// Every customer: for what the operator tells them all.
///
/// # Errors
/// When the database fails.
pub async fn customers(tx: &TenantTx) -> Result<Vec<Tenant>, Error> {
    store::customers(tx).await
}

/// Whether there is such a workspace, for the operator's own transaction.
///
/// # Errors
/// When the database fails.
pub async fn exists(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    Ok(store::customer(tx, id).await?.is_some())
}

/// A workspace, for the operator's own transaction.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<Tenant>, Error> {
    store::customer(tx, id).await
}

/// What a workspace is called, for the operator's own transaction.
///
/// # Errors
/// When the database fails.
pub async fn name_of(tx: &TenantTx, id: Uuid) -> Result<Option<String>, Error> {
    Ok(store::customer(tx, id).await?.map(|tenant| tenant.name))
}

/// One tenant, for the operator's staff.
///
/// # Errors
/// `NotFound` also for the operator's own realm.
pub async fn customer(caller: &Authorized<ReadTenants>, id: Uuid) -> Result<Tenant, Error> {
    store::customer(&caller.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Changes name and colour. People see both on their next page.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` with `changed-elsewhere` when it is based on others.
pub async fn brand(caller: &Authorized<ManageWorkspace>, change: BrandingChange) -> Result<Branding, Error> {
    let tx = caller.begin().await?;
    let before = store::hold(&tx).await?;
    let based_on = change.revision.clone();
    let after = change.apply(&before)?;
    let changed = [("name", after.name != before.name), ("accent", after.accent != before.accent)];
    let keys = named(&changed);
    if keys.is_empty() {
        return Ok(after);
    }
    revision::check(&Branding::from(&before).revision, based_on.as_ref())?;
    store::set_branding(&tx, &after).await?;
    tx.commit(Event::SettingChanged { tenant_id: before.id.get(), keys }).await?;
    caller.kernel().forget_tenant(before.id);
    Ok(after)
}

/// Changes the language of new people and the time zone of due dates.
///
/// # Errors
/// `Invalid` with every wrong field, `Refused` with `changed-elsewhere` when it is based on others.
pub async fn regulate(caller: &Authorized<ManageWorkspace>, change: LanguageChange) -> Result<Language, Error> {
    let tx = caller.begin().await?;
    let before = store::hold(&tx).await?;
    let based_on = change.revision.clone();
    let after = change.apply(&before)?;
    let keys = named(&[("locale", after.locale != before.locale), ("zone", after.zone != before.zone.name())]);
    if keys.is_empty() {
        return Ok(after);
    }
    revision::check(&Language::from(&before).revision, based_on.as_ref())?;
    store::set_language(&tx, &after).await?;
    tx.commit(Event::SettingChanged { tenant_id: before.id.get(), keys }).await?;
    Ok(after)
}

fn named(changes: &[(&str, bool)]) -> Vec<String> {
    changes.iter().filter(|(_, changed)| *changed).map(|(key, _)| (*key).to_owned()).collect()
}
