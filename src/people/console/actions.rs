//! The verbs of the console: list and look. What stands inside a workspace is counted there, not read.

use uuid::Uuid;

use super::model::TenantView;
use crate::kernel::Kernel;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::people::tenants::{self, ReadTenants, Tenant};
use crate::people::{settings, users};

/// Tenants by their short name; `part` is looked for in the names. 2 queries for each tenant of the page.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ReadTenants>, part: &str, paging: &Paging) -> Result<Page<TenantView>, Error> {
    let found = tenants::list(caller, part, paging).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for tenant in found.items {
        items.push(counted(caller.kernel(), tenant).await?);
    }
    Ok(Page { items, next: found.next })
}

/// One tenant.
///
/// # Errors
/// `NotFound` also for the operator's own realm, which is no tenant.
pub async fn get(caller: &Authorized<ReadTenants>, id: Uuid) -> Result<TenantView, Error> {
    counted(caller.kernel(), tenants::customer(caller, id).await?).await
}

async fn counted(kernel: &Kernel, tenant: Tenant) -> Result<TenantView, Error> {
    let tx = kernel.read_as_system(tenant.id).await?;
    let people = users::count_all_open(&tx).await?;
    Ok(TenantView::new(tenant, people, &settings::ai_of(&tx).await?))
}
